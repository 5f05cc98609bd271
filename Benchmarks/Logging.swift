import DecisionLog
import Decisions
import Foundation
import JSON
import RuleFiles
import Rules
import System
import Time

/// What the decision log costs whoever decides, and how much its writer does.
enum Logging {
  /// - Parameters:
  ///   - rules: a folder of rule files.
  ///   - states: a file of one state a line.
  ///   - folder: where the log is to be written.
  ///   - seconds: for how long.
  static func measure(rules: String, states: String, folder: String, seconds: Double) throws {
    let workload = try Workload(rules: rules, states: states, expected: nil)
    guard let book = RuleBook.load(workload.files).book else { return print("the rule book does not load") }
    let logged = LoggedBook(plan: DecisionPlan(book), files: workload.files, expressions: ExpressionLimits())
    let entries = try self.entries(workload, logged)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try KeyFile.write([UInt8](repeating: 7, count: 32), to: "\(folder)/key")
    var settings = DecisionLog.Settings(path: "\(folder)/decisions", keyPath: "\(folder)/key")
    settings.onFull = .block
    // One file, compressed afterwards.
    settings.rotateSize = .max
    let clock: @Sendable () -> Instant = {
      Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
    let log = DecisionLog(settings, clock: clock) { _ in }
    log.start()
    log.flush()

    // As the event loop hands them over: a piece at a time, and no faster than they are written.
    var count = 0
    var handing: UInt64 = 0
    let processor = Measure.processorTime()
    let began = ContinuousClock.now
    while ContinuousClock.now - began < .seconds(seconds) {
      let pieceBegan = threadTime()
      for entry in entries { log.append(entry) }
      handing += threadTime() - pieceBegan
      count += entries.count
      while log.obstacle != nil { usleep(200) }
    }
    log.flush()
    let writing = ContinuousClock.now - began
    let used = Double(Measure.processorTime() - processor) / 1e3
    log.stop()
    settings.isEnabled = false
    let compressing = ContinuousClock.now
    let closed = DecisionLog(settings, clock: clock) { _ in }
    closed.start()
    closed.waitForUpkeep()
    closed.stop()
    let compressed = ContinuousClock.now - compressing
    let names = try LogFolder(settings.path).files()
    let sizes = names.map {
      Double((FileStatus(of: "\(settings.path)/\($0.text)", followingLinks: false)?.size ?? 0))
    }
    print("lines: \(count) in \(writing), \(Int(Double(count) / writing.inSeconds)) a second")
    print(
      String(
        format: "processor time: handing over %.2f µs, all that is done %.2f µs, each",
        Double(handing) / 1e3 / Double(count), used / Double(count)))
    print(
      "files: \(names.count), \(Int(sizes.reduce(0, +) / 1_048_576)) MiB; compressed in \(compressed)"
    )
  }

  /// Nanoseconds of processor time of this thread.
  private static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func entries(_ workload: Workload, _ book: LoggedBook) throws -> [DecisionEntry] {
    let now = Instant(microseconds: 1_756_717_200_000_000)
    let decider = Decider(book.plan)
    var steps = Steps()
    return try workload.states.prefix(1_000).map { bytes in
      let document = try JSONDocument(parsing: bytes)
      let state = try JourneyState.read(document, at: document.root, for: book.plan, limits: .init())
      let decision = decider.decide(state, clock: now)
      return DecisionEntry(
        id: DecisionID(high: steps.next(), low: steps.next()), decision: decision,
        query: .init(call: .decide, limit: nil, explanation: .none, reserve: nil), document: document,
        token: document.root, considered: .none, stateWarnings: 0, duration: .microseconds(5), asked: now,
        recorded: now, book: book)
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
