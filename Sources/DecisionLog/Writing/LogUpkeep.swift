import Dispatch
import Foundation
import Glibc
import Synchronization
import System
import Time

/// Looks after the files that are closed, on a thread of low priority: erases what is to be erased, removes what is old,
/// compresses the rest.
final class LogUpkeep: Sendable {
  private struct State: Sendable {
    var isBegun = false
    var isStopped = false
    /// The file that is being written.
    var open: LogFileName?
    /// The log whose files they are, while it runs.
    var fault: String?
    var waiting: [DispatchSemaphore] = []
    /// Those whose lines an old copy of the log may have brought back; nil once they were looked for.
    var lookedFor: DecisionLog.Erasures?
    /// Lines that were erased for what is still pending.
    var erased = 0
  }

  private let state = Mutex(State())
  private let signal = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// How often old files are looked for.
  private static let interval = DispatchTimeInterval.seconds(3_600)

  func start(_ log: DecisionLog) {
    let thread = Thread { [self] in
      // Of this thread alone, as Linux has it.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
      run(log)
      ended.signal()
    }
    thread.name = "log-upkeep"
    thread.start()
  }

  /// Says which file is being written; all others may be touched from now on.
  func begin(open: LogFileName?) {
    state.withLock { state in
      state.isBegun = true
      state.open = open
    }
    signal.signal()
  }

  /// Has lines looked for, at the first turn, of journeys that were erased after them.
  func lookFor(_ erasures: DecisionLog.Erasures) { state.withLock { $0.lookedFor = erasures } }

  func wake() { signal.signal() }

  /// Waits until the files that are closed by now were looked after, or it is stopped.
  func waitForTurn() {
    let done = DispatchSemaphore(value: 0)
    state.withLock { $0.waiting.append(done) }
    signal.signal()
    done.wait()
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    signal.signal()
    ended.wait()
  }

  private var isStopped: Bool { state.withLock { $0.isStopped } }

  private func run(_ log: DecisionLog) {
    while !isStopped {
      _ = signal.wait(timeout: .now() + Self.interval)
      let (isBegun, open, waiting) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.isBegun, state.open, state.waiting)
      }
      defer { for done in waiting { done.signal() } }
      guard isBegun, !isStopped else { continue }
      do throws(FileProblem) {
        guard log.folder.exists else { continue }
        try tend(log, open)
        state.withLock { $0.fault = nil }
      } catch {
        let isNew = state.withLock { state in
          defer { state.fault = error.description }
          return state.fault != error.description
        }
        if isNew { log.report(.upkeepFailed(error.description)) }
      }
    }
  }

  private func tend(_ log: DecisionLog, _ open: LogFileName?) throws(FileProblem) {
    if open == nil { log.folder.removeLeftovers() }
    try findErased(log)
    try erase(log, open)
    let removed = try log.folder.removeFiles(before: log.clock() - log.settings.keep, open: open)
    let names = try log.folder.files()
    for name in names where !name.isCompressed && name.isClosed(besides: open) {
      if isStopped { return }
      try log.folder.compress(name) { isStopped }
    }
    if let first = names.first?.first, let newest = names.last?.first {
      try log.books.withLock { (books) throws(FileProblem) in
        try books.removeUnused(before: first, newest: newest)
      }
    }
    if !removed.isEmpty, let last = names.last, let header = log.folder.header(of: last) {
      log.report(.head(header.previous, first: names.first?.first ?? header.first, .removal))
    }
  }

  /// Notes, as if it were done now, the erasure of journeys that were erased after lines which the log has of them.
  private func findErased(_ log: DecisionLog) throws(FileProblem) {
    guard let erasures = state.withLock({ $0.lookedFor }) else { return }
    var found: Set<String> = []
    for name in try log.folder.files() {
      if isStopped { return }
      try log.folder.addJourneys(of: name, erasedAfter: erasures.instant, to: &found)
    }
    for journey in found.sorted() {
      try log.erasures.add(journey)
      log.erasures.begin(journey)
    }
    state.withLock { $0.lookedFor = nil }
  }

  /// Erases the lines of journeys that were erased. Where the file that is being written has such lines, it is closed
  /// first, and erased at the next turn.
  private func erase(_ log: DecisionLog, _ open: LogFileName?) throws(FileProblem) {
    let pending = try log.erasures.ready()
    guard !pending.isEmpty else { return }
    guard let key = KeyFile.read(log.settings.keyPath).key else {
      throw FileProblem("there is no key in '\(log.settings.keyPath)'")
    }
    let pseudonyms = Pseudonyms(key: key)
    let names = pending.map { JourneyNames($0, pseudonyms) }
    for name in try log.folder.files() {
      if isStopped { return }
      guard try log.folder.names(names, in: name) else { continue }
      guard name.isClosed(besides: open) else {
        log.entries.add(.rotation)
        return
      }
      let count = try log.folder.erase(names, from: name)
      state.withLock { $0.erased += count }
    }
    try log.erasures.remove(pending)
    let lines = state.withLock { state in
      defer { state.erased = 0 }
      return state.erased
    }
    log.report(.erased(lines: lines, journeys: pending.count))
  }
}
