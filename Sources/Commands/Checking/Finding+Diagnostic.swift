import Analysis
import Diagnostics
import JSON
import Rules

extension Finding {
  /// As `waymark check` tells it.
  ///
  /// - Parameter whole: where something stands that is about the book as a whole.
  func diagnostic(_ places: BookPlaces, whole: SourceLocation) -> Diagnostic {
    Diagnostic(
      kind.usualSeverity, kind.diagnosticID, message, at: part.flatMap { places[$0] } ?? whole, help: help,
      notes: notes.compactMap { note in places[note.part].map { Diagnostic.Note(note.message, at: $0) } },
      fix: part.flatMap { places[$0] } == nil ? nil : fix)
  }
}
