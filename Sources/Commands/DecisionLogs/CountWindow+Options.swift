import DecisionStatistics
import Time

extension CountWindow {
  /// That of the options `--since` and `--until`: instants, dates, or how long ago.
  init(since: String?, until: String?, now: Instant) throws(Failure) {
    func instant(_ text: String?, _ option: String) throws(Failure) -> Instant? {
      guard let text else { return nil }
      return try Instant(argument: text, of: option, now: now)
    }
    self.init(since: try instant(since, "--since"), until: try instant(until, "--until"))
    if let from = self.since, let to = self.until, from >= to {
      throw Failure(.wrongUse, "'--since' (\(from)) is not before '--until' (\(to))")
    }
  }
}
