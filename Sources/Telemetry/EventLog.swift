internal import Dispatch
internal import Foundation
internal import Synchronization
internal import System

/// The log: takes events from any thread without ever waiting, and writes them as lines on a thread of its own.
package final class EventLog: Sendable {
  private let configuration: LogConfiguration
  private let clock: @Sendable () -> Duration
  private let state: Mutex<State>
  /// Signalled when there is something to write or the log is to stop.
  private let wake = DispatchSemaphore(value: 0)
  private let output: LogOutput
  private let file: LogFile?

  struct State: Sendable {
    var queue: [LogEntry] = []
    var weight = 0
    var folding: RepeatFilter
    /// Since the last `log.dropped`, and ever.
    var dropped = 0
    var droppedEver = 0
    var isWriting = false
    var isStopped = false
    var flushes: [DispatchSemaphore] = []
  }

  /// - Parameters:
  ///   - file: what `configuration.file` names, opened.
  ///   - clock: the time since 1970.
  package init(
    configuration: LogConfiguration = LogConfiguration(), file: consuming LogFile? = nil,
    clock: @escaping @Sendable () -> Duration = LogTime.system
  ) {
    self.configuration = configuration
    self.clock = clock
    state = Mutex(State(folding: RepeatFilter(length: configuration.foldWindow)))
    output = LogOutput(descriptor: file?.descriptor ?? configuration.descriptor)
    self.file = file
    let thread = Thread { [self] in run() }
    thread.name = "log"
    thread.start()
  }

  /// Whether lines of a level are written at all.
  package func isEnabled(_ level: LogLevel) -> Bool { level >= configuration.level }

  /// Takes an event. Repeats of the same event, message and key within the window are counted instead of written.
  package func log(
    _ level: LogLevel, _ event: EventName, _ message: String, _ fields: LogFields = [:], key: String = ""
  ) {
    assert(event.explanation.levels.contains(level), "\(event.rawValue) is not documented at level \(level)")
    guard isEnabled(level) else { return }
    let time = clock()
    let entry = LogEntry(time: time, level: level, event: event, message: message, fields: fields)
    let isNew = state.withLock { state in
      guard !state.isStopped else { return false }
      let wasEmpty = state.queue.isEmpty
      for summary in state.folding.close(at: time) { enqueue(summary, in: &state) }
      let folds = state.folding.folds(.init(event: event, message: message, key: key), level: level, at: time)
      if !folds { enqueue(entry, in: &state) }
      return wasEmpty
    }
    if isNew { wake.signal() }
  }

  package func debug(_ event: EventName, _ message: String, _ fields: LogFields = [:], key: String = "") {
    log(.debug, event, message, fields, key: key)
  }

  package func info(_ event: EventName, _ message: String, _ fields: LogFields = [:], key: String = "") {
    log(.info, event, message, fields, key: key)
  }

  package func warning(_ event: EventName, _ message: String, _ fields: LogFields = [:], key: String = "") {
    log(.warning, event, message, fields, key: key)
  }

  package func error(_ event: EventName, _ message: String, _ fields: LogFields = [:], key: String = "") {
    log(.error, event, message, fields, key: key)
  }

  /// How many lines were lost since the start, written lines that the system refused included.
  package var droppedCount: Int { state.withLock { $0.droppedEver } }

  /// Waits until all that was logged before is written, but not longer than a limit; false if it was not enough.
  /// Blocks its thread.
  @discardableResult
  package func flush(within limit: Duration) -> Bool {
    let done = DispatchSemaphore(value: 0)
    let isIdle = state.withLock { state in
      if state.queue.isEmpty, state.dropped == 0, !state.isWriting { return true }
      state.flushes.append(done)
      return false
    }
    if isIdle { return true }
    wake.signal()
    return done.wait(timeout: .now() + limit.dispatchInterval) == .success
  }

  /// Writes what waits, repeats included, and takes no more; false if the limit was not enough. Blocks its thread.
  @discardableResult
  package func stop(within limit: Duration) -> Bool {
    let time = clock()
    state.withLock { state in
      for summary in state.folding.close(at: time, all: true) { enqueue(summary, in: &state) }
      state.isStopped = true
    }
    let isFlushed = flush(within: limit)
    wake.signal()
    return isFlushed
  }

  /// Goes on in the file that stands at the log's path now, as after a rotation: what was logged before still goes to the
  /// one of before, unless that takes too long. Where the new one cannot be opened, the one of before goes on, and this is
  /// logged there and said on standard error. Blocks its thread.
  package func reopenFile() {
    guard file != nil else { return }
    flush(within: .seconds(1))
    do throws(FileProblem) {
      try file?.reopen()
    } catch {
      report(error)
    }
  }

  private func report(_ problem: FileProblem) {
    let entry = LogEntry(
      time: clock(), level: .error, event: .logUnavailable, message: "\(problem); the one before it goes on",
      fields: [:])
    log(entry.level, entry.event, entry.message)
    LogOutput(descriptor: configuration.descriptor).writeAtOnce(
      LogLine(configuration.withoutFile).bytes(of: entry))
  }

  private func enqueue(_ entry: LogEntry, in state: inout State) {
    guard state.weight + entry.weight <= configuration.waitingBytes else {
      state.dropped += 1
      state.droppedEver += 1
      return
    }
    state.weight += entry.weight
    state.queue.append(entry)
  }
}

