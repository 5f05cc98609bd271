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

  /// Whether a journey opted out of a channel, at an instant or later.
  package func hasOptedOut(
    _ journey: String, of channel: String, since instant: Instant = Instant(microseconds: .min)
  ) -> Bool {
    loop?.assertCurrent()
    guard let number = index.journeys.number(of: journey) else { return false }
    return index.withdrawals(ofJourney: number).contains { row in
      row.instant >= instant && index.channelName(row.channel).map { ExactText($0) } == ExactText(channel)
    }
  }
}
