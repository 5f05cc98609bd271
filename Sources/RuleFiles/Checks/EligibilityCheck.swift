import Diagnostics
import Rules

/// Warns of a rule that recommends an action to those only who may never receive it.
struct EligibilityCheck: BookCheck {
  let reports: [DiagnosticID] = [.neverEligible]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    // By id: an action that could not be read is not among them.
    let limits = parts.actions.filter { $0.eligible != nil }.map { ($0.id, $0) }
    guard !limits.isEmpty else { return }
    let limited = Dictionary(limits) { first, _ in first }
    for rule in parts.soundRules {
      guard case .recommend(let recommendations) = rule.effect, let when = rule.when else { continue }
      for recommendation in recommendations {
        guard let action = limited[parts.names[.action].ids[recommendation.action]],
          let eligible = action.eligible
        else { continue }
        let both = Condition(terms: when.terms + eligible.terms)
        guard both.neverHolds(parts.names), !when.neverHolds(parts.names), !eligible.neverHolds(parts.names)
        else {
          continue
        }
        diagnostics.report(
          .warning, .neverEligible,
          "'\(rule.id)' recommends '\(action.id)' to those only who may not receive it",
          at: rule.location.span,
          of: rule.location, help: "change 'when', or 'eligible' of the action",
          notes: [
            Diagnostic.Note(
              "'eligible' of '\(action.id)' stands here",
              at: SourceLocation(
                file: action.location.file, span: eligible.terms.first?.span ?? action.location.span))
          ])
      }
    }
  }
}

extension DiagnosticID {
  static let neverEligible = DiagnosticID(
    "never-eligible",
    page: """
      A rule recommends an action, and its 'when' contradicts the 'eligible' of that action: whoever fulfils the one never \
      fulfils the other, so that nobody gets the action by this rule. Change one of the two.
      """)
}
