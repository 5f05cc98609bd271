import Diagnostics

/// What to do about pasted characters where there is one right mend.
extension PastedText {
  /// Straight quotes around a plain text, which has curly ones, as it stands in one line.
  static func fix(forQuoted scalars: [Unicode.Scalar], at span: SourceSpan) -> TextFix? {
    let inner = scalars.dropFirst().dropLast()
    guard span.line == span.endLine, !inner.contains("\""), !inner.contains("\\"),
      !inner.contains(where: curlyQuotes.contains)
    else { return nil }
    return TextFix(.text("\"\(String(String.UnicodeScalarView(inner)))\""))
  }

  /// A space after the colon behind a key that begins a stretch of text.
  static func fix(forSpaceAfter key: some StringProtocol, at span: SourceSpan) -> TextFix {
    let column = span.column + UInt32(key.unicodeScalars.count) + 1
    return TextFix(
      .text(" "),
      at: SourceSpan(line: span.line, column: column, endLine: span.line, endColumn: column))
  }

  /// Plain spaces for one that is none and its like beside it; those without any width are removed.
  ///
  /// - Parameters:
  ///   - index: of the one.
  ///   - place: where that one stands.
  static func fix(forSpaceAt index: Int, of scalars: [Unicode.Scalar], at place: SourceSpan) -> TextFix {
    let before = scalars[..<index].reversed().prefix(while: isFalseSpace).count
    let run = scalars[(index - before)...].prefix(while: isFalseSpace)
    let start = place.column - UInt32(before)
    let span = SourceSpan(
      line: place.line, column: start, endLine: place.line, endColumn: start + UInt32(run.count))
    return TextFix(.text(String(repeating: " ", count: run.count { $0 != "\u{200B}" })), at: span)
  }
}
