package import Time

/// The id of a decision: a UUID, of version 7 where the daemon made it.
package struct DecisionID: Sendable, Hashable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads a UUID as it is written: five groups of hexadecimal digits, in lower case or in any.
  package init?(_ text: String, inAnyCase: Bool) {
    guard text.utf8.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (position, byte) in text.utf8.enumerated() {
      if [8, 13, 18, 23].contains(position) {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F") where inAnyCase: digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      high = high << 4 | low >> 60
      low = low << 4 | UInt64(digit)
    }
    self.init(high: high, low: low)
  }

  /// As RFC 9562 writes it, in lower case.
  package var text: String {
    var text = ""
    withUTF8 { text = String(decoding: $0, as: UTF8.self) }
    return text
  }

  /// Lends the bytes of `text`.
  package func withUTF8(_ body: (UnsafeRawBufferPointer) -> Void) {
    var bytes = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
    var (high, low) = (high, low)
    for position in (0..<36).reversed() {
      if position == 8 || position == 13 || position == 18 || position == 23 { continue }
      let digit = UInt8(truncatingIfNeeded: low & 0xf)
      bytes[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      low = low >> 4 | high << 60
      high >>= 4
    }
    bytes.span.withUnsafeBytes { body($0) }
  }

  /// When it was made, to the millisecond, where it is of version 7; else nil.
  package var made: Instant? {
    guard high >> 12 & 0xF == 7 else { return nil }
    return Instant(microseconds: Int64(high >> 16) * 1_000)
  }
}
