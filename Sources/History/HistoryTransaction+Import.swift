package import Decisions
import HistoryRecords
import Rules
import Time

extension HistoryTransaction {
  /// Records a contact of before with all that came of it, once: one that is known in all that is said of it gains what
  /// it lacks.
  package func add(_ contact: ContactDocument) -> Recorded {
    let isDelivered = contact.results.contains { result in
      result.outcome == .delivered && result.at == contact.at && result.value == nil
    }
    var isNew = false
    let known = known(contact)
    let number =
      known
      ?? makeContact(
        contact.stamp, channel: contact.channel, journey: contact.journey, account: contact.account,
        decision: contact.decision, at: contact.at, isDelivered: isDelivered,
        origin: contact.isReserved ? .reserved : .told)
    let isDelivery = history.index.contacts[number].isDelivered
    for result in contact.results {
      if result.channel == nil {
        let isPlain = result.outcome == .delivered && result.at == contact.at && result.value == nil
        if !(isPlain && isDelivery),
          addResult(result.outcome, at: result.at, value: result.value, to: number)
        {
          isNew = true
        }
      } else if close(result, contact, number) {
        isNew = true
      }
    }
    if withdraw(by: number) { isNew = true }
    for item in contact.closed where withdraw(item.channel, at: item.at, number) { isNew = true }
    return known == nil || isNew ? .new : .repeated
  }

  /// Records no more than noes: of a journey that was erased since they were told.
  ///
  /// - Returns: whether any is news.
  package func close(_ noes: [ContactDocument.Closed], of journey: String) -> Bool {
    let news = noes.filter { !history.hasOptedOut(journey, of: $0.channel, since: $0.at) }
    for item in news { withdraw(item.channel, at: item.at, of: journey) }
    return !news.isEmpty
  }

  private func withdraw(_ channel: String, at: Instant, _ contact: Int32) -> Bool {
    let journey = history.index.contacts[contact].journey
    return withdraw(history.index.number(ofChannel: channel), at: at, journey)
  }

  /// Records what closes another channel than the contact's.
  private func close(
    _ result: ContactDocument.Result, _ contact: ContactDocument, _ number: Int32
  ) -> Bool {
    guard let channel = result.channel else { return false }
    guard let decision = contact.decision else {
      return result.outcome.withdrawsConsent && withdraw(channel, at: result.at, number)
    }
    let report = OutcomeReport(
      decision: decision, journey: contact.journey, account: contact.account, stamp: contact.stamp,
      channel: channel, outcome: result.outcome, at: result.at, value: nil)
    return makeRecord(report, contact.journey, at: result.at, origin: .presumed) == .new
  }

  private func known(_ contact: ContactDocument) -> Int32? {
    let index = history.index
    guard let journey = index.journeys.number(of: contact.journey) else { return nil }
    func isKnown(_ number: Int32) -> Bool {
      let row = index.contacts[number]
      guard row.origin == .told || row.origin == .reserved, row.journey == journey, row.instant == contact.at,
        row.origin == .reserved || !contact.isReserved, index.stamps[Int(row.stamp)] == contact.stamp,
        (row.hasDecision ? row.decision : nil) == contact.decision
      else { return false }
      let account = row.account < 0 ? nil : index.accounts.names[Int(row.account)]
      return index.channelName(row.channel).map(ExactText.init) == contact.channel.map(ExactText.init)
        && account.map(ExactText.init) == contact.account.map(ExactText.init)
    }
    return index.first(ofJourney: journey, at: contact.at, where: isKnown)
      ?? contact.decision.flatMap { index.first(of: $0, where: isKnown) }
  }
}
