import Diagnostics
import Rules

/// Warns of a rule that recommends an action to those only who may never receive it.
struct EligibilityCheck: BookCheck {
  let reports: [DiagnosticID] = [.neverEligible]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    let limited = parts.actions.indices.filter { parts.actions[$0].eligible != nil }
    guard !limited.isEmpty else { return }
    let isLimited = Set(limited)
    for rule in parts.soundRules {
      guard case .recommend(let recommendations) = rule.effect, let when = rule.when else { continue }
      for recommendation in recommendations where isLimited.contains(recommendation.action) {
        let action = parts.actions[recommendation.action]
        guard let eligible = action.eligible else { continue }
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
