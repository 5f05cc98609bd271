package import Decisions
package import Time

/// A contact on its way into what is kept for good, or out of it, in words.
package struct ContactRecord: Sendable {
  /// That of whoever has it in memory; a database that hosts share gives it a number of its own.
  package let id: Int64
  package let journey: String
  package let account: String?
  package let stamp: ActionStamp
  /// That of the stamp in memory.
  package let stampNumber: Int32
  package let channel: String?
  package let at: Instant
  package let decision: DecisionID?
  package let isDelivered: Bool
  package let origin: RowOrigin

  package init(
    id: Int64, journey: String, account: String?, stamp: ActionStamp, stampNumber: Int32, channel: String?,
    at: Instant, decision: DecisionID?, isDelivered: Bool, origin: RowOrigin
  ) {
    self.id = id
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.stampNumber = stampNumber
    self.channel = channel
    self.at = at
    self.decision = decision
    self.isDelivered = isDelivered
    self.origin = origin
  }
}

/// What a row of the history is.
package enum RowOrigin: Int8, Sendable {
  /// A contact that the daemon reserved.
  case reserved
  /// A contact that a report or an import told of.
  case told
  /// What came of a decision's contact, told before the contact was, or of another channel than its own.
  case presumed
  /// A report that names no decision: which contact it belongs to is found whenever somebody asks.
  case report
}
