package import Decisions

/// Names a write for good; that of a reservation is its decision's id. The last write to a scope is its version: never a
/// counter, and never the same twice, so that what was decided on top of a write that failed fails too, though somebody
/// else wrote meanwhile.
package struct WriteID: Sendable, Hashable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package init(_ decision: DecisionID) { self.init(high: decision.high, low: decision.low) }

  /// One that nobody else has.
  package static func new() -> WriteID {
    var random = SystemRandomNumberGenerator()
    // As RFC 9562 wants them: version 4, variant 2.
    return WriteID(high: random.next() & ~0xF000 | 0x4000, low: random.next() & ~(3 << 62) | 2 << 62)
  }
}
