import Foundation
import Synchronization
import Telemetry
import Testing

@Suite struct EventLogTests {
  /// A clock that stands until it is moved.
  private final class Clock: Sendable {
    private let time = Mutex(Duration.seconds(1_700_000_000) + .milliseconds(7))
    var now: Duration { time.withLock { $0 } }
    func advance(by step: Duration) { time.withLock { $0 += step } }
  }

  private func log(
    to pipe: LogPipe, clock: Clock = Clock(), _ change: (inout LogConfiguration) -> Void = { _ in }
  ) -> EventLog {
    var configuration = LogConfiguration()
    configuration.descriptor = pipe.writing
    configuration.format = .json
    change(&configuration)
    return EventLog(configuration: configuration, clock: { clock.now })
  }

  @Test func `an event is one line of JSON with its fields in order`() {
    let pipe = LogPipe()
    let log = log(to: pipe)
    log.info(
      .bookLoaded, "the book \"a\" serves",
      ["revision": "abc", "rules": 12, "share": 0.5, "fresh": true, "files": .strings(["a", "b"])])
    #expect(
      pipe.lines(1) == [
        #"{"time":"2023-11-14T22:13:20.007Z","level":"info","event":"book.loaded","#
          + #""message":"the book \"a\" serves","revision":"abc","rules":12,"share":0.5,"fresh":true,"#
          + #""files":["a","b"]}"#
      ])
    #expect(log.stop(within: .seconds(10)))
  }

  @Test func `as text an event is a line for people`() {
    let pipe = LogPipe()
    let log = log(to: pipe) { $0.format = .text }
    log.warning(.loadShed, "too many", ["limit": 3, "who": "a b", "path": "/x"])
    #expect(
      pipe.lines(1) == [#"2023-11-14T22:13:20.007Z warning load.shed too many limit=3 who="a b" path=/x"#])
    log.stop(within: .seconds(10))
  }

  @Test func `what was logged before a file is opened anew stands in the one of before`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-log-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/log"
    var configuration = LogConfiguration()
    configuration.foldWindow = .zero
    let log = EventLog(configuration: configuration, file: try LogFile(path))
    for round in 0..<20 {
      for line in 0..<200 { log.info(.bookLoaded, "\(round) \(line)") }
      try FileManager.default.moveItem(atPath: path, toPath: "\(path).\(round)")
      log.reopenFile()
    }
    #expect(log.stop(within: .seconds(10)))
    for round in 0..<20 {
      let lines = try String(contentsOfFile: "\(path).\(round)", encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 200 && lines.last?.contains("\"\(round) 199\"") == true)
    }
  }

  @Test func `what is below the level is left out`() {
    let pipe = LogPipe()
    let log = log(to: pipe) { $0.level = .warning }
    log.info(.daemonStarted, "no")
    log.warning(.watchFailed, "yes")
    #expect(pipe.lines(1).first?.contains("watch.failed") == true)
    #expect(!log.isEnabled(.info))
    log.stop(within: .seconds(10))
  }

  @Test(arguments: [LogConfiguration.Format.json, .text])
  func `control characters and those that turn a text around are escaped`(_ format: LogConfiguration.Format) {
    let pipe = LogPipe()
    let log = log(to: pipe) { $0.format = format }
    let nasty = "a\u{1b}[31m\nb\u{7f}\u{85}\u{202e}c\u{2066}\u{200f}\u{feff}\u{2028}å"
    log.error(.ruleError, nasty, ["value": .string(nasty), "\u{202e}name": 1])
    let line = pipe.lines(1).first ?? ""
    let shown = #"[31m\nb\u007f\u0085\u202ec\u2066\u200f\ufeff\u2028å"#
    #expect(line.components(separatedBy: shown).count == 3)
    #expect(line.contains(#"\u202ename"#))
    #expect(
      line.unicodeScalars.allSatisfy {
        $0.value >= 32 && $0.value != 127 && $0.properties.generalCategory != .format
      })
    if format == .json { #expect(fields(line)?["value"] as? String == nasty) }
    log.stop(within: .seconds(10))
  }

  @Test(arguments: [LogConfiguration.Format.json, .text])
  func `no line is longer than the limit`(_ format: LogConfiguration.Format) {
    let pipe = LogPipe()
    let log = log(to: pipe) { $0.format = format }
    let long = String(repeating: "å\u{1}", count: 30_000)
    log.error(.ruleError, long, ["long": .string(long), "short": "kept"])
    log.error(.ruleError, "after")
    let lines = pipe.lines(2)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.utf8.count < 32 << 10 })
    if format == .json {
      #expect(lines.first.flatMap(fields)?["short"] as? String == "kept")
      #expect(lines.first.flatMap(fields)?["cut"] as? Bool == true)
    }
    log.stop(within: .seconds(10))
  }

  @Test func `repeats within the window are counted and said when it is over`() {
    let pipe = LogPipe()
    let clock = Clock()
    let log = log(to: pipe, clock: clock)
    for _ in 0..<5 { log.warning(.loadShed, "too many") }
    log.warning(.loadShed, "too many", key: "other")
    clock.advance(by: .seconds(10))
    log.warning(.loadShed, "too many")
    let lines = pipe.lines(4).compactMap(fields)
    #expect(
      lines.map { $0["event"] as? String } == ["load.shed", "load.shed", "log.folded", "load.shed"])
    #expect(lines.dropFirst(2).first?["folded"] as? String == "load.shed")
    #expect(lines.dropFirst(2).first?["count"] as? Int == 4)
    #expect(lines.dropFirst(2).first?["message"] as? String == "repeated 4 times: too many")
    log.stop(within: .seconds(10))
  }

  @Test func `repeats are said at a stop`() {
    let pipe = LogPipe()
    let log = log(to: pipe)
    for _ in 0..<3 { log.warning(.loadShed, "too many") }
    #expect(log.stop(within: .seconds(10)))
    #expect(pipe.lines(2).last.flatMap(fields)?["count"] as? Int == 2)
    log.info(.daemonStarted, "nothing is taken after a stop")
    #expect(log.flush(within: .seconds(10)))
  }

  @Test func `a stalled pipe blocks no caller, and what is dropped is said once it flows`() {
    let pipe = LogPipe()
    let filled = pipe.fill()
    let log = log(to: pipe) {
      $0.waitingBytes = 10_000
      $0.foldWindow = .zero
    }
    for _ in 0..<1000 { log.info(.daemonStarted, "x") }
    #expect(!log.flush(within: .milliseconds(20)))
    pipe.discard(filled)
    #expect(log.stop(within: .seconds(10)))
    // The writer may have taken a batch, and said what was dropped by then, while the events were still coming.
    let lines = pipe.closeWriting().compactMap(fields)
    let said = lines.filter { $0["event"] as? String == "log.dropped" }
    let dropped = said.compactMap { $0["count"] as? Int }.reduce(0, +)
    #expect(dropped > 500)
    #expect(dropped == log.droppedCount)
    #expect(lines.count - said.count + dropped == 1000)
  }

  @Test func `a closed pipe ends neither the process nor a stop`() {
    let pipe = LogPipe()
    let log = log(to: pipe)
    pipe.closeReading()
    log.info(.daemonStarted, "x")
    #expect(log.stop(within: .seconds(10)))
    #expect(log.droppedCount == 1)
  }

  @Test func `all lines of many callers arrive whole`() async {
    let pipe = LogPipe()
    let log = log(to: pipe) { $0.foldWindow = .zero }
    await withTaskGroup { group in
      for caller in 0..<4 {
        group.addTask {
          for number in 0..<50 { log.error(.ruleError, "x", ["n": LogValue(caller * 50 + number)]) }
        }
      }
    }
    let numbers = pipe.lines(200).compactMap { fields($0)?["n"] as? Int }
    #expect(Set(numbers) == Set(0..<200))
    log.stop(within: .seconds(10))
  }
}
