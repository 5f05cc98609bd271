import HistoryRecords
import Rules
import Synchronization
import Testing
import Time

@testable import History

/// When contacts are cleaned up by a clock that may be wrong.
@Suite struct ClockTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private func record() {
    for journey in ["anna", "bo"] {
      test.submit { _ = $0.record(.of(.delivered, journey: journey), now: .s(0), sameContactWithin: .hour) }
    }
  }

  private func day(_ number: Int64) -> Instant { .s(number * 86_400) }

  /// As the daemon does it, with contacts kept for 400 days.
  private func mayCleanUp(on number: Int64) -> Bool {
    let may = test.history.mayCleanUp(
      at: day(number), contactsBefore: day(number - 400), alertsBefore: day(number - 400))
    // What it asked for is written before this is.
    test.submit { _ in }
    return may
  }

  private func run(days: Int64, boot: String? = nil) {
    test.uptime.withLock { now in
      now = .init(
        boot: boot ?? now.boot,
        span: TimeSpan(microseconds: now.span.microseconds + days * TimeSpan.day.microseconds))
    }
  }

  @Test func `a clock that has jumped forgets nothing until somebody accepts it`() throws {
    record()
    #expect(mayCleanUp(on: 0))
    for isRestarted in [false, true] {
      if isRestarted { test.restart {} }
      #expect(!mayCleanUp(on: 150_000))
      #expect(!mayCleanUp(on: 150_000))
      #expect(test.events == ["clean-up waits"])
      // Set right, it is as before.
      #expect(mayCleanUp(on: 1))
    }
    #expect(!mayCleanUp(on: 500))
    #expect(try test.accept(at: day(500)).count == 1)
    #expect(mayCleanUp(on: 500))
    test.restart {}
    #expect(mayCleanUp(on: 500))
    #expect(try test.accept(at: day(500)) == [])
  }

  @Test func `days that pass while it runs, or is stopped on a machine that runs, are no jump`() throws {
    record()
    #expect(mayCleanUp(on: 0))
    run(days: 300)
    #expect(mayCleanUp(on: 301))
    test.restart {}
    run(days: 200)
    #expect(mayCleanUp(on: 500))
    // A jump of less than a week is taken for none.
    #expect(mayCleanUp(on: 506))
  }

  @Test func `how long a machine stood still nobody knows, so it counts as a jump where anything would go`() {
    record()
    #expect(mayCleanUp(on: 0))
    run(days: 0, boot: "second")
    #expect(mayCleanUp(on: 6))
    run(days: 0, boot: "third")
    #expect(mayCleanUp(on: 300))
    run(days: 0, boot: "fourth")
    #expect(!mayCleanUp(on: 450))
  }

  @Test func `where the system does not name its start, no two are the same`() throws {
    #expect(CleanUpMark.Uptime.now("/nowhere").boot == nil)
    #expect(CleanUpMark.Uptime.now("/dev/zero").boot == nil)
    let unknown = CleanUpMark.Uptime(boot: nil, span: TimeSpan(seconds: 5))
    #expect(!unknown.isSameBoot(as: unknown))
    let mark = CleanUpMark(at: day(0), uptime: unknown)
    #expect(CleanUpMark(mark.bytes) == CleanUpMark(at: day(0), uptime: nil))
    // As they were written once.
    let zeros = String(repeating: "\0", count: 36)
    #expect(CleanUpMark(Array("0 5 \(zeros)".utf8)) == CleanUpMark(at: .init(microseconds: 0), uptime: nil))
    test.uptime.withLock { $0 = unknown }
    record()
    #expect(mayCleanUp(on: 0))
    test.uptime.withLock { $0 = .init(boot: nil, span: TimeSpan(seconds: 500 * 86_400)) }
    #expect(!mayCleanUp(on: 450))
  }

  @Test func `a clock that has jumped keeps contacts, and no answers`() {
    record()
    test.submit {
      $0.store(
        IdempotentResponse(
          key: Digest(of: [1]), question: Digest(of: [2]), journey: "anna", at: .s(0), revision: "r",
          body: [1]))
    }
    #expect(mayCleanUp(on: 0))
    while !test.history.cleanUp(at: day(500), contactsBefore: day(100), answersBefore: day(499)) {}
    test.submit { _ in }
    #expect(test.events == ["clean-up waits"])
    #expect(test.history.contactCount == 2 && test.history.index.answers.isEmpty)
  }

  @Test func `a history that was never cleaned up goes by its newest contact`() {
    record()
    #expect(!mayCleanUp(on: 450))
  }
}
