import Dispatch
import History
import HistoryRecords
import PostgreSQL
import SharedHistory
import Synchronization

/// Writes and reads on a queue of its own, which waits for the server: a batch takes all that waits, and the next begins
/// when it has ended.
///
/// Unchecked because what is not under the lock is touched on the queue only.
final class JournalWorker: @unchecked Sendable {
  enum Message: Sendable {
    /// What became of entries; when they were sent, and how long that took.
    case written([(entry: Int, result: WriteResult)], began: ContinuousClock.Instant, Duration)
    case read([Int], Result<SharedReading, HistoryFault>, began: ContinuousClock.Instant)
    /// The engine cannot be used: nothing of these entries is written.
    case failed([Int], HistoryFault)
    case stillUnavailable(HistoryFault)
    case recovered(secret: [UInt8])
  }

  private struct Item: Sendable {
    let entry: Int
    let generation: Int
    /// Nil where it is only to wait for all before it.
    let write: SharedWrite?
  }

  private struct Waiting {
    var items: [Item] = []
    var readers: [Int] = []
    var needs = HistoryNeeds()
    var isGoingOn = false
  }

  private static let mostAtOnce = 256

  private let queue = DispatchQueue(label: "shared history", qos: .userInitiated)
  private let writer: SharedHistoryWriter
  private let patience: Duration
  private let waiting = Mutex(Waiting())
  /// What was on its way when a connection broke, until it is known what became of it.
  private var unsettled: [Item] = []
  /// Entries of this generation or an earlier one rest on what was not written.
  private var failedGeneration = -1
  private var report: (@Sendable (Message) -> Void)?

  init(_ writer: SharedHistoryWriter, patience: Duration) {
    self.writer = writer
    self.patience = patience
  }

  /// How many entries wait.
  var load: Int { waiting.withLock { $0.items.count } }

  /// Connects, and makes the tables where they are not there.
  ///
  /// - Returns: the key under which journeys are hashed.
  func open() -> Result<[UInt8], HistoryFault> { queue.sync { secret() } }

  /// - Parameter report: called on the queue.
  func begin(_ report: @escaping @Sendable (Message) -> Void) { queue.async { self.report = report } }

  func add(_ entry: JournalEntry, _ write: SharedWrite?) {
    let item = Item(entry: entry.number, generation: entry.generation, write: write)
    wake { $0.items.append(item) }
  }

  func read(_ reader: Int, _ needs: HistoryNeeds) {
    wake { waiting in
      waiting.readers.append(reader)
      waiting.needs.formUnion(needs)
    }
  }

  /// Reads something by itself.
  ///
  /// - Parameter done: called on the queue.
  func read(
    _ needs: HistoryNeeds, _ done: @escaping @Sendable (Result<SharedReading, HistoryFault>) -> Void
  ) {
    queue.async { [self] in done(find(needs).mapError { .failed("\($0)") }) }
  }

  /// Looks whether the engine can be used again.
  func recover() {
    queue.async { [self] in
      if !unsettled.isEmpty {
        guard settleRest() else {
          report?(.stillUnavailable(.failed("PostgreSQL does not say what became of what was on its way")))
          return
        }
      }
      switch secret() {
      case .success(let secret): report?(.recovered(secret: secret))
      case .failure(let fault): report?(.stillUnavailable(fault))
      }
    }
  }

  /// Waits until all that was handed over is written, or given up.
  func close() {
    queue.sync {
      while work() {}
      _ = settleRest()
    }
  }

  // MARK: On the queue

  private func wake(_ change: (inout sending Waiting) -> Void) {
    let mustBegin = waiting.withLock { waiting in
      change(&waiting)
      defer { waiting.isGoingOn = true }
      return !waiting.isGoingOn
    }
    if mustBegin { goOn() }
  }

  /// Does what waits, then lets others have the queue before the next batch.
  private func goOn() {
    queue.async { if self.work() { self.goOn() } }
  }

