extension Unicode.Scalar {
  /// The scalar as a terminal may show it: control characters, those that change the direction of the text, and
  /// others that are not seen are written as escapes.
  var visible: String {
    switch self {
    case "\u{200C}", "\u{200D}": return String(self)
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
      return "\\u{\(String(value, radix: 16, uppercase: true))}"
    default: return String(self)
    }
  }
}

extension String {
  /// The text on one line, with what a terminal would act upon written as escapes.
  var visible: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    return unicodeScalars.map { $0 == "\n" ? "\\n" : $0 == "\t" ? "\\t" : $0.visible }.joined()
  }
}
