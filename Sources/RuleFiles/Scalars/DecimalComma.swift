import Diagnostics

extension NodeReader {
  /// True, with an error, where a text is a number with a comma.
  func reportsComma(_ text: String, at span: SourceSpan) -> Bool {
    guard text.wholeMatch(of: /-?[0-9]+,[0-9]+/) != nil else { return false }
    error(
      .decimalComma, "'\(text)' has a comma where a number has a point", at: span,
      help: "write \(text.replacing(",", with: "."))")
    return true
  }
}

extension DiagnosticID {
  static let decimalComma = DiagnosticID(
    "decimal-comma",
    page: """
      A number is written with a comma, as many countries do: '0,5'. Rule files take points: '0.5'. Spreadsheets write \
      commas where the computer is set to such a country.
      """)
}