// MARK: - The writer's thread

extension EventLog {
  private func run() {
    output.ignoreBrokenPipes()
    let line = LogLine(configuration)
    var place = LogFilePlace()
    while true {
      look(at: &place)
      let (batch, isLast) = nextBatch()
      guard !batch.isEmpty else {
        if isLast { return }
        wait()
        continue
      }
      let lost = batch.count { !output.write(line.bytes(of: $0)) }
      if lost > 0 {
        state.withLock { state in
          state.dropped += lost
          state.droppedEver += lost
        }
      }
    }
  }

  /// Goes on in a new file where somebody removed or replaced the one of before.
  private func look(at place: inout LogFilePlace) {
    switch file?.look(&place) {
    case nil, .nothingNew: return
    case .reopened:
      warning(.logReplaced, "the log file had been removed or replaced; what stands at its path now goes on")
    case .failed(let problem): report(problem)
    }
  }

  /// All that waits. What is taken no longer counts as waiting, so at most twice the limit is in memory.
  private func nextBatch() -> (batch: [LogEntry], isLast: Bool) {
    let time = clock()
    return state.withLock { state in
      for summary in state.folding.close(at: time) { enqueue(summary, in: &state) }
      var batch = state.queue
      state.queue = []
      state.weight = 0
      if state.dropped > 0, !output.isBroken {
        batch.append(Self.dropped(state.dropped, at: time))
        state.dropped = 0
      }
      state.isWriting = !batch.isEmpty
      if batch.isEmpty {
        for flush in state.flushes { flush.signal() }
        state.flushes = []
      }
      return (batch, state.isStopped)
    }
  }

  /// Sleeps until there is something to write, a window of repeats is over, or the file is to be looked at.
  private func wait() {
    let end = state.withLock { $0.folding.nextEnd }
    let pause = file == nil ? nil : LogFilePlace.pause
    guard let left = [end.map { max($0 - clock(), .milliseconds(10)) }, pause].compactMap({ $0 }).min() else {
      return wake.wait()
    }
    _ = wake.wait(timeout: .now() + left.dispatchInterval)
  }

  private static func dropped(_ count: Int, at time: Duration) -> LogEntry {
    LogEntry(
      time: time, level: .warning, event: .logDropped, message: "\(count) log lines were dropped",
      fields: ["count": LogValue(count)])
  }
}

extension Duration {
  var dispatchInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !nanoseconds.overflow else { return .never }
    return .nanoseconds(Int(clamping: nanoseconds.partialValue + attoseconds / 1_000_000_000))
  }
}
