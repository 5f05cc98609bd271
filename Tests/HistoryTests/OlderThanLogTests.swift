import Decisions
import Rules
import Synchronization
import System
import Testing
import Time

@testable import History

/// What the decision log shows that the database lacks.
@Suite struct OlderThanLogTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private static func id(_ number: UInt64) -> DecisionID { DecisionID(high: 7, low: number) }

  /// A line of a decision so many seconds after the history began.
  private static func line(
    _ number: UInt64, of journey: String = "anna", reserving isReserved: Bool = true, optOuts: [String] = [],
    after seconds: Int64? = nil
  ) -> LoggedKnowledge {
    LoggedKnowledge(
      decision: id(number), journey: journey, recorded: .s(seconds ?? Int64(number)),
      isReserved: isReserved, withdrawals: optOuts.map { ($0, .s(1)) })
  }

  private func reserve(_ number: UInt64, for journey: String = "anna") {
    test.submit {
      $0.reserve(
        .of("guide"), channel: "email", journey: journey, account: nil, decision: Self.id(number),
        at: .s(Int64(number)))
    }
  }

  /// Starts it again beside a log with some lines, the newest first.
  private func restart(beside lines: [LoggedKnowledge]) {
    test.restart { test.logged = lines }
  }

  private func damage(_ what: String, last seconds: Int64) -> String {
    "damaged: the database is older than the decision log, which knows of \(what) that it lacks, the last of \(Instant.s(seconds))"
  }

  @Test func `a reservation that is there says that all before it are`() {
    reserve(2)
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [])
    restart(beside: [Self.line(3), Self.line(2), Self.line(1)])
    #expect(test.events == [damage("1 reservation", last: 3)])
  }

  @Test func `what was told once is not told again, what comes after it is, and all is accepted`() throws {
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [damage("2 reservations", last: 2)])
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [damage("2 reservations", last: 2)])
    #expect(try test.accept().count == 1)
    restart(beside: [Self.line(2), Self.line(1)])
    #expect(test.events == [])
    restart(beside: [Self.line(3), Self.line(2), Self.line(1)])
    #expect(test.events == [damage("1 reservation", last: 3)])
  }

  @Test func `opt-outs are found by journey and by hash, in any capitals of the channel`() {
    test.submit {
      _ = $0.record(
        .of(.unsubscribed, journey: "anna", at: 1), now: .s(1), sameContactWithin: .hour)
    }
    let lines = ["EMAIL", "sms"].enumerated().map { number, channel in
      Self.line(UInt64(number + 1), reserving: false, optOuts: [channel])
    }
    restart(beside: [lines[0]])
    #expect(test.events == [])
    restart(beside: lines.reversed() + [Self.line(1, of: "bo", reserving: false, optOuts: ["sms", "sms"])])
    #expect(test.events == [damage("2 opt-outs", last: 2)])
  }

  @Test(arguments: [(240, true), (3_600, false)])
  func `with durability normal the end of the machine may have taken the last minutes, and no more`(
    seconds: Int64, isAllowed: Bool
  ) throws {
    test.durability = .normal
    restart(beside: [])
    test.uptime.withLock { $0 = CleanUpMark.Uptime(boot: "second", span: TimeSpan(seconds: 1)) }
    restart(beside: [Self.line(2, after: 2 + seconds), Self.line(1, after: 2)])
    #expect(test.events == [isAllowed ? "end lost" : damage("2 reservations", last: 2 + seconds)])
  }
}
