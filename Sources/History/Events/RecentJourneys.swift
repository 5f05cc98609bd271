import Decisions
import Journeys
import Rules

/// What was told of journeys that were lately asked for, read against the plan at work. As many events are kept as fit
/// into a bound; then all go, and come again as they are asked for.
struct RecentJourneys {
  private struct Entry {
    let events: [JourneyEvent]
    let plan: DecisionPlan
    let journey: RememberedJourney
  }

  private var entries: [ExactText: Entry] = [:]
  private var weight = 0
  private static let mostEvents = 200_000

  subscript(journey: String, plan: DecisionPlan) -> RememberedJourney? {
    mutating get {
      guard let entry = entries[ExactText(journey)] else { return nil }
      if entry.plan === plan { return entry.journey }
      let read = RememberedJourney(entry.events, in: plan)
      entries[ExactText(journey)] = Entry(events: entry.events, plan: plan, journey: read)
      return read
    }
  }

  mutating func keep(_ events: [JourneyEvent], of journey: String, in plan: DecisionPlan) -> RememberedJourney
  {
    let read = RememberedJourney(events, in: plan)
    if weight > Self.mostEvents { removeAll() }
    weight += events.count + 1
    entries[ExactText(journey)] = Entry(events: events, plan: plan, journey: read)
    return read
  }

  mutating func forget(_ journey: String) {
    guard !entries.isEmpty, let entry = entries.removeValue(forKey: ExactText(journey)) else { return }
    weight -= entry.events.count + 1
  }

  mutating func removeAll() {
    entries.removeAll()
    weight = 0
  }
}
