import Decisions

/// Makes ids of decisions: UUIDs of version 7 (RFC 9562), each greater than the one before. For one thread.
struct UUIDv7Generator {
  private var latest: UInt64 = 0
  private var counter: UInt16 = 0

  /// - Parameter milliseconds: since 1970.
  mutating func next(at milliseconds: UInt64) -> DecisionID {
    var random = SystemRandomNumberGenerator()
    if milliseconds > latest {
      latest = milliseconds
      // Room to count within a millisecond: the counter starts in the lower half of its 12 bits.
      counter = UInt16(truncatingIfNeeded: random.next() & 0x7ff)
    } else if counter < 0xfff {
      counter += 1
    } else {
      latest += 1
      counter = 0
    }
    let high = latest << 16 | 0x7000 | UInt64(counter)
    let low = 0x8000_0000_0000_0000 | random.next() >> 2
    return DecisionID(high: high, low: low)
  }
}
