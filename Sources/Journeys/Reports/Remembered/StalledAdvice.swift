package import Decisions
import Rules
package import Time

/// Says in a few words what `decide` gives a journey of which nothing more is known than what is remembered.
package struct StalledAdvice {
  private let decider: Decider
  private let recollection: Recollection
  private let now: Instant
  private let history: (String) -> JourneyHistory

  /// - Parameter history: the contacts that are remembered of a journey.
  package init(
    _ recollection: Recollection, at now: Instant,
    history: @escaping (String) -> JourneyHistory = { _ in .none }
  ) {
    decider = Decider(recollection.plan)
    self.recollection = recollection
    self.now = now
    self.history = history
  }

  /// Such as `demo by email`, or why nothing.
  package func text(for journey: String) -> String {
    guard let bare = BareState(journey, for: recollection.plan) else {
      return "nothing: the journey cannot be decided"
    }
    let state = bare.completed(from: recollection, at: now)
    return text(decider.decide(state, history: history(journey), clock: now))
  }

  private func text(_ decision: Decision) -> String {
    let book = recollection.plan.book
    if let first = decision.recommendations.first {
      let channel = first.channel.map { " by \(book.vocabulary.channels[$0].id)" } ?? ""
      return "\(book.actions[first.action].id)\(channel)"
    }
    switch decision.outcome {
    case .holdout: return "nothing: held out, to measure by"
    case .noMatch: return "nothing: no rule recommends anything"
    default:
      guard let first = decision.heldBack.first else { return "nothing" }
      let until = decision.nextPossible.map { ", until \($0)" } ?? ""
      return "nothing: \(book.actions[first.action].id) is held back (\(first.closed.gate.reason))\(until)"
    }
  }
}
