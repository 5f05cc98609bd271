package import Decisions
package import HistoryRecords
import Rules
package import Time

/// Journeys that one may be a slip for another of.
extension ContactHistory {
  /// Another journey that is known, whose id differs in capitals, spaces, hidden characters or encoding only. Of those that
  /// nothing but events were told of it is found where the given id is the untidier one. Nil where it has opted out of the
  /// channels already.
  package func similarJourney(
    to journey: String, closing channels: [String] = []
  ) throws(HistoryFault) -> String? {
    loop?.assertCurrent()
    if let known = index.journeys.similar(to: journey) {
      let isClosed = !channels.isEmpty && channels.allSatisfy { hasOptedOut(known, of: $0) }
      return isClosed ? nil : known
    }
    for name in journey.tidierSpellings {
      if !pendingEvents.events(of: name).isEmpty { return name }
      if eventCount > 0, try events.hasEvents(of: name) { return name }
    }
    return nil
  }

  /// Whether anything is known of a journey: contacts, events, opt-outs, or that it was erased.
  package func knows(_ journey: String) throws(HistoryFault) -> Bool {
    loop?.assertCurrent()
    if index.journeys.number(of: journey) != nil || erasure(of: journey) != nil { return true }
    if !index.forgotten.isEmpty, let person = person(journey), index.forgotten[person] != nil { return true }
    if !pendingEvents.events(of: journey).isEmpty { return true }
    return eventCount > 0 ? try events.hasEvents(of: journey) : false
  }

  /// Whether nothing is known of anybody, as before the first list.
  package var knowsNobody: Bool {
    loop?.assertCurrent()
    return index.contactCount == 0 && eventCount == 0 && pendingEvents.isEmpty && optOutCount == 0
  }

  /// An opt-out that was told of the same person under another spelling of the id.
  package struct SpeltOptOut: Sendable, Equatable {
    /// As it is spelt there.
    package let journey: String
    package let channel: String
    package let at: Instant
  }

  /// The channels that the same person opted out of under other spellings of the id, with no later yes under those: the
  /// latest of each channel. Of those that nothing but hashes are left of, only tidier spellings are found.
  package func optOuts(
    underOtherSpellingsOf journey: String, under plan: DecisionPlan, at now: Instant
  ) -> [SpeltOptOut] {
    loop?.assertCurrent()
    let person = journey.personSpelling
    var names: [String] = []
    _ = index.journeys.similar(to: journey) { number in
      let name = index.journeys.names[Int(number)]
      if index.firstWithdrawals[Int(number)] >= 0, name.personSpelling == person { names.append(name) }
      return false
    }
    if !index.forgotten.isEmpty {
      names += journey.tidierSpellings.filter {
        $0.personSpelling == person && index.journeys.number(of: $0) == nil
      }
    }
    var latest: [ExactText: SpeltOptOut] = [:]
    for name in names {
      for item in closed(of: name, under: plan, at: now) {
        let key = ExactText(item.channel)
        if let known = latest[key], known.at >= item.at { continue }
        latest[key] = SpeltOptOut(journey: name, channel: item.channel, at: item.at)
      }
    }
    return latest.values.sorted { bytesPrecede($0.channel, $1.channel) }
  }

  /// Whether a journey opted out of a channel, at an instant or later; also where nothing but a hash of that is left.
  package func hasOptedOut(
    _ journey: String, of channel: String, since instant: Instant = Instant(microseconds: .min)
  ) -> Bool {
    loop?.assertCurrent()
    func names(_ number: Int32) -> Bool {
      index.channelName(number).map { ExactText($0) } == ExactText(channel)
    }
    guard let number = index.journeys.number(of: journey) else {
      guard !index.forgotten.isEmpty else { return false }
      let known = person(journey).flatMap { index.forgotten[$0] } ?? []
      return known.contains { $0.at >= instant && names($0.channel) }
    }
    return index.withdrawals(ofJourney: number).contains { $0.instant >= instant && names($0.channel) }
  }
}
