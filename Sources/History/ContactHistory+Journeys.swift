package import Decisions
package import HistoryRecords
package import Journeys
import Rules
package import Time

/// What was told of journeys, read from the file as it is asked for.
extension ContactHistory {
  /// What is remembered of journeys, for decisions under a plan. It belongs to the loop.
  ///
  /// - Parameter failed: called where the file cannot be read; what is remembered is missing then.
  package func recollection(
    for plan: DecisionPlan, failed: @escaping (HistoryFault) -> Void = { _ in }
  ) -> Recollection {
    Recollection(
      plan,
      reading: { [self] journey throws(HistoryFault) in try remembered(journey, in: plan) },
      members: { [self] account throws(HistoryFault) in
        eventCount == 0 ? [] : try events.journeys(ofAccount: account)
      },
      response: { [self] in response(of: $0, until: $1) }, failed: failed)
  }

  /// What a state that names nothing but its journey is completed to at an instant, where that is known.
  package func completedState(of journey: String, for plan: DecisionPlan, at now: Instant) -> EffectiveState?
  {
    recent.completed(journey, in: plan, at: now)
  }

  /// Keeps what such a state was completed to, for who asks again.
  package func keep(
    completed state: EffectiveState, of journey: String, for plan: DecisionPlan, at now: Instant
  ) {
    recent.keep(completed: state, of: journey, in: plan, at: now)
  }

  /// Whether any event is remembered; otherwise no decision has to look for one.
  package var remembersEvents: Bool { eventCount > 0 }

  /// What was told of journeys, in the file; nothing of it is read where none is remembered.
  var events: EventStore {
    get throws(HistoryFault) {
      guard let file else { throw .unsupported("keep events") }
      return file.events
    }
  }

  /// What a sweep reads journeys by; nil where no events are kept.
  package var sweepReader: SweepReader? { file?.sweepReader }

  func remembered(
    _ journey: String, in plan: DecisionPlan
  ) throws(HistoryFault) -> RememberedJourney {
    loop?.assertCurrent()
    guard eventCount > 0 else { return .none }
    if let known = recent[journey, plan] { return known }
    return recent.keep(try events.events(of: journey), of: journey, in: plan)
  }

  /// All that was told of a journey, by instant.
  package func events(of journey: String) throws(HistoryFault) -> [JourneyEvent] {
    loop?.assertCurrent()
    return eventCount == 0 ? [] : try events.events(of: journey)
  }

  /// How many events were told of a journey, those on their way to the disk among them.
  func eventCount(of journey: String) throws(HistoryFault) -> Int {
    let pending = pendingEvents.events(of: journey)
    guard eventCount > 0 else { return pending.count }
    guard !pending.isEmpty else { return try events.count(of: journey) }
    // One that was committed just now may still be among those on their way.
    let stored = try events.events(of: journey)
    return stored.count + pending.count { !stored.contains($0) }
  }

  /// Journeys of which anything was told, after another one in the order of bytes.
  package func journeysWithEvents(after journey: String?, most: Int) throws(HistoryFault) -> [String] {
    loop?.assertCurrent()
    return eventCount == 0 ? [] : try events.journeys(after: journey, most: most)
  }

  /// The latest outcome of a journey by which somebody takes part, not later than an instant.
  package func response(of journey: String, until now: Instant) -> Instant? {
    guard let number = index.journeys.number(of: journey) else { return nil }
    var latest: Instant?
    for contact in index.contacts(ofJourney: number) {
      for result in index.results(of: contact) where result.instant <= now {
        guard Outcome(place: Int(result.outcome))?.showsEngagement ?? false else { continue }
        latest = max(latest ?? result.instant, result.instant)
      }
    }
    return latest
  }

  /// Asks the file how many events it holds, after some were removed.
  func countEvents() {
    guard eventCount > 0 else { return }
    do throws(HistoryFault) {
      eventCount = try events.count()
    } catch {
      // It is asked again when the file can be read.
    }
  }

  /// Events are in the file now, or will not come there.
  func finish(_ told: [JourneyEvent], areStored: Bool) {
    for event in told {
      pendingEvents.remove(event)
      recent.forget(event.journey)
    }
    if areStored { eventCount += told.count }
  }
}
