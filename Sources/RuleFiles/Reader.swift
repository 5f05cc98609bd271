import Diagnostics
import Rules
import YAML

/// Reads the declarations of one file against the names that the whole book declares.
///
/// Every mistake is reported and reading goes on: what a reader returns is whole only where there was no
/// error, and a book with an error is never built.
struct Reader {
  let source: SourceText
  let symbols: Symbols
  let problems: Problems

  var file: String { source.file.path }

  func location(_ span: SourceSpan) -> SourceLocation {
    SourceLocation(file: file, span: span)
  }

  func error(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    problems.report(Diagnostic(.error, id, message, at: location(span), help: help, notes: notes))
  }

  func warning(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    problems.report(Diagnostic(.warning, id, message, at: location(span), help: help, notes: notes))
  }

  func note(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    problems.report(Diagnostic(.note, id, message, at: location(span), help: help, notes: notes))
  }
}
