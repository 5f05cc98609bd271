import Decisions
import Journeys
import Rules
import Time

/// What was told of journeys that were lately asked for, read against the plan at work. As many events are kept as fit
/// into a bound; then all go, and come again as they are asked for.
struct RecentJourneys {
  private struct CompletedState {
    let state: EffectiveState
    /// The instants between which it holds.
    let from: Instant
    let until: Instant?
  }

  private struct Entry {
    let events: [JourneyEvent]
    let plan: DecisionPlan
    let journey: RememberedJourney
    /// What a state that names nothing but the journey is completed to.
    var completed: CompletedState?
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

  /// What a state that names nothing but the journey is completed to at an instant, where that is known.
  func completed(_ journey: String, in plan: DecisionPlan, at now: Instant) -> EffectiveState? {
    guard let entry = entries[ExactText(journey)], entry.plan === plan, let known = entry.completed,
      known.from <= now, known.until.map({ now < $0 }) ?? true
    else { return nil }
    return known.state
  }

  /// Keeps what such a state was completed to, for as long as it holds.
  mutating func keep(
    completed state: EffectiveState, of journey: String, in plan: DecisionPlan, at now: Instant
  ) {
    let key = ExactText(journey)
    guard let entry = entries[key], entry.plan === plan else { return }
    // What is known of an account hangs on its other journeys.
    guard entry.journey.account(at: now) == nil else { return }
    entries[key]?.completed = CompletedState(
      state: state, from: now, until: entry.journey.holds(from: now, in: plan))
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
