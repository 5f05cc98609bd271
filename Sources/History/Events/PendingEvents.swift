import Journeys
import Rules
import Time

/// Events on their way to the disk, so that one that is told twice meanwhile is known again.
struct PendingEvents {
  private var named: [ExactText: JourneyEvent] = [:]
  private var others: [ExactText: [JourneyEvent]] = [:]

  var isEmpty: Bool { others.isEmpty }

  func event(named name: String) -> JourneyEvent? { named.isEmpty ? nil : named[ExactText(name)] }

  func contains(saying event: JourneyEvent) -> Bool {
    guard !others.isEmpty else { return false }
    return others[ExactText(event.journey)]?.contains { $0.says(sameAs: event) } ?? false
  }

  func events(of journey: String) -> [JourneyEvent] {
    others.isEmpty ? [] : others[ExactText(journey), default: []]
  }

  mutating func add(_ event: JourneyEvent) {
    if let name = event.name { named[ExactText(name)] = event }
    others[ExactText(event.journey), default: []].append(event)
  }

  /// It is on the disk, or will not come there.
  mutating func remove(_ event: JourneyEvent) {
    if let name = event.name { named[ExactText(name)] = nil }
    let journey = ExactText(event.journey)
    guard var list = others[journey], let index = list.firstIndex(of: event) else { return }
    list.remove(at: index)
    others[journey] = list.isEmpty ? nil : list
  }
}
