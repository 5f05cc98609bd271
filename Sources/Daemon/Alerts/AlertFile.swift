import Dispatch
import Glibc
import JSON
import Rules
import Synchronization
import System
import Time

/// The alerts that were written, one a line, oldest first: `[rule, journey, instant]`. All work on the file is done on a
/// queue of its own, in the order in which it was asked for.
///
/// Lines that a newer one replaces, or that are too old, leave the file at the start and whenever there are as many
/// new lines as old ones, so that it does not grow without bound.
final class AlertFile: Sendable {
  /// How many alerts the file holds at most after it was rewritten.
  static let most = 200_000
  /// How long an alert is remembered.
  static let retention = TimeSpan(seconds: 400 * 86_400)

  private struct State {
    /// Below 0 while the file cannot be written.
    var descriptor: CInt = -1
    /// How many lines it had when it was rewritten, and how many came since.
    var kept = 0
    var added = 0
    /// Whether the last line is not complete.
    var isTorn = false
  }

  private let path: String
  private let queue = DispatchQueue(label: "alerts")
  /// Touched on the queue only, once the file is open.
  private let state = Mutex(State())
  /// How many lines may come before the file is rewritten, however few it had.
  private let slack: Int
  private let most: Int
  /// How many lines may wait to be written: more wait only where the disk does not answer.
  private let mostWaiting: Int
  private let waiting = Atomic(0)

  init(
    stateDirectory: String, slack: Int = 10_000, most: Int = AlertFile.most, mostWaiting: Int = 10_000
  ) {
    path = "\(stateDirectory)/alerts.ndjson"
    self.slack = slack
    self.most = most
    self.mostWaiting = mostWaiting
  }

  /// Reads what earlier runs wrote and begins a file of what still matters.
  func open(at now: Instant) throws -> [AlertEntry] {
    try queue.sync {
      let entries = try AlertLines.latest(in: TrustedFile.read(path) ?? [], since: now - Self.retention, most)
      try state.withLock { try rewrite(AlertLines.bytes(of: entries), entries.count, &$0) }
      return entries
    }
  }

  /// Where too many wait already, the alert goes on at once and may come again after a restart: that is better than to
  /// hold it back, or to let memory grow.
  ///
  /// - Parameter next: called afterwards, whether or not the file could be written.
  func append(_ entry: AlertEntry, then next: @escaping @Sendable () -> Void) {
    guard waiting.load(ordering: .relaxed) < mostWaiting else { return next() }
    waiting.add(1, ordering: .relaxed)
    queue.async { [self] in
      state.withLock { append(entry, &$0) }
      waiting.subtract(1, ordering: .relaxed)
      next()
    }
  }

  /// Removes a journey's alerts.
  ///
  /// - Parameter done: called on the queue once that is durable, or with why it is not.
  func erase(_ journey: ExactText, done: @escaping @Sendable (String?) -> Void) {
    queue.async { [self] in
      do {
        if let bytes = try TrustedFile.read(path), let rest = AlertLines.removing(journey, from: bytes) {
          try state.withLock { try rewrite(rest.bytes, rest.count, &$0) }
        }
        done(nil)
      } catch {
        done("\(error)")
      }
    }
  }

  /// Frees many entries at a time on the queue, where nobody waits for it.
  func discard(_ entries: [AlertKey: Instant]) {
    if !entries.isEmpty { queue.async { _ = entries.count } }
  }

  /// Waits until all is written.
  func close() {
    queue.sync {
      state.withLock { state in
        if state.descriptor >= 0 { Glibc.close(state.descriptor) }
        state.descriptor = -1
      }
    }
  }

  private func append(_ entry: AlertEntry, _ state: inout State) {
    guard state.descriptor >= 0 else { return }
    let line = (state.isTorn ? [UInt8(ascii: "\n")] : []) + AlertLines.bytes(of: [entry])
    let count = line.withUnsafeBytes { write(state.descriptor, $0.baseAddress, $0.count) }
    if count > 0 { state.isTorn = count < line.count }
    state.added += 1
    guard state.added > state.kept + slack else { return }
    compact(since: entry.at - Self.retention, &state)
  }

  private func compact(since horizon: Instant, _ state: inout State) {
    // Where that fails, it is tried again after as many lines.
    state.kept += state.added
    state.added = 0
    guard let bytes = try? TrustedFile.read(path) else { return }
    let entries = AlertLines.latest(in: bytes, since: horizon, most)
    try? rewrite(AlertLines.bytes(of: entries), entries.count, &state)
  }

  private func rewrite(_ bytes: [UInt8], _ count: Int, _ state: inout State) throws {
    try AtomicFile.replace(path, with: bytes)
    if state.descriptor >= 0 { Glibc.close(state.descriptor) }
    state.descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
    state.kept = count
    state.added = 0
    state.isTorn = false
  }
}
