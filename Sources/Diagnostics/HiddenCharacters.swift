/// The characters that a person does not see, or that a terminal acts upon: control characters, C1 among them, those
/// that turn the direction of a text, tags, and the separators that break a line. Every output for people and the log
/// write them as escapes, so that no text can pass for another one.
extension Unicode.Scalar {
  package var isHidden: Bool {
    switch value {
    case 0x20..<0x7F: return false
    // The joiners of Persian and of emoji, and the selectors of their look.
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return false
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return true
    default: return properties.isDefaultIgnorableCodePoint
    }
  }
}

extension StringProtocol {
  /// The text on one line, with its hidden characters as escapes, such as `\u{202E}`.
  package var visible: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(self) }
    return unicodeScalars.map { $0 == "\n" ? "\\n" : $0 == "\t" ? "\\t" : $0.visible }.joined()
  }

  /// The text with its hidden characters as escapes of JSON, such as `\u202e`.
  package var visibleAsInJSON: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return String(self) }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isHidden: for unit in String(scalar).utf16 { result += Self.escape(unit) }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension Unicode.Scalar {
  /// As it is shown: itself, or an escape.
  var visible: String { isHidden ? "\\u{\(String(value, radix: 16, uppercase: true))}" : String(self) }
}

extension [UInt8] {
  /// JSON with the hidden characters that JSON allows raw written as escapes; what it means stays the same, and so do the
  /// line feeds between its values. What is no JSON does no more harm than that.
  package var visibleJSON: [UInt8] {
    guard contains(where: { $0 >= 0x7F || $0 < 0x20 && $0 != UInt8(ascii: "\n") }) else { return self }
    return Array(
      split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .map { Array(String(decoding: $0, as: UTF8.self).visibleAsInJSON.utf8) }
        .joined(separator: [UInt8(ascii: "\n")]))
  }
}
