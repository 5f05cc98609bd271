import Rules

/// Turns the value of a fact into its rank among the constants that rules compare it with. Whatever the type, a
/// comparison is then a range of ranks, and testing it takes no branch.
///
/// The constants of a numeric fact, ascending, have the odd ranks 1, 3, 5, …; what lies between has the even ones. A
/// string has the rank of its symbol, a bool 0 or 1.
struct FactRanks: Sendable {
  /// The rank of a fact that is not known.
  static let unknown = UInt32.max
  /// The highest rank of a fact that is known.
  static let top = UInt32.max - 1

  /// The constants of all numeric facts, those of a slot together and ascending.
  private let cuts: [FactValue]
  /// By slot: where its cuts start; one more at the end.
  private let starts: [Int32]

  /// - Parameter constants: by slot, in any order.
  init(_ constants: [[FactValue]]) {
    var cuts: [FactValue] = []
    var starts: [Int32] = [0]
    for constants in constants {
      let start = cuts.count
      for constant in constants.sorted(by: { $0.verdict(.less, $1) == .holds })
      where cuts.count == start || cuts[cuts.count - 1].verdict(.equal, constant) != .holds {
        cuts.append(constant)
      }
      starts.append(Int32(cuts.count))
    }
    self.cuts = cuts
    self.starts = starts
  }

  func rank(of value: FactValue, in slot: Int) -> UInt32 {
    switch value {
    case .absent, .strings: return Self.unknown
    case .bool(let value): return value ? 1 : 0
    case .string(let symbol): return UInt32(bitPattern: symbol &+ 1)
    case .int, .double, .instant:
      let start = Int(starts[slot])
      let end = Int(starts[slot + 1])
      var low = start
      var high = end
      while low < high {
        let middle = (low + high) / 2
        if cuts[middle].verdict(.less, value) == .holds { low = middle + 1 } else { high = middle }
      }
      let isCut = low < end && cuts[low].verdict(.equal, value) == .holds
      return UInt32(2 * (low - start) + (isCut ? 1 : 0))
    }
  }
}

/// A comparison of a fact with a constant as a range of ranks; false where the fact is not known.
struct RankComparison: Sendable {
  private let low: UInt32
  private let span: UInt32
  let slot: UInt16

  /// Asks nothing.
  static let none = RankComparison(slot: 0, ranks: 0...FactRanks.unknown)

  private init(slot: UInt16, ranks: ClosedRange<UInt32>) {
    self.slot = slot
    low = ranks.lowerBound
    span = ranks.upperBound - ranks.lowerBound
  }

  /// Nil where a test asks for anything else.
  init?(_ test: ConditionProgram.Test, among ranks: FactRanks) {
    guard case .compare(let slot, let relation, let constant) = test else { return nil }
    let rank = ranks.rank(of: constant, in: Int(slot))
    switch relation {
    case .equal: self.init(slot: slot, ranks: rank...rank)
    case .notEqual: return nil
    case .greater: self.init(slot: slot, ranks: rank + 1...FactRanks.top)
    case .greaterOrEqual: self.init(slot: slot, ranks: rank...FactRanks.top)
    case .less: self.init(slot: slot, ranks: 0...rank - 1)
    case .lessOrEqual: self.init(slot: slot, ranks: 0...rank)
    }
  }

  /// One test for what two of the same fact ask; nil where they leave no rank.
  func merged(with other: Self) -> Self? {
    let lowest = max(low, other.low)
    let highest = min(low + span, other.low + other.span)
    guard slot == other.slot, lowest <= highest else { return nil }
    return Self(slot: slot, ranks: lowest...highest)
  }

  /// - Parameter ranks: by slot.
  @inline(__always)
  func holds(_ ranks: [UInt32]) -> Bool { ranks[Int(slot)] &- low <= span }
}
