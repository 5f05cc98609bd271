package import Time

/// All that was known of a scope at one instant, as a database has it that hosts share.
package struct ScopeCopy: Sendable {
  package let scope: HistoryScope
  /// Nil where nothing was ever written.
  package let version: WriteID?
  /// How many contacts were ever made.
  package let contactsMade: Int64
  /// In the order of their numbers; of an account those of all its journeys.
  package var contacts: [StoredContact] = []
  /// Of a journey.
  package var withdrawals: [StoredOptOut] = []

  package init(scope: HistoryScope, version: WriteID?, contactsMade: Int64) {
    self.scope = scope
    self.version = version
    self.contactsMade = contactsMade
  }
}

/// A contact as such a database has it, with what came of it.
package struct StoredContact: Sendable {
  /// With its number in its journey, counted from 1, as its id.
  package let record: ContactRecord
  /// In its account.
  package let accountNumber: Int64?
  /// The write that made it.
  package let write: WriteID
  package var outcomes: [OutcomeRecord] = []

  package init(_ record: ContactRecord, accountNumber: Int64?, write: WriteID) {
    self.record = record
    self.accountNumber = accountNumber
    self.write = write
  }

  package var journey: String { record.journey }
  package var number: Int64 { record.id }
}

/// An opt-out of a journey on a channel.
package struct StoredOptOut: Sendable, Hashable {
  package let channel: String
  package let at: Instant

  package init(channel: String, at: Instant) {
    self.channel = channel
    self.at = at
  }
}
