import Rules
import Serving
import Telemetry
import Time

/// Looks whether the clock has gone as far as the time that passed, which nobody sets. It belongs to the event loop.
final class ClockWatch {
  private let clock: @Sendable () -> Instant
  private let passed: @Sendable () -> Duration
  private let jumped: (TimeSpan) -> Void
  private var last: (clock: Instant, passed: Duration)

  /// A clock that is set right slowly goes less far astray between two looks, a second apart.
  static let threshold = TimeSpan(seconds: 2)

  /// - Parameters:
  ///   - passed: since any instant; it stands still while the machine sleeps.
  ///   - jumped: called with how far the clock went ahead of that, or back.
  init(
    clock: @escaping @Sendable () -> Instant,
    passed: @escaping @Sendable () -> Duration = ClockWatch.timeAwake(), jumped: @escaping (TimeSpan) -> Void
  ) {
    self.clock = clock
    self.passed = passed
    self.jumped = jumped
    last = (clock(), passed())
  }

  /// The time that the machine was awake, from now on.
  static func timeAwake() -> @Sendable () -> Duration {
    let start = SuspendingClock.now
    return { SuspendingClock.now - start }
  }

  func look() {
    let now = (clock: clock(), passed: passed())
    let components = (now.passed - last.passed).components
    let awake = components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    let jump = TimeSpan(microseconds: (now.clock - last.clock).microseconds - awake)
    last = now
    if jump >= Self.threshold || jump <= TimeSpan(microseconds: -Self.threshold.microseconds) { jumped(jump) }
  }
}

extension ServingState {
  /// Says that the clock was set, and what follows from that.
  func noteJump(_ jump: TimeSpan) {
    loop.assertCurrent()
    metrics.countClockJump()
    let seconds = jump.microseconds / 1_000_000
    let what =
      seconds > 0
      ? "forward by \(seconds) seconds, or the machine slept; caps and cooldowns end by the new time"
      : "back by \(-seconds) seconds; contacts of later than now count as made now"
    log.warning(
      .clockJumped, "the clock of the machine went \(what)", ["seconds": .int(seconds)],
      key: "\(ContinuousClock.now)")
  }
}
