import Decisions
import History
import Rules
import Serving
import Settings
import Time

/// Forgets what is older than it is kept, a little at a time, once an hour. It belongs to the event loop.
final class HistoryCleanUp {
  private let state: ServingState

  private static let pauseBetweenRounds = Duration.seconds(3_600)
  private static let pauseWithinRound = Duration.milliseconds(20)

  /// Nil where the history is not cleaned up by one daemon.
  init?(_ state: ServingState) {
    guard state.history.file != nil else { return nil }
    self.state = state
  }

  func run() {
    let history = state.history
    let now = state.clock()
    let kept = state.kept
    let isThrough =
      history.fault != nil
      || history.cleanUp(
        at: now, contactsBefore: now - kept, answersBefore: now - IdempotencyKeys.responsesKept,
        alertsBefore: now - min(kept, ContactHistory.alertsKept))
    state.loop.schedule(after: isThrough ? Self.pauseBetweenRounds : Self.pauseWithinRound) { self.run() }
  }
}

extension ServingState {
  /// How long contacts and events are kept: as the configuration says, else as long as the rules look back, and not under
  /// 400 days.
  var kept: TimeSpan {
    configuration.keep ?? max(TimeSpan(seconds: 400 * 86_400), book.reach)
  }
}