  /// - Returns: whether anything was waiting.
  private func work() -> Bool {
    let (items, readers, needs) = waiting.withLock { waiting in
      let items = Array(waiting.items.prefix(Self.mostAtOnce))
      waiting.items.removeFirst(items.count)
      let (readers, needs) = (waiting.readers, waiting.needs)
      (waiting.readers, waiting.needs) = ([], HistoryNeeds())
      waiting.isGoingOn = !items.isEmpty || !readers.isEmpty
      return (items, readers, needs)
    }
    if items.isEmpty, readers.isEmpty { return false }
    if !items.isEmpty { write(items) }
    if !readers.isEmpty { read(needs, for: readers) }
    return true
  }

  private func write(_ items: [Item]) {
    let sound = items.filter { $0.generation > failedGeneration }
    let stale = items.filter { $0.generation <= failedGeneration }
    if !stale.isEmpty { report?(.failed(stale.map(\.entry), .failed("a commit before it failed"))) }
    guard !sound.isEmpty else { return }
    var batch = WriteBatch()
    for write in sound.compactMap(\.write) { batch.append(write) }
    let began = ContinuousClock.now
    let results = batch.isEmpty ? [] : writer.write(batch, patience: patience)
    if results.contains(where: \.isUnknown) {
      unsettled = sound
      return fail([], sound, .failed("the connection to PostgreSQL broke while something was on its way"))
    }
    finish(sound, results, began: began)
  }

  private func finish(_ items: [Item], _ results: [WriteResult], began: ContinuousClock.Instant) {
    var left = results.makeIterator()
    var written: [(entry: Int, result: WriteResult)] = []
    var failed: [Item] = []
    var fault: HistoryFault?
    for item in items {
      guard let result = item.write == nil ? .taken(contacts: []) : left.next() else { continue }
      if case .failed(let found) = result, !found.isOfOneWrite {
        failed.append(item)
        fault = .failed("\(found)")
      } else {
        written.append((item.entry, result))
      }
    }
    if !written.isEmpty { report?(.written(written, began: began, ContinuousClock.now - began)) }
    if let fault { fail(failed, failed, fault) }
  }

  /// - Parameters:
  ///   - items: of which nothing is written.
  ///   - latest: after which nothing of their generations is written any more.
  private func fail(_ items: [Item], _ latest: [Item], _ fault: HistoryFault) {
    failedGeneration = max(failedGeneration, latest.map(\.generation).max() ?? -1)
    report?(.failed(items.map(\.entry), fault))
  }

  /// - Returns: whether it is known of everything what became of it.
  private func settleRest() -> Bool {
    guard !unsettled.isEmpty else { return true }
    let began = ContinuousClock.now
    guard let results = writer.settle(within: patience) else { return false }
    let items = unsettled
    unsettled = []
    finish(items, results, began: began)
    return true
  }

  private func read(_ needs: HistoryNeeds, for readers: [Int]) {
    let began = ContinuousClock.now
    let found = find(needs)
    report?(.read(readers, found.mapError { .failed("\($0)") }, began: began))
    if case .failure(let fault) = found, !fault.isOfOneWrite {
      report?(.failed([], .failed("\(fault)")))
    }
  }

  private func find(_ needs: HistoryNeeds) -> Result<SharedReading, SharedHistoryFault> {
    do throws(SharedHistoryFault) { return .success(try writer.read(needs)) } catch { return .failure(error) }
  }

  private func secret() -> Result<[UInt8], HistoryFault> {
    do throws(SharedHistoryFault) {
      guard let secret = try writer.secret() else {
        return .failure(.failed("the key of the shared history is gone from the table 'setting'"))
      }
      return .success(secret)
    } catch {
      return .failure(.failed("\(error)"))
    }
  }
}

extension SharedHistoryFault {
  /// Whether it is the fault of what was written or asked for, and nobody else is concerned.
  fileprivate var isOfOneWrite: Bool {
    switch self {
    case .engine(.unsuitableText): true
    // Data that cannot be, constraints that do not hold, and what took too long (appendix A of PostgreSQL's manual).
    case .engine(.refused(let error)):
      error.state.code.hasPrefix("22") || error.state.code.hasPrefix("23") || error.state.isTooLong
    default: false
    }
  }
}
