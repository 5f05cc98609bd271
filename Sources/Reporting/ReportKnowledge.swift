package import Decisions

/// What was recorded before, as far as reading a report depends on it.
package protocol ReportKnowledge {
  /// Whether anything was ever recorded of a channel.
  func contains(channel: String) -> Bool

  /// Whether anything was ever recorded of an action.
  func contains(action: String) -> Bool

  /// Whether a decision made a contact with an action.
  func hasContact(of decision: DecisionID, action: String) -> Bool

  /// The id of the channel by which the contact of a decision and an action went.
  func channel(of decision: DecisionID, action: String) -> String?
}
