package import Decisions
package import Rules
package import Time

/// What somebody tells of a contact.
package struct OutcomeReport: Sendable {
  package var decision: DecisionID?
  package var journey: String?
  package var account: String?
  package var stamp: ActionStamp
  package var channel: String?
  package var outcome: Outcome
  /// Nil where it was not said.
  package var at: Instant?
  package var value: Double?

  package init(
    decision: DecisionID?, journey: String?, account: String?, stamp: ActionStamp, channel: String?,
    outcome: Outcome, at: Instant?, value: Double?
  ) {
    self.decision = decision
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.channel = channel
    self.outcome = outcome
    self.at = at
    self.value = value
  }
}
