package import Decisions
package import Rules
package import Time

/// An alert that a rule raised for a journey.
package struct RaisedAlert: Sendable, Hashable {
  package let at: Instant
  package let rule: String
  /// Nil, as what else may be, where an earlier version did not store it.
  package let severity: AlertSeverity?
  package let summary: String?
  package let journey: String
  package let account: String?
  /// The rule book that the decision was made under.
  package let revision: String?
  package let decision: DecisionID?

  package init(
    at: Instant, rule: String, severity: AlertSeverity?, summary: String?, journey: String, account: String?,
    revision: String?, decision: DecisionID?
  ) {
    self.at = at
    self.rule = rule
    self.severity = severity
    self.summary = summary
    self.journey = journey
    self.account = account
    self.revision = revision
    self.decision = decision
  }
}

/// An alert as the history has it: numbers grow by at least one from alert to alert, and none is given twice.
package struct StoredAlert: Sendable, Hashable {
  package let number: Int64
  package let alert: RaisedAlert

  package init(number: Int64, alert: RaisedAlert) {
    self.number = number
    self.alert = alert
  }
}
