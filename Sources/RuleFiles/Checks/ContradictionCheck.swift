package import Diagnostics
import Rules

/// Warns of keys of a condition that can never hold together, at any depth.
struct ContradictionCheck: BookCheck {
  let reports: [DiagnosticID] = [.neverHolds]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    for rule in parts.soundRules {
      for condition in [rule.when, rule.unless] {
        if let condition { check(condition, at: rule.location, parts.names, diagnostics) }
      }
    }
    for action in parts.actions {
      if let eligible = action.eligible { check(eligible, at: action.location, parts.names, diagnostics) }
    }
  }

  private func check(
    _ condition: Condition, at owner: SourceLocation, _ names: BookNames, _ diagnostics: DiagnosticCollector
  ) {
    for conflict in condition.conflicts(names) {
      let (term, other) = (conflict.term, conflict.other)
      let article = other.key == term.key ? "the other " : ""
      let whole = conflict.isInAlternative ? "this part never holds: " : ""
      diagnostics.report(
        .warning, .neverHolds,
        "\(whole)'\(term.key)' contradicts \(article)'\(other.key)': \(conflict.reason)",
        at: term.span, of: owner, help: "change or remove one of the two",
        notes: [
          Diagnostic.Note(
            "'\(other.key)' stands here", at: SourceLocation(file: owner.file, span: other.span))
        ])
    }
  }
}

extension DiagnosticID {
  package static let neverHolds = DiagnosticID(
    "never-holds",
    page: """
      What is asked for excludes itself, so that a condition, or one of several alternatives in it, can never hold: for example a stage \
      before the purchase together with 'phase: after', or a pain point that is asked for in one place and ruled out in \
      another. Where two keys contradict each other both places are shown. Otherwise it was proved over all states that \
      none fulfils the rule as a whole. Change one of the conditions, or remove the rule.
      """)
}
