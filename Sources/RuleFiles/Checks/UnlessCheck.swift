package import Diagnostics
import Rules

/// Warns of an exception that holds wherever the rule's own condition does.
struct UnlessCheck: BookCheck {
  let reports: [DiagnosticID] = [.ruleNeverMatches]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    for rule in parts.soundRules {
      guard let unless = rule.unless else { continue }
      let (reason, span, help): (String, SourceSpan, String)
      if let first = unless.terms.first {
        guard let when = rule.when, when.implies(unless) else { continue }
        (reason, span) = ("its 'unless' holds wherever its 'when' does", first.span)
        help = "let 'unless' ask for more than 'when' does"
      } else {
        (reason, span) = ("its 'unless' always holds", rule.location.span)
        help = "say when it holds, or remove it"
      }
      diagnostics.report(
        .warning, .ruleNeverMatches, "'\(rule.id)' can never match: \(reason)", at: span, of: rule.location,
        help: help)
    }
  }
}

extension DiagnosticID {
  package static let ruleNeverMatches = DiagnosticID(
    "rule-never-matches",
    page: """
      Whenever the condition of a rule holds, its exception under 'unless' holds as well, so that the rule \
      never does anything. For example 'when: {stage: decision}' with 'unless: {stage: [decision, \
      retention]}'. Narrow 'unless', or switch the rule off with 'enabled: false'.
      """)
}
