/// Makes visible what a terminal or a viewer would act on: control characters, and those that turn the direction
/// of a text or break a line.
enum VisibleText {
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }

  /// A text with its hidden characters written as escapes of JSON, `\u202e`.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isHidden(scalar): for unit in String(scalar).utf16 { result += escape(unit) }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// JSON with the hidden characters that JSON allows raw written as escapes; what it means stays the same.
  static func escaped(json: [UInt8]) -> [UInt8] {
    // The writer has escaped what is below U+0020; the rest is DEL or not ASCII.
    guard json.contains(where: { $0 >= 0x7F }) else { return json }
    return Array(escaped(String(decoding: json, as: UTF8.self)).utf8)
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A text of at most so many bytes of UTF-8, with `…` where something was cut off.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let mark = "…"
    var end = text.utf8.index(text.utf8.startIndex, offsetBy: max(0, limit - mark.utf8.count))
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
      end = text.utf8.index(before: end)
    }
    return String(text.unicodeScalars[..<end]) + mark
  }
}
