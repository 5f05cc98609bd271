package import Decisions
package import Dispatch
package import HistoryRecords
package import Journeys
import Rules
package import Time

/// Reads journeys one after the other for a sweep, on a thread and a connection of its own.
package struct SweepReader: Sendable {
  /// A journey, and what its decision needs of others.
  package struct Swept: Sendable {
    package let journey: String
    package let account: String?
    /// Whether it has ended: nothing is decided of it then.
    package let hasEnded: Bool
    /// What was told of it and of the other journeys of its account, by journey.
    package let remembered: [String: RememberedJourney]
    /// The alert rules that held when it was looked at last.
    package let held: [String]
  }

  let events: EventQueue
  package var queue: DispatchQueue { events.queue }

  init(_ path: String) { events = EventQueue(path, "sweep") }

  /// Reads the next journeys in the order of bytes.
  ///
  /// - Parameter done: called on its own queue, with nothing where there are no more.
  package func read(
    after journey: String?, most: Int, at now: Instant, in plan: DecisionPlan,
    _ done: @escaping @Sendable (Result<[Swept], HistoryFault>) -> Void
  ) {
    let look = { @Sendable (store: EventStore) throws(HistoryFault) in
      var all: [Swept] = []
      for name in try store.journeys(after: journey, most: most) {
        all.append(try Self.read(name, at: now, in: plan, store))
      }
      return all
    }
    events.read(look, done)
  }

  private static func read(
    _ journey: String, at now: Instant, in plan: DecisionPlan, _ store: EventStore
  ) throws(HistoryFault) -> Swept {
    let own = RememberedJourney(try store.events(of: journey), in: plan)
    let memory = JourneyMemory(own, at: now, in: plan)
    var remembered = [journey: own]
    if let account = memory.account, memory.exit == nil {
      for member in try store.journeys(ofAccount: account) where remembered[member] == nil {
        remembered[member] = RememberedJourney(try store.events(of: member), in: plan)
      }
    }
    return Swept(
      journey: journey, account: memory.account, hasEnded: memory.exit != nil, remembered: remembered,
      held: try store.holding(journey))
  }
}
