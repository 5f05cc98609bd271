import Diagnostics
import Rules

extension BookChecks {
  /// Warns of keys of a condition that can never hold together, at any depth.
  func checkContradictions(in condition: Condition, _ file: String) {
    for conflict in condition.conflicts(symbols.names) {
      let (term, other) = (conflict.term, conflict.other)
      let article = other.key == term.key ? "the other " : ""
      report(
        .warning, .neverHolds, "'\(term.key)' contradicts \(article)'\(other.key)': \(conflict.reason)",
        at: SourceLocation(file: file, span: term.span), help: "change or remove one of the two",
        notes: [
          Diagnostic.Note("'\(other.key)' stands here", at: SourceLocation(file: file, span: other.span))
        ])
    }
  }
}

extension DiagnosticID {
  static let neverHolds = DiagnosticID(
    "never-holds",
    page: """
      Two keys of a condition contradict each other, so that it can never hold: for example a stage before \
      the purchase together with 'phase: after', or a pain point that is asked for in one place and ruled \
      out in another. The rule would never do anything. Both places are shown; change one of them.
      """)
}
