package import Decisions
package import Rules
package import Time

/// A contact as it is shown to people and programs, in words.
package struct RememberedContact: Sendable {
  package struct Result: Sendable, Equatable {
    package let outcome: Outcome
    package let at: Instant
    package let value: Double?

    package init(outcome: Outcome, at: Instant, value: Double?) {
      self.outcome = outcome
      self.at = at
      self.value = value
    }
  }

  package let journey: String
  package let account: String?
  package let stamp: ActionStamp
  package let channel: String?
  package let at: Instant
  package let decision: DecisionID?
  /// In the order in which they happened, of equals in that of outcomes.
  package let results: [Result]

  package init(
    journey: String, account: String?, stamp: ActionStamp, channel: String?, at: Instant,
    decision: DecisionID?, results: [Result]
  ) {
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.channel = channel
    self.at = at
    self.decision = decision
    self.results = results
  }
}

extension ContactHistory {
  /// Whether anything was ever recorded of a channel.
  package func knows(channel: String) -> Bool { index.hasChannel(channel) }

  /// Whether anything was ever recorded of an action.
  package func knows(action: String) -> Bool { index.hasAction(action) }

  /// A journey's contacts, by instant, of equals in the order in which they were recorded.
  package func contacts(of journey: String) -> [RememberedContact] {
    guard let number = index.journeys.number(of: journey) else { return [] }
    return index.remembered(ofJourney: number)
  }

  /// The contacts of the journeys that stand from a place on.
  ///
  /// - Returns: them, and the place to go on at; nil at the end.
  package func contacts(fromPlace place: Int, journeys count: Int) -> (
    contacts: [RememberedContact], next: Int?
  ) {
    let names = index.journeys.names
    let end = min(place + count, names.count)
    guard place < end else { return ([], nil) }
    let contacts = (place..<end).filter { !names[$0].isEmpty }
      .flatMap { index.remembered(ofJourney: Int32($0)) }
    return (contacts, end < names.count ? end : nil)
  }
}

extension HistoryIndex {
  fileprivate func remembered(ofJourney journey: Int32) -> [RememberedContact] {
    contacts(ofJourney: journey).sorted { left, right in
      (contacts[left].at, contacts[left].id) < (contacts[right].at, contacts[right].id)
    }.map { remembered($0) }
  }

  private func remembered(_ number: Int32) -> RememberedContact {
    let row = contacts[number]
    var known = results(of: number).compactMap { result in
      Outcome(place: Int(result.outcome)).map {
        RememberedContact.Result(outcome: $0, at: result.instant, value: result.givenValue)
      }
    }
    if row.isDelivered { known.append(.init(outcome: .delivered, at: row.instant, value: nil)) }
    known.sort { ($0.at, $0.outcome.place) < ($1.at, $1.outcome.place) }
    return RememberedContact(
      journey: journeys.names[Int(row.journey)],
      account: row.account < 0 ? nil : accounts.names[Int(row.account)],
      stamp: stamps[Int(row.stamp)], channel: channelName(row.channel), at: row.instant,
      decision: row.hasDecision ? row.decision : nil, results: known)
  }
}
