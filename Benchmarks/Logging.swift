import DecisionLog
import DecisionStatistics
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
    let own = Measure.threadTime()
    let began = ContinuousClock.now
    while ContinuousClock.now - began < .seconds(seconds) {
      let pieceBegan = Measure.threadTime()
      for entry in entries { log.append(remade(entry)) }
      handing += Measure.threadTime() - pieceBegan
      count += entries.count
      while log.obstacle != nil { usleep(200) }
    }
    log.flush()
    let writing = ContinuousClock.now - began
    let used = Double(Measure.processorTime() - processor) / 1e3
    // All that is not this thread's is the writer's.
    let writers = used - Double(Measure.threadTime() - own) / 1e3
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
        format: "processor time: handing over %.2f µs, the writer %.2f µs, all that is done %.2f µs, each",
        Double(handing) / 1e3 / Double(count), writers / Double(count), used / Double(count)))
    try measureParts(of: entries)
    print(
      "files: \(names.count), \(Int(sizes.reduce(0, +) / 1_048_576)) MiB; compressed in \(compressed)"
    )
  }

  /// What the writer does for a line, part by part, each on its own.
  private static func measureParts(of entries: [DecisionEntry]) throws {
    let key = [UInt8](repeating: 7, count: 32)
    let records = RecordWriter(Pseudonyms(key: key), hidesJourneys: false)
    let chain = LogChain(key: key)
    var writer = JSONWriter(reservingCapacity: 8 << 10)
    let lines = entries.map { entry in
      writer.removeAll(keepingCapacity: true)
      records.write(entry, to: &writer)
      let digest = LogLine.digest(of: writer.bytes[...])
      let link = chain.link(after: LogChain.origin, number: 1, digest: digest)
      return LogLine(number: 1, digest: digest, link: link, record: writer.bytes[...])
    }
    let record = Measure.nanoseconds(perOneOf: entries.count) {
      for entry in entries {
        writer.removeAll(keepingCapacity: true)
        records.write(entry, to: &writer)
      }
    }
    let digest = Measure.nanoseconds(perOneOf: lines.count) {
      for line in lines { if let record = line.record { _ = LogLine.digest(of: record) } }
    }
    let link = Measure.nanoseconds(perOneOf: lines.count) {
      for line in lines { _ = chain.link(after: line.link, number: line.number, digest: line.digest) }
    }
    var chunk: [UInt8] = []
    let writing = Measure.nanoseconds(perOneOf: lines.count) {
      chunk.removeAll(keepingCapacity: true)
      for line in lines { line.write(to: &chunk) }
    }
    let counting = Measure.nanoseconds(perOneOf: lines.count) {
      var tally = DecisionTally()
      for line in lines {
        guard let record = line.record,
          let document = try? JSONDocument(parsing: Array(record), maximumDepth: 512)
        else { continue }
        _ = tally.add(document)
      }
    }
    print(String(format: "statistics: %.2f µs for a record", counting / 1e3))
    print(
      String(
        format: "of a line of %d bytes: record %.2f µs, digest %.2f µs, link %.2f µs, its text %.2f µs",
        chunk.count / lines.count, record / 1e3, digest / 1e3, link / 1e3, writing / 1e3))
  }

  /// An entry of its own with the same values: making it is a part of handing a decision over.
  private static func remade(_ entry: DecisionEntry) -> DecisionEntry {
    DecisionEntry(
      id: entry.id, decision: entry.decision, query: entry.query, document: entry.document,
      token: entry.token, considered: entry.considered, stateWarnings: entry.stateWarnings,
      duration: entry.duration, asked: entry.asked, recorded: entry.recorded, book: entry.book)
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
