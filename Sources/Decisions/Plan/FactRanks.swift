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
  /// The same where all constants of a slot are whole numbers, which is how most are found; 0 elsewhere.
  private let wholeCuts: [Int64]
  /// By slot: where its cuts start; one more at the end.
  private let starts: [Int32]
  /// By slot: whether all its cuts are whole numbers.
  private let areWhole: [Bool]

  /// - Parameter constants: by slot, in any order.
  init(_ constants: [[FactValue]]) {
    var cuts: [FactValue] = []
    var starts: [Int32] = [0]
    var areWhole: [Bool] = []
    for constants in constants {
      let start = cuts.count
      for constant in constants.sorted(by: { $0.verdict(.less, $1) == .holds })
      where cuts.count == start || cuts[cuts.count - 1].verdict(.equal, constant) != .holds {
        cuts.append(constant)
      }
      starts.append(Int32(cuts.count))
      areWhole.append(cuts[start...].allSatisfy { $0.wholeNumber != nil })
    }
    self.cuts = cuts
    wholeCuts = cuts.map { $0.wholeNumber ?? 0 }
    self.starts = starts
    self.areWhole = areWhole
  }

  func rank(of value: FactValue, in slot: Int) -> UInt32 {
    switch value {
    case .absent, .strings: return Self.unknown
    case .bool(let value): return value ? 1 : 0
    case .string(let symbol): return UInt32(bitPattern: symbol &+ 1)
    case .int(let number) where areWhole[slot]:
      return Self.rank(in: Int(starts[slot])..<Int(starts[slot + 1])) { index in
        wholeCuts[index] < number ? -1 : wholeCuts[index] == number ? 0 : 1
      }
    case .int, .double, .instant:
      return Self.rank(in: Int(starts[slot])..<Int(starts[slot + 1])) { index in
        switch cuts[index].verdict(.less, value) {
        case .holds: -1
        default: cuts[index].verdict(.equal, value) == .holds ? 0 : 1
        }
      }
    }
  }

  /// - Parameter order: -1 where a cut is less than the value, 0 where it is the value, else 1.
  @inline(__always)
  private static func rank(in cuts: Range<Int>, _ order: (Int) -> Int) -> UInt32 {
    var low = cuts.lowerBound
    var high = cuts.upperBound
    while low < high {
      let middle = (low + high) / 2
      if order(middle) < 0 { low = middle + 1 } else { high = middle }
    }
    let isCut = low < cuts.upperBound && order(low) == 0
    return UInt32(2 * (low - cuts.lowerBound) + (isCut ? 1 : 0))
  }
}

extension FactValue {
  fileprivate var wholeNumber: Int64? { if case .int(let value) = self { value } else { nil } }
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

  /// - Parameter ranks: by slot, all of them.
  @inline(__always)
  func holds(_ ranks: Span<UInt32>) -> Bool { ranks[unchecked: Int(slot)] &- low <= span }
}
