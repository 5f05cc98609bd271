/// Prints diagnostics for people, each with its line of the source and a marker under what is meant.
package struct DiagnosticRenderer: Sendable {
  private let files: [String: SourceFile]
  private let hasColor: Bool

  /// A renderer that quotes these files; a place in another file is shown without its line.
  package init(files: some Sequence<SourceFile>, color: Bool = false) {
    self.files = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    hasColor = color
  }

  /// The diagnostics in the order given, each as lines that end in a line feed.
  package func render(_ diagnostics: some Sequence<Diagnostic>) -> String {
    var lines: [String: SourceLines] = [:]
    var output = ""
    for diagnostic in diagnostics {
      output += header(
        diagnostic.location, diagnostic.severity, diagnostic.message,
        suffix: " [\(diagnostic.id.name.visible)]")
      output += excerpt(diagnostic.location, help: diagnostic.help, &lines)
      if let example = diagnostic.example { output += "  such as \(example.visible)\n" }
      for note in diagnostic.notes {
        output += header(note.location, .note, note.message, suffix: "")
        output += excerpt(note.location, help: nil, &lines)
      }
    }
    return output
  }

  private func header(
    _ location: SourceLocation, _ severity: Severity, _ message: String, suffix: String
  ) -> String {
    let place = "\(location.file.visible):\(location.span.line):\(location.span.column):"
    let kind = styled("\(severity.rawValue):", Style(severity))
    return "\(styled(place, .bold)) \(kind) \(styled(message.visible, .bold))\(suffix)\n"
  }

  private func excerpt(
    _ location: SourceLocation, help: String?, _ lines: inout [String: SourceLines]
  ) -> String {
    let advice = help.map { "help: \($0.visible)" }
    guard let text = line(location, &lines) else { return advice.map { "  \($0)\n" } ?? "" }
    let excerpt = SourceExcerpt(text, span: location.span)
    let number = String(location.span.line)
    let gutter = String(repeating: " ", count: number.count)
    let source = excerpt.line.isEmpty ? "" : " \(excerpt.line)"
    let marker = excerpt.indent + styled(excerpt.marker, .marker)
    return "\(number) |\(source)\n\(gutter) | \(marker)\(advice.map { " \($0)" } ?? "")\n"
  }

  /// The line of a place; nil where the file is not known, or no text.
  private func line(_ location: SourceLocation, _ lines: inout [String: SourceLines]) -> Substring? {
    guard let file = files[location.file] else { return nil }
    let known = lines[location.file] ?? file.lines
    lines[location.file] = known
    return known[Int(location.span.line)].flatMap { $0.utf8.contains(0) ? nil : $0 }
  }

  /// Codes of ECMA-48's "select graphic rendition".
  private enum Style: String {
    case bold = "1"
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case marker = "1;32"

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .note: self = .note
      }
    }
  }

  private func styled(_ text: String, _ style: Style) -> String {
    hasColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
