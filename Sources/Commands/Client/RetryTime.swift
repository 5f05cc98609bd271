import Diagnostics
import Time

/// How long to go on trying where no daemon answers, or it cannot record now: so long from the first failure on, with
/// pauses between. What is answered in between ends that.
struct RetryTime {
  /// nil: not at all.
  private let span: TimeSpan?
  private var firstFailure: ContinuousClock.Instant?
  private var pause = Self.newPause

  private static var newPause: RetryPause { RetryPause(to: .seconds(2)) }

  init(_ span: TimeSpan?) { self.span = span }

  /// Whether nothing is tried again at all.
  var isNone: Bool { span == nil }

  /// Waits after a failure until it is time to try again, and tells of the first one.
  ///
  /// - Returns: whether to try again; otherwise the time is over.
  mutating func wait(after reason: String) -> Bool {
    guard let span else { return false }
    if let firstFailure {
      if firstFailure.duration(to: .now) >= .microseconds(span.microseconds) { return false }
    } else {
      firstFailure = .now
      Terminal.standardError.write("note: \(reason.visible); trying again for \(span)\n")
    }
    pause.wait()
    return true
  }

  /// Notes that there was an answer.
  mutating func noteAnswer() {
    guard firstFailure != nil else { return }
    firstFailure = nil
    pause = Self.newPause
  }
}
