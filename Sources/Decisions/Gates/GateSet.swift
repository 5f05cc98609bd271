/// A set of gates in the order in which they are asked, as one small number.
struct GateSet: Sendable, Hashable {
  private var bits: UInt16

  private init(bits: UInt16) { self.bits = bits }

  static let none = GateSet(bits: 0)

  /// Those that a decision asks about one subject.
  @inline(__always)
  static func of(_ subject: Gate.Subject) -> GateSet {
    switch subject {
    case .action: through(.unavailable, .paused)
    case .channel: through(.noConsent, .channelPaused)
    case .selection: through(.spread, .outranked)
    }
  }

  /// The gates from one to another one.
  @inline(__always)
  private static func through(_ first: Gate, _ last: Gate) -> GateSet {
    GateSet(bits: bit(last) &* 2 &- bit(first))
  }

  @inline(__always)
  private static func bit(_ gate: Gate) -> UInt16 { 1 << UInt16(gate.rawValue) }

  @inline(__always)
  var isEmpty: Bool { bits == 0 }

  @inline(__always)
  func contains(_ gate: Gate) -> Bool { bits & Self.bit(gate) != 0 }

  @inline(__always)
  mutating func insert(_ gate: Gate) { bits |= Self.bit(gate) }

  @inline(__always)
  mutating func remove(_ gate: Gate) { bits &= ~Self.bit(gate) }

  @inline(__always)
  func union(_ other: GateSet) -> GateSet { GateSet(bits: bits | other.bits) }

  @inline(__always)
  func intersection(_ other: GateSet) -> GateSet { GateSet(bits: bits & other.bits) }

  @inline(__always)
  func subtracting(_ other: GateSet) -> GateSet { GateSet(bits: bits & ~other.bits) }

  /// Removes the gate that is asked first; nil where none is left.
  @inline(__always)
  mutating func popFirst() -> Gate? {
    guard bits != 0 else { return nil }
    defer { bits &= bits &- 1 }
    return Gate(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount))
  }
}
