package import Decisions
import JSON
import Rules
package import Time

/// What `next` notes of the states that it is asked about.
package enum Observation {
  /// The stage that a state gave, or that was placed, and the account that it named; each only where it is news.
  ///
  /// - Parameter given: the state as it was sent.
  /// - Returns: nil where nothing is.
  package static func event(
    of given: JourneyState, _ stage: Decision.Place, at now: Instant, from recollection: Recollection
  ) -> JourneyEvent? {
    let vocabulary = recollection.plan.book.vocabulary
    let memory = JourneyMemory(recollection.journey(given.journey), at: now, in: recollection.plan)
    let account = given.account.flatMap { account in
      memory.account.map(ExactText.init) == ExactText(account) ? nil : account
    }
    var seen: Int?
    switch stage {
    case .given(let item), .placed(let item): if memory.observed?.stage != item { seen = item }
    case .remembered, .unknown: break
    }
    guard seen != nil || account != nil else { return nil }
    var writer = JSONWriter()
    writer.object {
      guard let seen else { return }
      if let entered = given.stageEntered { $0.member("stage_entered", "\(entered)") }
      $0.member("observed", vocabulary.stages[seen].id)
    }
    return JourneyEvent(journey: given.journey, at: now, name: nil, account: account, body: writer.bytes)
  }
}
