/// Bytes as lower-case hexadecimal digits.
package enum HexText {
  private static let digits: StaticString = "0123456789abcdef"

  package static func of(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    append(Array(bytes), to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    text.append(addingCapacity: 2 * bytes.count) { output in
      digits.withUTF8Buffer { digits in
        for byte in bytes {
          output.append(digits[Int(byte >> 4)])
          output.append(digits[Int(byte & 15)])
        }
      }
    }
  }

  /// Nil where the text is anything but pairs of digits.
  package static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in text {
      guard let digit = value(character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? bytes : nil
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
