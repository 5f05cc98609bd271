import Rules
import Time

/// A comparison of a number or an instant with a constant of the same kind: by far the most common test, and so
/// small that a member of an index has its own at hand.
struct NumberTest: Sendable {
  enum Kind: UInt8, Sendable { case none, int, double, instant }

  /// The constant: an integer, the bits of a double, or microseconds.
  let bits: Int64
  let slot: UInt16
  let relation: Program.Relation
  let kind: Kind

  /// Asks nothing.
  static let none = NumberTest()

  private init() {
    bits = 0
    slot = 0
    relation = .equal
    kind = .none
  }

  /// Nil where a test asks for anything else.
  init?(_ test: Program.Test, typeOf type: (UInt16) -> FactType) {
    guard case .compare(let slot, let relation, let constant) = test else { return nil }
    self.slot = slot
    self.relation = relation
    switch (constant, type(slot)) {
    case (.int(let value), .int): (bits, kind) = (value, .int)
    case (.double(let value), .number): (bits, kind) = (Int64(bitPattern: value.bitPattern), .double)
    case (.int(let value), .number):
      guard let value = Double(exactly: value) else { return nil }
      (bits, kind) = (Int64(bitPattern: value.bitPattern), .double)
    case (.instant(let instant), .timestamp): (bits, kind) = (instant.microseconds, .instant)
    default: return nil
    }
  }

  /// Whether it holds for the bits of a value of its kind.
  @inline(__always)
  func holds(_ value: Int64) -> Bool {
    kind == .double
      ? relation.holds(
        Double(bitPattern: UInt64(bitPattern: value)), Double(bitPattern: UInt64(bitPattern: bits)))
      : relation.holds(value, bits)
  }
}

/// The numbers and instants among the facts, by slot, as `NumberTest` takes them.
struct NumberTable: Sendable {
  private(set) var bits: [Int64]
  private(set) var isKnown: [Bool]

  init(slots: Int) {
    bits = Array(repeating: 0, count: slots)
    isKnown = Array(repeating: false, count: slots)
  }

  /// Whether a test holds; it does not where there is no value.
  @inline(__always)
  func meets(_ test: NumberTest) -> Bool {
    let slot = Int(test.slot)
    return test.kind == .none || isKnown[slot] && test.holds(bits[slot])
  }

  mutating func set(_ slot: Int, _ value: FactValue) {
    switch value {
    case .int(let value): (bits[slot], isKnown[slot]) = (value, true)
    case .double(let value): (bits[slot], isKnown[slot]) = (Int64(bitPattern: value.bitPattern), true)
    case .instant(let instant): (bits[slot], isKnown[slot]) = (instant.microseconds, true)
    case .absent, .bool, .string, .strings: isKnown[slot] = false
    }
  }
}
