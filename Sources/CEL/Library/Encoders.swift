/// The encoders extension: Base64 as in RFC 4648.
extension Library {
  private static let letters = [UInt8](
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func encoded(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      bits &= 0xFF_FFFF
      for position in 0..<4 {
        output.append(position <= group.count ? letters[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Nil where the text is not Base64; the padding may be left out.
  private static func decoded(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)[...]
    if digits.count % 4 == 0 {
      for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var output: [UInt8] = []
    var (bits, count) = (0, 0)
    for digit in digits {
      guard let value = letters.firstIndex(of: digit) else { return nil }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return output
  }

  static let encoders: [Function] = [
    Function(
      "base64.encode",
      [
        .global([UInt8].self) { bytes, meter throws(Stop) in
          try meter.charge(bytes.count)
          return encoded(bytes)
        }
      ]),
    Function(
      "base64.decode",
      [
        .global(String.self) { text, meter throws(Stop) in
          try meter.charge(text.utf8.count)
          guard let bytes = decoded(text) else { throw .failure("the text is not Base64") }
          return bytes
        }
      ]),
  ]
}
