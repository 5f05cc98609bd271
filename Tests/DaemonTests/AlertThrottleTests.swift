import Foundation
import Rules
import Synchronization
import Testing
import TestSupport
import Time

@testable import Daemon

/// What is remembered of alerts, and for how long.
@Suite struct AlertThrottleTests {
  private static let noon = Instant(microseconds: 1_790_000_000_000_000)

  /// One run of a daemon, as far as alerts go; times are in seconds after noon.
  private final class Run {
    private let file: AlertFile
    let throttle: AlertThrottle

    init(
      in folder: TestFolder, forgettingBefore horizon: Int64 = 0, slack: Int = 10_000, most: Int = 1_000
    ) throws {
      file = AlertFile(stateDirectory: folder.path, slack: slack, most: most)
      let entries = try file.open(at: noon + TimeSpan(seconds: horizon) + AlertFile.retention)
      throttle = AlertThrottle(file, entries: entries, most: most)
    }

    deinit { file.close() }

    /// Waits until it is erased.
    func erase(_ journey: String) -> String? {
      let ended = DispatchSemaphore(value: 0)
      let outcome = Mutex<String?>(nil)
      throttle.erase(journey) { fault in
        outcome.withLock { $0 = fault }
        ended.signal()
      }
      ended.wait()
      return outcome.withLock { $0 }
    }

    func isDue(_ rule: String, _ journey: String, after seconds: Int64 = 0, oncePer hours: Int64 = 1) -> Bool
    {
      let now = noon + TimeSpan(seconds: seconds)
      let isDue = throttle.isDue(
        rule: rule, journey: journey, oncePer: TimeSpan(seconds: hours * 3_600), at: now)
      guard isDue else { return false }
      let isWritten = DispatchSemaphore(value: 0)
      throttle.store(rule: rule, journey: journey, at: now) { isWritten.signal() }
      isWritten.wait()
      return true
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

  @Test func `the file of a long run does not grow without bound`() throws {
    let folder = try TestFolder(withBook: false)
    let run = try Run(in: folder, slack: 10)
    #expect(run.isDue("a", "y"))
    for hour in Int64(0)..<200 { #expect(run.isDue("a", "x", after: 3_600 * hour)) }
    #expect(try folder.read("alerts.ndjson").split(separator: "\n").count < 20)
    let next = try Run(in: folder)
    #expect(!next.isDue("a", "y") && !next.isDue("a", "x", after: 3_600 * 199), "nothing is lost by it")
  }

  @Test func `what is remembered is bounded, though all was written at one instant`() throws {
    let folder = try TestFolder(withBook: false)
    let run = try Run(in: folder, slack: 10, most: 100)
    for number in 0..<500 { #expect(run.isDue("a", "j\(number)")) }
    #expect(run.throttle.count <= 100)
    // The newest half at least.
    for number in 450..<500 { #expect(!run.isDue("a", "j\(number)")) }
    #expect(try folder.read("alerts.ndjson").split(separator: "\n").count <= 310)
    #expect(try Run(in: folder, most: 100).throttle.count <= 100)
  }

  @Test func `an alert goes on at once where too many wait for a disk that does not answer`() throws {
    let folder = try TestFolder(withBook: false)
    let file = AlertFile(stateDirectory: folder.path, mostWaiting: 3)
    _ = try file.open(at: Self.noon)
    let disk = DispatchSemaphore(value: 0)
    let isHeld = DispatchSemaphore(value: 0)
    let written = Mutex<[Int]>([])
    func append(_ number: Int, then next: @escaping @Sendable () -> Void = {}) {
      let key = AlertKey(rule: "r\(number)", journey: ExactText("x"))
      file.append(AlertEntry(key: key, at: Self.noon)) {
        written.withLock { $0.append(number) }
        next()
      }
    }
    append(0) {
      isHeld.signal()
      disk.wait()
    }
    isHeld.wait()
    for number in 1...5 { append(number) }
    #expect(written.withLock { $0 } == [0, 4, 5])
    disk.signal()
    file.close()
    #expect(written.withLock { $0 } == [0, 4, 5, 1, 2, 3])
    #expect(try folder.read("alerts.ndjson").split(separator: "\n").count == 4)
  }

  @Test func `a journey that is erased is in the file no more, and others are`() throws {
    let folder = try TestFolder(withBook: false)
    let run = try Run(in: folder, most: 4)
    let journeys = ["anna", "an\"na", "bo", "\u{e9}", "e\u{301}"]
    for journey in journeys { #expect(run.isDue("anna", journey) && run.isDue("b", journey)) }
    #expect(run.throttle.count <= 4, "most of them are in the file only")
    #expect(run.erase("anna") == nil && run.erase("\u{e9}") == nil && run.erase("nobody") == nil)
    let rest = try Run(in: folder)
    #expect(rest.isDue("b", "anna") && rest.isDue("b", "\u{e9}"))
    #expect(!rest.isDue("anna", "bo") && !rest.isDue("b", "an\"na") && !rest.isDue("b", "e\u{301}"))
  }

  @Test func `what is written after an erasure, or while there is one, is there`() throws {
    let folder = try TestFolder(withBook: false)
    let run = try Run(in: folder)
    #expect(run.isDue("a", "x") && run.isDue("a", "y"))
    let erased = DispatchSemaphore(value: 0)
    run.throttle.erase("x") { _ in erased.signal() }
    #expect(run.isDue("a", "x", after: 1) && run.isDue("a", "z", after: 1))
    erased.wait()
    let next = try Run(in: folder)
    for journey in ["x", "y", "z"] { #expect(!next.isDue("a", journey, after: 2), "\(journey)") }
  }

  @Test func `where the file cannot be rewritten, an erasure says so`() throws {
    let folder = try TestFolder(withBook: false)
    let run = try Run(in: folder)
    #expect(run.isDue("a", "x"))
    try FileManager.default.createDirectory(
      atPath: folder.at("alerts.ndjson.new/in-the-way"), withIntermediateDirectories: true)
    #expect(run.erase("x") != nil)
    try folder.remove("alerts.ndjson.new")
    #expect(run.erase("x") == nil)
  }
}
