package import Decisions
package import Time

/// What a line of the decision log shows that the history knew when it was written.
package struct LoggedKnowledge: Sendable {
  let decision: DecisionID
  /// Its id, or a hash of it by which it cannot be found here.
  let journey: String
  let recorded: Instant
  /// Whether the decision reserved anything.
  let isReserved: Bool
  /// The opt-outs that the journey had.
  let withdrawals: [(channel: String, at: Instant)]

  package init(
    decision: DecisionID, journey: String, recorded: Instant, isReserved: Bool,
    withdrawals: [(channel: String, at: Instant)]
  ) {
    self.decision = decision
    self.journey = journey
    self.recorded = recorded
    self.isReserved = isReserved
    self.withdrawals = withdrawals
  }
}
