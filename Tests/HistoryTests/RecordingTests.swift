import Decisions
import HistoryRecords
import Rules
import Testing
import Time

@testable import History

@Suite(.onEachEngine, .serialized) struct RecordingTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private func record(_ report: OutcomeReport, at seconds: Int64) -> HistoryTransaction.Recorded {
    var recorded = HistoryTransaction.Recorded.repeated
    let fault = test.submit { recorded = $0.record(report, now: .s(seconds), sameContactWithin: .hour) }
    #expect(fault == nil)
    return recorded
  }

  private func reserve(_ action: String = "news", decision: UInt64, at seconds: Int64) {
    let fault = test.submit {
      $0.reserve(
        .of(action), channel: "email", journey: "anna", account: "acme", decision: .number(decision),
        at: .s(seconds))
    }
    #expect(fault == nil)
  }

  @Test func `what was reserved is there after a restart`() {
    reserve(decision: 1, at: 0)
    reserve("guide", decision: 1, at: 0)
    reserve(decision: 2, at: 60)
    test.restart()
    #expect(
      test.lines("anna") == ["guide email 0 delivered", "news email 0 delivered", "news email 60 delivered"])
    #expect(
      test.history.contacts(of: "anna", within: .hour).map(\.decision) == [
        .number(1), .number(1), .number(2),
      ])
    #expect(test.history.contacts(of: "anna", within: .hour).map(\.account) == ["acme", "acme", "acme"])
  }

  @Test func `an outcome finds its contact by decision and action, once`() {
    reserve(decision: 1, at: 0)
    #expect(record(.of(.opened, decision: .number(1)), at: 10) == .new)
    #expect(record(.of(.opened, decision: .number(1)), at: 20) == .repeated)
    #expect(record(.of(.converted, decision: .number(1), value: 12.5), at: 30) == .new)
    test.restart()
    #expect(test.lines("anna") == ["news email 0 delivered,opened,converted"])
    #expect(test.history.contacts(of: "anna", within: .hour)[0].results.map(\.value) == [nil, nil, 12.5])
    #expect(test.history.contacts(of: "anna", within: .hour)[0].results[1].at == .s(10))
  }

  @Test func `an outcome of a decision that reserved nothing needs a journey`() {
    #expect(record(.of(.opened, decision: .number(9)), at: 10) == .unknownDecision)
    #expect(record(.of(.opened, journey: "anna", decision: .number(9)), at: 10) == .new)
    #expect(record(.of(.opened, decision: .number(9)), at: 20) == .repeated)
    #expect(test.lines("anna") == ["news email 10 opened"])
  }

  @Test func `an outcome without a decision joins the latest contact that is not later`() {
    reserve(decision: 1, at: 0)
    reserve(decision: 2, at: 100)
    #expect(record(.of(.opened, journey: "anna"), at: 50) == .new)
    #expect(record(.of(.clicked, journey: "anna"), at: 100) == .new)
    #expect(record(.of(.clicked, journey: "anna"), at: 100) == .repeated)
    #expect(record(.of(.dismissed, channel: "phone", journey: "anna"), at: 200) == .new)
    #expect(
      test.lines("anna") == [
        "news email 0 delivered,opened", "news email 100 delivered,clicked", "news phone 200 dismissed",
      ])
  }

  @Test func `a delivery of its own is a contact of its own, unless it is the same within the hour`() {
    #expect(record(.of(.delivered, journey: "anna"), at: 0) == .new)
    #expect(record(.of(.delivered, journey: "anna"), at: 0) == .repeated)
    #expect(record(.of(.delivered, journey: "anna"), at: 3_600) == .new)
    #expect(record(.of(.delivered, journey: "anna"), at: 7_300) == .new)
    #expect(test.lines("anna") == ["news email 0 delivered", "news email 7300 delivered"])
  }

  @Test func `what was not sent is none, and joins nothing any more`() {
    reserve(decision: 1, at: 0)
    #expect(record(.of(.notSent, decision: .number(1)), at: 5) == .new)
    #expect(record(.of(.opened, journey: "anna"), at: 10) == .new)
    #expect(record(.of(.notSent, "tour", journey: "anna"), at: 10) == .nothingToRelease)
    #expect(test.lines("anna") == ["news email 0 delivered,not_sent", "news email 10 opened"])
  }

  @Test(arguments: [Outcome.unsubscribed, .complained])
  func `an opt-out stands beside its contact, and said again holds from then on`(outcome: Outcome) {
    reserve(decision: 1, at: 0)
    #expect(record(.of(outcome, decision: .number(1)), at: 10) == .new)
    #expect(record(.of(outcome, decision: .number(1)), at: 20) == .repeated)
    #expect(record(.of(outcome, decision: .number(1), at: 10), at: 20) == .repeated)
    #expect(record(.of(outcome, decision: .number(1), at: 99), at: 100) == .new)
    test.restart()
    let index = test.history.index
    let journey = index.journeys.number(of: "anna") ?? -1
    #expect(index.withdrawals(ofJourney: journey).map(\.instant) == [.s(99)])
    #expect(test.lines("anna") == ["news email 0 delivered,\(outcome.rawValue)"])
  }

  @Test func `an opt-out that does not say when closes another channel, too, once`() {
    reserve(decision: 1, at: 0)
    #expect(record(.of(.unsubscribed, decision: .number(1)), at: 10) == .new)
    #expect(record(.of(.unsubscribed, channel: "phone", decision: .number(1)), at: 20) == .newOnTwoChannels)
    #expect(record(.of(.unsubscribed, channel: "phone", decision: .number(1)), at: 30) == .repeated)
    #expect(record(.of(.unsubscribed, channel: "email", decision: .number(1)), at: 40) == .repeated)
    let index = test.history.index
    let journey = index.journeys.number(of: "anna") ?? -1
    let closed = index.withdrawals(ofJourney: journey).map { index.channelName($0.channel) ?? "" }
    #expect(closed.sorted() == ["email", "phone"])
  }

  @Test func `an entry sees what stands in it already`() {
    var recorded: [HistoryTransaction.Recorded] = []
    test.submit { transaction in
      for outcome in [Outcome.delivered, .opened, .opened] {
        recorded.append(
          transaction.record(.of(outcome, journey: "anna"), now: .s(0), sameContactWithin: .hour))
      }
    }
    #expect(recorded == [.new, .new, .repeated])
  }
}
