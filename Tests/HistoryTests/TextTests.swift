import Decisions
import HistoryRecords
import Rules
import Testing
import Time

@testable import History

/// Texts as they come back from a file; PostgreSQL cannot hold a zero.
struct TextTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  @Test func `texts keep all their code points, a zero among them too`() {
    let strange = "a\u{0}b\u{e9}\u{1F600} "
    let report = OutcomeReport(
      decision: nil, journey: strange, account: strange,
      stamp: ActionStamp(action: strange, kind: strange, group: "", isExempt: false, counts: true),
      channel: strange, outcome: .complained, at: nil, value: nil)
    var recorded = HistoryTransaction.Recorded.repeated
    #expect(test.submit { recorded = $0.record(report, now: .s(0), sameContactWithin: .hour) } == nil)
    #expect(recorded == .new)
    let before = test.history.contacts(of: strange, within: .hour)
    test.restart()
    let after = test.history.contacts(of: strange, within: .hour)
    #expect(after.count == 1 && after.map(\.stamp) == before.map(\.stamp))
    #expect(after.map(\.account) == [strange] && after.map(\.channel) == [strange])
    let journey = test.history.index.journeys.number(of: strange)
    #expect(journey.map { test.history.index.withdrawals(ofJourney: $0).map(\.instant) } == [.s(0)])
    #expect(test.erase(strange) == 1)
  }
}
