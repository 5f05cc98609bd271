import DecisionLog
import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules
import Synchronization
import System
import TestSupport
import Testing
import Time

/// A decision log in a folder of its own, with a rule book to decide by and a clock that stands still.
final class TestLog {
  static let start = Instant(microseconds: 1_790_000_000_000_000)
  static let key = (0..<32).map { UInt8($0) }

  let folder: TemporaryFolder
  let book: LoggedBook
  let events = EventList()
  let clock: TestClock
  let settings: DecisionLog.Settings
  private(set) var log: DecisionLog
  private var count: UInt64 = 0
  private var isRunning = true

  var files: LogFolder { LogFolder(settings.path) }

  init(
    in folder: TemporaryFolder? = nil, book: LoggedBook = TestBook.usual,
    clock: TestClock = TestClock(), _ change: (inout DecisionLog.Settings) -> Void = { _ in }
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.book = book
    self.clock = clock
    var settings = DecisionLog.Settings(path: folder.at("decisions"), keyPath: folder.at("key"))
    try KeyFile.write(Self.key, to: folder.at("key"))
    change(&settings)
    self.settings = settings
    log = DecisionLog(settings, clock: { clock.now }, report: { [events] in events.append($0) })
    log.start()
  }

  deinit { stop() }

  func stop() {
    if isRunning { log.stop() }
    isRunning = false
  }

  /// Stops it, and starts it again in the same folder.
  func restarted(_ change: (inout DecisionLog.Settings) -> Void = { _ in }) throws -> TestLog {
    stop()
    return try TestLog(in: folder, book: book, clock: clock, change)
  }

  /// Decides, and logs the decision.
  ///
  /// - Returns: the answer.
  @discardableResult
  func decide(
    _ state: String, history: JourneyHistory = .none, limit: Int? = nil, explanation: Explanation = .none,
    reserve: Int? = nil, asked: Instant? = nil
  ) throws -> [UInt8] {
    count += 1
    let (entry, answer) = try TestBook.entry(
      state, history, in: book, id: DecisionID(high: 0x0189_0000_0000_7000, low: count),
      query: .init(
        call: reserve == nil ? .decide : .next, limit: limit, explanation: explanation, reserve: reserve),
      at: asked ?? clock.now)
    log.append(entry)
    return answer
  }

  /// The names of the files of the log.
  var names: [String] { get throws { try files.files().map(\.text) } }

  /// All lines of the log apart from headers.
  var lines: [LogLine] {
    get throws {
      var all: [LogLine] = []
      for name in try files.files() {
        var lines = try LogFileLines(files, name)
        _ = try lines.next()
        while let line = try lines.next() { all.append(try #require(LogLine(line))) }
      }
      return all
    }
  }

  /// The records that are there, as text.
  var records: [String] {
    get throws { try lines.compactMap { $0.record.map { String(decoding: $0, as: UTF8.self) } } }
  }

  func check(heads: LogHeads = LogHeads()) throws -> LogCheck {
    var check = LogCheck(key: Self.key, heads: heads)
    try check.check(files)
    return check
  }
}

/// Shows an instant until it is set to another.
final class TestClock: Sendable {
  private let instant = Mutex(TestLog.start)

  var now: Instant { instant.withLock { $0 } }

  func advance(by span: TimeSpan) { instant.withLock { $0 = $0 + span } }
}

/// What a log reported. Unchecked because `events` is touched under the condition's lock only.
final class EventList: @unchecked Sendable {
  private let condition = NSCondition()
  private var events: [DecisionLog.Event] = []

  func append(_ event: DecisionLog.Event) {
    condition.withLock {
      events.append(event)
      condition.broadcast()
    }
  }

  var all: [DecisionLog.Event] { condition.withLock { events } }

  /// Waits until one fits.
  @discardableResult
  func wait(for fits: (DecisionLog.Event) -> Bool) throws -> DecisionLog.Event {
    condition.lock()
    defer { condition.unlock() }
    let limit = Date(timeIntervalSinceNow: 60)
    while true {
      if let event = events.first(where: fits) { return event }
      try #require(condition.wait(until: limit), "it was not reported: \(events)")
    }
  }

  var heads: [LogHead] {
    all.compactMap { if case .head(let head, _, _) = $0 { head } else { nil } }
  }
}
