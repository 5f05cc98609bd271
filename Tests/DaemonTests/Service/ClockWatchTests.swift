import Serving
import Synchronization
import Testing
import TestSupport
import Time

@testable import Daemon

/// When the clock of the machine was set, by clocks that the tests make up.
@Suite struct ClockWatchTests {
  /// A clock, and the time that passes.
  final class Clocks: Sendable {
    let clock = Mutex(Instant(microseconds: 1_790_000_000_000_000))
    let passed = Mutex(Duration.zero)
  }

  /// A second passes, and the clock goes so much further or less.
  static let steps: [(milliseconds: Int64, jump: Int64?)] = [
    (0, nil), (1_999, nil), (-1_999, nil), (2_000, 2), (-2_000, -2), (3_600_000, 3_600),
    (-86_400_000, -86_400),
  ]

  @Test(arguments: steps)
  func `a step of the clock is told once, with how far it went`(_ milliseconds: Int64, _ jump: Int64?) {
    let clocks = Clocks()
    var told: [Int64] = []
    let watch = ClockWatch(
      clock: { clocks.clock.withLock { $0 } }, passed: { clocks.passed.withLock { $0 } },
      jumped: { told.append($0.microseconds / 1_000_000) })
    for step in [0, milliseconds, 0] {
      clocks.passed.withLock { $0 += .seconds(1) }
      clocks.clock.withLock { $0 = $0 + TimeSpan(microseconds: 1_000_000 + step * 1_000) }
      watch.look()
    }
    #expect(told == (jump.map { [$0] } ?? []))
  }

  @Test func `a clock that is slewed, and a look that comes late, are no jump`() {
    let clocks = Clocks()
    var told = 0
    let watch = ClockWatch(
      clock: { clocks.clock.withLock { $0 } }, passed: { clocks.passed.withLock { $0 } },
      jumped: { _ in told += 1 })
    for passed: Int64 in [1, 90, 1, 3_600] {
      clocks.passed.withLock { $0 += .seconds(passed) }
      // Half a millisecond in a second, as fast as NTP does it.
      clocks.clock.withLock { $0 = $0 + TimeSpan(microseconds: passed * 1_000_500) }
      watch.look()
    }
    #expect(told == 0)
  }

  @Test func `a clock that goes back opens no cap, and what went with it stays`() throws {
    let router = try TestRouter(rules: ["caps.yaml": "policies: {caps: {one: {at_most: 1, within: 1d}}}\n"])
    let state = CapBook.state("anna")
    let reserved = #""reserved":["product-tour"]"#
    #expect(router.post("/v1/next", state).text.contains(reserved))
    for back: Int64 in [3_600, 86_400, 400 * 86_400] {
      router.clock.set(TimeSpan(seconds: -back))
      let answer = router.post("/v1/next", state)
      #expect(!answer.text.contains(reserved) && answer.text.contains("capped"), "\(answer.text)")
    }
    router.clock.set(TimeSpan(seconds: 86_400))
    #expect(router.post("/v1/next", state).text.contains(reserved))
  }

  @Test func `a jump is a warning of the log, with its seconds, and counted`() throws {
    let router = try TestRouter()
    for seconds: Int64 in [3_600, -86_400] { router.state.noteJump(TimeSpan(seconds: seconds)) }
    try router.flushLog()
    let lines = router.log.lines(of: "clock.jumped")
    #expect(lines.map { $0.fields["seconds"] as? Int } == [3_600, -86_400])
    #expect(lines.allSatisfy { $0["level"] == "warning" })
    #expect(router.ask("GET", "/metrics").text.contains("waymark_clock_jumps_total 2\n"))
  }
}
