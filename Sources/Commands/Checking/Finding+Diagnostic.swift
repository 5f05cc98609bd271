import Analysis
import Diagnostics
import JSON
import RuleFiles
import Rules

extension Finding {
  /// As `waymark check` tells it.
  ///
  /// - Parameter whole: where something stands that is about the book as a whole.
  func diagnostic(_ places: BookPlaces, whole: SourceLocation) -> Diagnostic {
    Diagnostic(
      kind.usualSeverity, kind.diagnosticID, message, at: part.flatMap { places[$0] } ?? whole, help: help,
      notes: notes.compactMap { note in places[note.part].map { Diagnostic.Note(note.message, at: $0) } },
      subject: subject, example: witness.map(\.text),
      fix: part.flatMap { places[$0] } == nil ? nil : fix)
  }
}

extension Witness {
  /// The state, as JSON in one line, with what must be remembered of its journey.
  fileprivate var text: String {
    state.text + (exit.map { ", after the exit '\($0)'" } ?? "")
  }
}
