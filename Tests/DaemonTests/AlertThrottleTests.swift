import Foundation
import Rules
import TestSupport
import Testing
import Time

@testable import Daemon

/// What is remembered of alerts, and for how long.
@Suite struct AlertThrottleTests {
  private static let noon = Instant(microseconds: 1_790_000_000_000_000)

  /// One run of a daemon, as far as alerts go; times are in seconds after noon.
  private final class Run {
    private var thinning: AlertThrottle

    init(in folder: TestFolder, forgettingBefore horizon: Int64 = 0) throws {
      thinning = AlertThrottle(stateDirectory: folder.path)
      try thinning.open(forgettingBefore: noon + TimeSpan(seconds: horizon))
    }

    deinit { thinning.close() }

    func isDue(_ rule: String, _ journey: String, after seconds: Int64 = 0, oncePer hours: Int64 = 1) -> Bool
    {
      thinning.isDue(
        rule: rule, journey: journey, oncePer: TimeSpan(seconds: hours * 3_600),
        at: noon + TimeSpan(seconds: seconds))
    }
  }

  @Test func `an alert is due once in its time for a rule and a journey`() throws {
    let run = try Run(in: try TestFolder(withBook: false))
    #expect(run.isDue("a", "x", after: 0))
    #expect(!run.isDue("a", "x", after: 0))
    #expect(!run.isDue("a", "x", after: 3_599))
    #expect(run.isDue("a", "y", after: 3_599))
    #expect(run.isDue("b", "x", after: 3_599))
    #expect(run.isDue("a", "x", after: 3_600))
    #expect(!run.isDue("a", "x", after: 7_199), "the time runs from the newest")
  }

  @Test func `another run remembers, with ids that need escapes`() throws {
    let folder = try TestFolder(withBook: false)
    let ids = ["anna", "a\"b\\c", "line\nfeed", "tab\t", "é", "e\u{301}", "\u{1}", "a,b]", "👩‍🔧"]
    let first = try Run(in: folder)
    for id in ids { #expect(first.isDue("r/\(id)", id)) }
    let second = try Run(in: folder)
    for id in ids { #expect(!second.isDue("r/\(id)", id), "\(id)") }
  }

  @Test func `a last line that a crash cut off is passed over, wherever it was cut`() throws {
    let folder = try TestFolder(withBook: false)
    let first = try Run(in: folder)
    #expect(first.isDue("a", "x") && first.isDue("a", "y"))
    let whole = try folder.read("alerts.ndjson")
    let kept = (whole.split(separator: "\n").first?.utf8.count ?? 0) + 1
    // From a file that ends with the first line to one that lacks the last line's bracket.
    for length in kept..<(whole.utf8.count - 1) {
      try folder.write(String(whole.prefix(length)), to: "alerts.ndjson")
      let next = try Run(in: folder)
      #expect(!next.isDue("a", "x") && next.isDue("a", "y"), "cut to \(length)")
      // What was appended after the cut is not glued to it.
      let last = try Run(in: folder)
      #expect(!last.isDue("a", "y"), "cut to \(length)")
    }
  }

  @Test(arguments: [
    "", "\n\n", "null\n", "[]\n", "[1,2,3]\n", #"["a","x","yesterday"]"#, "\0\0\0\0", #"{"a":1}"#,
  ])
  func `a file of something else is as good as none`(_ text: String) throws {
    let folder = try TestFolder(withBook: false)
    try folder.write(text, to: "alerts.ndjson")
    #expect(try Run(in: folder).isDue("a", "x"))
  }

  @Test func `a start keeps one line for each rule and journey and forgets what is older than the horizon`()
    throws
  {
    let folder = try TestFolder(withBook: false)
    let first = try Run(in: folder)
    #expect(first.isDue("a", "old"))
    for hour in Int64(0)..<50 { #expect(first.isDue("a", "x", after: 3_600 * hour)) }
    #expect(try folder.read("alerts.ndjson").split(separator: "\n").count == 51)
    let second = try Run(in: folder, forgettingBefore: 1)
    #expect(try folder.read("alerts.ndjson").split(separator: "\n").count == 1)
    #expect(!second.isDue("a", "x", after: 3_600 * 49))
    #expect(second.isDue("a", "old", after: 3_600 * 49, oncePer: 1_000))
  }
}
