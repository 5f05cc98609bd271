package import Decisions
package import Dispatch
package import Journeys
import Rules
package import Time

/// What was told of journeys, read one after the other on a thread and a connection of its own, for whoever looks at all
/// of them.
///
/// Unchecked because it is used on its queue only.
package final class JourneySource: @unchecked Sendable {
  package let queue = DispatchQueue(label: "journeys", qos: .utility)
  private let store: EventStore
  /// Why not all could be read; nil where all could.
  package private(set) var fault: HistoryFault?

  init(_ path: String) { store = EventStore(path) }

  /// The next journeys in the order of bytes; none where there are no more, or they cannot be read.
  package func journeys(after journey: String?, most: Int) -> [String] {
    orNothing([]) { () throws(HistoryFault) in try store.journeys(after: journey, most: most) }
  }

  /// What is remembered of them.
  ///
  /// - Parameter response: the latest outcome of a journey by which it takes part, not later than an instant.
  package func recollection(
    for plan: DecisionPlan, response: @escaping (String, Instant) -> Instant?
  ) -> Recollection {
    Recollection(
      plan,
      journey: { [self] name in
        orNothing(.none) { () throws(HistoryFault) in
          RememberedJourney(try store.events(of: name), in: plan)
        }
      },
      members: { [self] account in
        orNothing([]) { () throws(HistoryFault) in try store.journeys(ofAccount: account) }
      }, response: response)
  }

  private func orNothing<Value>(_ nothing: Value, _ read: () throws(HistoryFault) -> Value) -> Value {
    do throws(HistoryFault) {
      return try read()
    } catch {
      fault = error
      return nothing
    }
  }
}

extension ContactHistory {
  package func makeJourneySource() -> JourneySource { JourneySource(settings.path) }

  /// The contacts of a journey as reports look at them.
  package func recordedContacts(of journey: String, within span: TimeSpan) -> [RecordedContact] {
    contacts(of: journey, within: span).map { contact in
      RecordedContact(at: contact.at, outcomes: contact.results.map { ($0.outcome, $0.at) })
    }
  }
}
