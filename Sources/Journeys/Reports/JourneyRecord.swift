package import Rules
package import Time

/// All that a report needs to know of one journey, as it is known at an instant.
package struct JourneyRecord: Sendable {
  package var journey: String
  package var account: String?
  /// What was told and observed, in the order of `Telling.precedes`; nothing later than the instant of the report
  /// counts.
  package var tellings: [Telling]
  /// Index into `Vocabulary.personas`, by the latest profile.
  package var persona: Int?
  /// Index into `Vocabulary.markets`, by the latest profile.
  package var market: Int?
  /// The values of attributes as text, by path: what `--by` can go by.
  package var attributes: [String: String]
  /// The contacts of the contact history; nil where there is no such history, as with a file of events.
  package var contacts: [RecordedContact]?

  package init(
    journey: String, account: String? = nil, tellings: [Telling] = [], persona: Int? = nil,
    market: Int? = nil,
    attributes: [String: String] = [:], contacts: [RecordedContact]? = nil
  ) {
    self.journey = journey
    self.account = account
    self.tellings = tellings
    self.persona = persona
    self.market = market
    self.attributes = attributes
    self.contacts = contacts
  }
}

/// A contact of the contact history, as far as reports look at it.
package struct RecordedContact: Sendable {
  package let at: Instant
  /// What came of it, each with its own instant.
  package let outcomes: [(outcome: Outcome, at: Instant)]

  package init(at: Instant, outcomes: [(outcome: Outcome, at: Instant)]) {
    self.at = at
    self.outcomes = outcomes
  }
}
