import Diagnostics
import Rules

extension BookChecks {
  /// Warns of an exception that holds wherever the rule's own condition does.
  func checkUnless(of rule: Rule) {
    guard let unless = rule.unless else { return }
    guard let first = unless.terms.first else {
      neverMatches(
        rule, "its 'unless' always holds", at: rule.location, help: "say when it holds, or remove it")
      return
    }
    guard let when = rule.when, when.implies(unless) else { return }
    neverMatches(
      rule, "its 'unless' holds wherever its 'when' does",
      at: SourceLocation(file: rule.location.file, span: first.span),
      help: "let 'unless' ask for more than 'when' does")
  }

  private func neverMatches(_ rule: Rule, _ reason: String, at location: SourceLocation, help: String) {
    report(.warning, .ruleNeverMatches, "'\(rule.id)' can never match: \(reason)", at: location, help: help)
  }
}

extension DiagnosticID {
  static let ruleNeverMatches = DiagnosticID(
    "rule-never-matches",
    page: """
      Whenever the condition of a rule holds, its exception under 'unless' holds as well, so that the rule \
      never does anything. For example 'when: {stage: decision}' with 'unless: {stage: [decision, \
      retention]}'. Narrow 'unless', or switch the rule off with 'enabled: false'.
      """)
}
