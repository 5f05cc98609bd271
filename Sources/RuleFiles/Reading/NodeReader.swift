package import Diagnostics

/// Reads one part of the rule files of a book from YAML nodes. The parts that all readers share, reports and the shapes
/// of nodes, are extensions of this; everything else is a method of one reader.
package protocol NodeReader {
  var context: ReadingContext { get }
}

extension NodeReader {
  var symbols: Symbols { context.symbols }
  package var diagnostics: DiagnosticCollector { context.diagnostics }

  package func location(_ span: SourceSpan) -> SourceLocation { context.location(span) }

  package func error(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    context.report(.error, id, message, at: span, help: help, notes: notes)
  }

  func error(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, advice: Advice?
  ) {
    context.report(.error, id, message, at: span, help: advice?.help, notes: [], fix: advice?.fix)
  }

  func warning(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    context.report(.warning, id, message, at: span, help: help, notes: notes)
  }

  func note(
    _ id: DiagnosticID, _ message: String, at span: SourceSpan, help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    context.report(.note, id, message, at: span, help: help, notes: notes)
  }
}
