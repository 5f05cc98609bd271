package import Time

/// What is remembered of a journey and its account, read against a plan.
package struct JourneyHistory: Sendable {
  /// Contacts of the journey itself, in no particular order; may still hold several records of one contact.
  package var contacts: [Contact]
  /// Contacts of the other journeys of its account, for policies that count per account: one list a journey.
  package var others: [[Contact]]
  /// The ids of those journeys, in the same order; empty where nobody asks for them.
  package var otherJourneys: [String]
  /// Withdrawals of consent that outlive their contacts.
  package var withdrawals: [Withdrawal]

  package init(
    contacts: [Contact] = [], others: [[Contact]] = [], otherJourneys: [String] = [],
    withdrawals: [Withdrawal] = []
  ) {
    self.contacts = contacts
    self.others = others
    self.otherJourneys = otherJourneys
    self.withdrawals = withdrawals
  }

  /// Nothing is remembered.
  package static let none = JourneyHistory()
}

/// A consent withdrawn: closes its channel as a contact with the outcome `unsubscribed` does.
package struct Withdrawal: Sendable {
  /// Index of the channel.
  package let channel: Int
  /// A consent given later overrides it.
  package let at: Instant

  package init(channel: Int, at: Instant) {
    self.channel = channel
    self.at = at
  }
}
