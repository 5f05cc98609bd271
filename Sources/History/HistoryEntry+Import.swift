import Rules
import Time

extension HistoryEntry {
  /// Records a contact of before with all that came of it. One that is known, by decision and action or else by
  /// journey, action, channel and instant, gains what it lacks.
  package func add(_ contact: RememberedContact) -> Recorded {
    let isDelivered = contact.results.contains { result in
      result.outcome == .delivered && result.at == contact.at && result.value == nil
    }
    var isNew = false
    let known = known(contact)
    let number =
      known
      ?? makeContact(
        contact.stamp, channel: contact.channel, journey: contact.journey, account: contact.account,
        decision: contact.decision, at: contact.at, isDelivered: isDelivered)
    for result in contact.results {
      if !history.index.has(result.outcome, contact: number) {
        addResult(result.outcome, at: result.at, value: result.value, to: number)
        isNew = true
      }
      if withdrawWhereAsked(result.outcome, at: result.at, by: number) { isNew = true }
    }
    return known == nil || isNew ? .new : .repeated
  }

  private func known(_ contact: RememberedContact) -> Int32? {
    let index = history.index
    if let decision = contact.decision {
      return index.contact(of: decision, action: contact.stamp.action.text)
    }
    guard let journey = index.journeys.number(of: contact.journey) else { return nil }
    return index.contacts(ofJourney: journey).first { number in
      let row = index.contacts[number]
      return row.instant == contact.at && !row.hasDecision
        && index.stamps[Int(row.stamp)].action == contact.stamp.action
        && index.channelName(row.channel).map(ExactText.init) == contact.channel.map(ExactText.init)
    }
  }
}
