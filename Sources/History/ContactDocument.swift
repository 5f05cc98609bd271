package import Decisions
package import HistoryRecords
package import Rules
package import Time

/// A contact as it is shown to people and programs, in words: the layer of JSON. In memory it is an `IndexedContact`, on
/// its way into the database a `ContactRecord`, and a `Contact` where decisions look at it.
package struct ContactDocument: Sendable {
  package struct Result: Sendable, Equatable {
    package let outcome: Outcome
    package let at: Instant
    package let value: Double?
    /// The channel that it names, where that is another than the contact's.
    package let channel: String?

    package init(outcome: Outcome, at: Instant, value: Double?, channel: String? = nil) {
      self.outcome = outcome
      self.at = at
      self.value = value
      self.channel = channel
    }
  }

  package let journey: String
  package let account: String?
  package let stamp: ActionStamp
  package let channel: String?
  package let at: Instant
  package let decision: DecisionID?
  /// Whether the daemon reserved it: two of these under different decisions are never one.
  package let isReserved: Bool
  /// In the order in which they happened, of equals in that of outcomes.
  package let results: [Result]
  /// The channels that its journey has opted out of, from when on: with the first of its contacts only.
  package internal(set) var closed: [Closed] = []

  package struct Closed: Sendable, Equatable {
    package let channel: String
    package let at: Instant

    package init(channel: String, at: Instant) {
      self.channel = channel
      self.at = at
    }
  }

  package init(
    journey: String, account: String?, stamp: ActionStamp, channel: String?, at: Instant,
    decision: DecisionID?, isReserved: Bool, results: [Result],
    closed: [Closed] = []
  ) {
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.channel = channel
    self.at = at
    self.decision = decision
    self.isReserved = isReserved
    self.results = results
    self.closed = closed
  }
}

extension ContactDocument {
  /// What of it closes channels.
  package var noes: [Closed] {
    let optOuts = results.filter(\.outcome.withdrawsConsent).compactMap { result in
      (result.channel ?? channel).map { Closed(channel: $0, at: result.at) }
    }
    return optOuts + closed
  }
}

extension ContactHistory {
  /// Whether anything was ever recorded of a channel.
  package func contains(channel: String) -> Bool { index.hasChannel(channel) }

  /// Whether anything was ever recorded of an action.
  package func contains(action: String) -> Bool { index.hasAction(action) }

  /// A journey's contacts, by instant, with all that came of them.
  ///
  /// - Parameter span: how near each other records of one contact are.
  package func contacts(of journey: String, within span: TimeSpan) -> [ContactDocument] {
    guard let number = index.journeys.number(of: journey) else { return [] }
    return JourneyRecords(ofJourney: number, in: index).remembered(within: span)
  }

  /// The contacts of the journeys that stand from a place on.
  ///
  /// - Returns: them, and the place to go on at; nil at the end.
  package func contacts(fromPlace place: Int, journeys count: Int, within span: TimeSpan) -> (
    contacts: [ContactDocument], next: Int?
  ) {
    let names = index.journeys.names
    let end = min(place + count, names.count)
    guard place < end else { return ([], nil) }
    let contacts = (place..<end).filter { !names[$0].isEmpty }
      .flatMap { JourneyRecords(ofJourney: Int32($0), in: index).remembered(within: span) }
    return (contacts, end < names.count ? end : nil)
  }
}
