import Rules

/// Journeys that one may be a slip for another of.
extension ContactHistory {
  /// Another journey that is known, whose id differs in capitals, spaces, hidden characters or encoding only. Of those that
  /// nothing but events were told of it is found where the given id is the untidier one.
  package func similarJourney(to journey: String) throws(HistoryFault) -> String? {
    loop?.assertCurrent()
    if let known = index.journeys.similar(to: journey) { return known }
    for name in journey.tidierSpellings {
      if !pendingEvents.events(of: name).isEmpty { return name }
      if eventCount > 0, try events.hasEvents(of: name) { return name }
    }
    return nil
  }
}
