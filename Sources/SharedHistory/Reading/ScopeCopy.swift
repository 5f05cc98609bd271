package import Decisions
import History
import PostgreSQL
import Rules
package import Time

/// All that was known of a scope at one instant.
package struct ScopeCopy: Sendable {
  package let scope: HistoryScope
  /// Nil where nothing was ever written.
  package let version: WriteID?
  /// How many contacts were ever made.
  package let contactsMade: Int64
  /// In the order of their numbers; of an account those of all its journeys.
  package internal(set) var contacts: [StoredContact] = []
  /// Of a journey.
  package internal(set) var withdrawals: [StoredOptOut] = []
}

/// A contact as the database has it, with what came of it.
package struct StoredContact: Sendable {
  package let journey: String
  /// In its journey, counted from 1.
  package let number: Int64
  package let account: String?
  /// In its account.
  package let accountNumber: Int64?
  package let stamp: ActionStamp
  package let channel: String?
  package let at: Instant
  package let decision: DecisionID?
  package let isDelivered: Bool
  package let origin: Contact.Origin
  /// The write that made it.
  package let write: WriteID
  package internal(set) var outcomes: [SharedOutcome] = []
}

/// An opt-out of a journey on a channel.
package struct StoredOptOut: Sendable, Hashable {
  package let channel: String
  package let at: Instant
}

extension StoredContact {
  /// Nil where the row is none that this program has written.
  init?(_ rows: Rows, _ row: Int) {
    guard let journey = rows.text(row, 0), let number = rows.int(row, 1), let at = rows.int(row, 5),
      let delivered = rows.bool(row, 7), let code = rows.int(row, 8),
      let origin = UInt8(exactly: code).flatMap({ Contact.Origin(rawValue: $0) }),
      let write = rows.uuid(row, 9), let action = rows.text(row, 10)
    else { return nil }
    self.journey = journey
    self.number = number
    account = rows.text(row, 2)
    accountNumber = rows.int(row, 3)
    channel = rows.text(row, 4)
    self.at = Instant(microseconds: at)
    decision = rows.uuid(row, 6).map { DecisionID(high: $0.high, low: $0.low) }
    isDelivered = delivered
    self.origin = origin
    self.write = WriteID(write)
    stamp = ActionStamp(
      action: action, kind: rows.text(row, 11), group: rows.text(row, 12),
      isExempt: rows.bool(row, 13) ?? false, counts: rows.bool(row, 14) ?? true)
  }
}
