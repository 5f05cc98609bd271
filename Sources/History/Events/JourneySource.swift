package import Decisions
package import Dispatch
package import HistoryRecords
package import Journeys
import Rules
import Synchronization
package import Time

/// What was told of journeys, read one after the other on a thread and a connection of its own, for whoever looks at all
/// of them. What it gives is asked for on its queue.
package final class JourneySource: Sendable {
  private let events: EventQueue?
  private let found = Mutex<HistoryFault?>(nil)

  package let queue: DispatchQueue
  /// Why not all could be read; nil where all could.
  package var fault: HistoryFault? { found.withLock(\.self) }

  init(_ path: String, unreadable: @escaping @Sendable () -> Void) {
    let events = EventQueue(path, "journeys", unreadable: unreadable)
    self.events = events
    queue = events.queue
  }

  /// One that has no journeys, for a reason.
  init(refusing fault: HistoryFault) {
    events = nil
    queue = DispatchQueue(label: "journeys")
    found.withLock { $0 = fault }
  }

  /// The next journeys in the order of bytes; none where there are no more, or they cannot be read.
  package func journeys(after journey: String?, most: Int) -> [String] {
    guard let events else { return [] }
    do throws(HistoryFault) {
      return try events.readHere { store throws(HistoryFault) in
        try store.journeys(after: journey, most: most)
      }
    } catch {
      found.withLock { $0 = error }
      return []
    }
  }

  /// What is remembered of them.
  ///
  /// - Parameter response: the latest outcome of a journey by which it takes part, not later than an instant.
  package func recollection(
    for plan: DecisionPlan, response: @escaping (String, Instant) -> Instant?
  ) -> Recollection {
    Recollection(
      plan,
      reading: { [events] name throws(HistoryFault) in
        try events?.readHere { store throws(HistoryFault) in
          RememberedJourney(try store.events(of: name), in: plan)
        } ?? .none
      },
      members: { [events] account throws(HistoryFault) in
        try events?.readHere { store throws(HistoryFault) in try store.journeys(ofAccount: account) } ?? []
      },
      response: response, failed: { [self] fault in found.withLock { $0 = fault } })
  }
}

extension Recollection {
  /// What is remembered in a file: what cannot be read is missing.
  ///
  /// - Parameter failed: called with why, each time.
  init(
    _ plan: DecisionPlan, reading journey: @escaping (String) throws(HistoryFault) -> RememberedJourney,
    members: @escaping (String) throws(HistoryFault) -> [String],
    response: @escaping (String, Instant) -> Instant?, failed: @escaping (HistoryFault) -> Void
  ) {
    func orNothing<Value>(
      _ nothing: Value, _ read: @escaping (String) throws(HistoryFault) -> Value
    ) -> (String) -> Value {
      { name in
        do throws(HistoryFault) {
          return try read(name)
        } catch {
          failed(error)
          return nothing
        }
      }
    }
    self.init(plan, journey: orNothing(.none, journey), members: orNothing([], members), response: response)
  }
}

extension ContactHistory {
  package func makeJourneySource() -> JourneySource {
    guard let file else { return JourneySource(refusing: .unsupported("keep events")) }
    return JourneySource(file.path, unreadable: unreadable)
  }

  /// The contacts of a journey as reports look at them.
  package func recordedContacts(of journey: String, within span: TimeSpan) -> [RecordedContact] {
    contacts(of: journey, within: span).map { contact in
      RecordedContact(at: contact.at, outcomes: contact.results.map { ($0.outcome, $0.at) })
    }
  }
}
