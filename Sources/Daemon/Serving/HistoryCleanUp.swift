import Decisions
import History
import Rules
import Serving
import Settings
import Time

/// Forgets what is older than it is kept, a little at a time, once an hour. It belongs to the event loop.
final class HistoryCleanUp {
  private let state: ServingState

  /// The shortest time for which contacts are kept, unless the configuration says less.
  private static let leastKept = TimeSpan(seconds: 400 * 86_400)
  private static let pauseBetweenRounds = Duration.seconds(3_600)
  private static let pauseWithinRound = Duration.milliseconds(20)

  init(_ state: ServingState) { self.state = state }

  func run() {
    let history = state.history
    let now = state.clock()
    let kept = state.configuration.keep ?? max(Self.leastKept, state.book.book.reach)
    let isThrough =
      history.fault != nil
      || history.cleanUp(
        at: now, contactsBefore: now - kept, answersBefore: now - IdempotencyKeys.responsesKept,
        alertsBefore: now - min(kept, ContactHistory.alertsKept))
    state.loop.schedule(after: isThrough ? Self.pauseBetweenRounds : Self.pauseWithinRound) { self.run() }
  }
}
