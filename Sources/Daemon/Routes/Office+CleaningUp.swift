import Settings
import Decisions
import History
import Rules
import Serving
import Telemetry
import Time

extension Office {
  /// How long an answer is kept for whoever repeats a request under its key.
  static let answersKept = TimeSpan(seconds: 86_400)
  /// The shortest time for which contacts are kept, unless the configuration says less.
  private static let leastKept = TimeSpan(seconds: 400 * 86_400)
  private static let pauseBetweenRounds = Duration.seconds(3_600)
  private static let pauseWithinRound = Duration.milliseconds(20)

  /// Says so where rules look back further than contacts are kept.
  func warnOfShortHistory() {
    let reach = desk.plan.book.reach
    guard let kept = configuration.keep, kept < reach else { return }
    let days = reach.microseconds / TimeSpan.day.microseconds
    log.warning(
      .historyShort, "the rules look back \(days) days, and 'history.keep' is shorter",
      ["reach": .int(days), "revision": .string(desk.revision)], key: desk.revision)
  }

  /// Forgets what is older than it is kept, a little at a time, once an hour.
  func cleanUpFromTimeToTime(_ server: Server) {
    let now = clock()
    let kept = configuration.keep ?? max(Self.leastKept, desk.plan.book.reach)
    let isThrough =
      history.fault != nil
      || history.cleanUp(at: now, contactsBefore: now - kept, answersBefore: now - Self.answersKept)
    server.schedule(after: isThrough ? Self.pauseBetweenRounds : Self.pauseWithinRound) {
      self.cleanUpFromTimeToTime(server)
    }
  }
}
