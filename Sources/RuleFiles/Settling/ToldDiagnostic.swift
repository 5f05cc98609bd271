package import Diagnostics

/// What is told of a rule book, with what accepts it where it is told all the same.
package struct ToldDiagnostic: Sendable {
  package let diagnostic: Diagnostic
  package let accepted: Acceptance?

  package init(_ diagnostic: Diagnostic, accepted: Acceptance? = nil) {
    self.diagnostic = diagnostic
    self.accepted = accepted
  }

  /// The diagnostic, with the acceptance as a note: for people.
  package var withReason: Diagnostic {
    guard let accepted else { return diagnostic }
    return diagnostic.adding(Diagnostic.Note("accepted: \(accepted.reason)", at: accepted.location))
  }
}
