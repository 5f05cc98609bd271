package import HistoryRecords
package import Journeys
import Rules
import Time

extension HistoryTransaction {
  /// Records an event once: one with a known id has to say the same as before; one without that says when it happened is
  /// known again by all that it says. A no closes its channel at once.
  package func record(_ told: EventReader.Told) throws(HistoryFault) -> Recorded {
    let event = told.event
    if let known = try known(told) {
      guard known.says(sameAs: told.hasInstant ? event : event.moved(to: known.at)) else { return .conflict }
      close(told.noes, by: known)
      return .repeated
    }
    close(told.noes, by: event)
    add(event)
    return .new
  }

  private func known(_ told: EventReader.Told) throws(HistoryFault) -> JourneyEvent? {
    let event = told.event
    if let name = event.name {
      if let pending = history.pendingEvents.event(named: name) { return pending }
      return history.eventCount == 0 ? nil : try history.events.event(named: name)
    }
    guard told.hasInstant else { return nil }
    if history.pendingEvents.contains(saying: event) { return event }
    guard history.eventCount > 0 else { return nil }
    return try history.events.events(of: event.journey, at: event.at).first { $0.says(sameAs: event) }
  }

  private func close(_ channels: [String], by event: JourneyEvent) {
    for channel in channels { withdraw(channel, at: event.at, of: event.journey) }
  }
}

extension JourneyEvent {
  fileprivate func moved(to instant: Instant) -> JourneyEvent {
    JourneyEvent(journey: journey, at: instant, name: name, account: account, body: body)
  }
}
