import Diagnostics
import Testing
import Time

@testable import RuleFiles
@testable import Rules

@Suite("Durations, instants and clock times")
struct ScalarTests {
  @Test(arguments: [
    ("90s", 90), ("30m", 1_800), ("12h", 43_200), ("14d", 1_209_600), ("6w", 3_628_800), ("1d12h", 129_600),
    ("1w1d1h1m1s", 694_861), ("0d1s", 1), ("007d", 604_800), ("36525d", 3_155_760_000),
  ])
  func `read lengths of time`(text: String, seconds: Int64) {
    #expect(TimeSpan(text) == TimeSpan(seconds: seconds))
  }

  @Test(arguments: [
    "", "d", "14", "0s", "0w0d", "-1d", "+1d", "1.5h", "1h1d", "1d1d", "1 d", "1d ", "14days", "1M", "1y",
    "1D",
    "36526d", "99999999999999999999d", "3155760000s1s", "१d",
  ])
  func `refuse what is no length of time`(text: String) {
    #expect(TimeSpan(text) == nil)
  }

  @Test
  func `read a bare date as midnight in the book's zone, in whatever file and order`() throws {
    let files = [
      ("a.yaml", "actions: {a: {kind: k, available: {from: 2026-07-01, until: 2026-12-01}}}"),
      ("z.yaml", "policies: {time_zone: Europe/Copenhagen}"),
    ]
    let load = RuleBook.load(files.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) })
    let available = try #require(load.book?.actions.first?.available)
    #expect(available.from?.description == "2026-06-30T22:00:00Z")
    #expect(available.until?.description == "2026-11-30T23:00:00Z")
  }
}
