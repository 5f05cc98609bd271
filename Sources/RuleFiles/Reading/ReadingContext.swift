package import Diagnostics
package import Rules
package import YAML

/// What every reader of one file works with: the file, the names that the whole book declares, and the diagnostics
/// found so far.
///
/// Every mistake is reported and reading goes on: what a reader returns is whole only where there was no error, and a
/// book with an error is never built.
package final class ReadingContext {
  let file: SourceFile
  let symbols: Symbols
  package let diagnostics: DiagnosticCollector
  /// What could not be read of the file: what is missing may be there.
  let gaps: [YAMLDocument.Gap]
  /// Found when they are asked for first: only expressions need them.
  private(set) lazy var lines = file.lines

  init(
    _ file: SourceFile, _ symbols: Symbols, _ diagnostics: DiagnosticCollector, gaps: [YAMLDocument.Gap] = []
  ) {
    self.gaps = gaps
    self.file = file
    self.symbols = symbols
    self.diagnostics = diagnostics
  }

  /// Of a file that refers to what a book declares, and is no part of it.
  package convenience init(
    _ file: SourceFile, _ book: RuleBook, _ diagnostics: DiagnosticCollector, gaps: [YAMLDocument.Gap] = []
  ) {
    self.init(file, Symbols(book), diagnostics, gaps: gaps)
  }

  /// Whether it is a CSV file, of a book or on its way into one.
  var isSheet: Bool { RuleFile.kind(ofName: file.path.split(separator: "/").last ?? "") == .sheet }

  /// Whether something below a key at the very left could not be read: then it has a value.
  func isUnread(below key: Mapping.Entry) -> Bool {
    gaps.contains { $0.section == key.key.text && $0.place.line > key.keySpan.line }
  }

  /// What begins with `&` directly behind a key, and its ':'.
  func anchor(behind key: SourceSpan) -> String? {
    guard let line = lines[Int(key.endLine)] else { return nil }
    let rest = String(Substring(line.unicodeScalars.dropFirst(Int(key.endColumn) - 1)))
    return rest.prefixMatch(of: /: *(&[^\s,}\]]+)/).map { String($0.1) }
  }

  package func location(_ span: SourceSpan) -> SourceLocation { SourceLocation(file: file.path, span: span) }

  func report(
    _ severity: Severity, _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String?,
    notes: [Diagnostic.Note], fix: TextFix? = nil
  ) {
    let isKnown = gaps.contains { gap in
      gap.touches(span) || (id.isOmission && gap.declaration.contains(Int(span.line)))
    }
    if isKnown { return }
    diagnostics.report(
      Diagnostic(severity, id, message, at: location(span), help: help, notes: notes, fix: fix))
  }
}
