/// Makes ids of decisions: UUIDs of version 7 (RFC 9562), each greater than the one before. For one thread.
struct UUIDv7Generator {
  private var latest: UInt64 = 0
  private var counter: UInt16 = 0

  /// - Parameter milliseconds: since 1970.
  mutating func next(at milliseconds: UInt64) -> String {
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
    return Self.text(high, low)
  }

  private static func text(_ high: UInt64, _ low: UInt64) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 36) { buffer in
      var position = 0
      for nibble in 0..<32 {
        if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
          buffer[position] = UInt8(ascii: "-")
          position += 1
        }
        let half = nibble < 16 ? high : low
        buffer[position] = digits[Int(half >> UInt64(60 - 4 * (nibble % 16)) & 0xf)]
        position += 1
      }
      return 36
    }
  }
}
