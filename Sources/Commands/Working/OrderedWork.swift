import Dispatch
import Foundation
import Synchronization
import System

/// Work on items by several threads, of which the results come out in the order of the items. It belongs to the thread
/// that adds items and takes results.
final class OrderedWork<Item: Sendable, Result: Sendable> {
  /// Of what one thread does with each item; what it keeps from one to the next is its own.
  typealias Worker = (Item) -> Result

  private let threads: Int
  private let makeWorker: @Sendable () -> Worker
  private let queue: WorkQueue<Job>
  private var pending: [Job] = []
  private var started = 0
  private let ended = DispatchSemaphore(value: 0)

  /// How many items may be underway for each thread: one that is worked on, one that waits, and others whose results wait
  /// for that of a slow one before them.
  static var perThread: Int { 4 }

  /// - Parameters:
  ///   - threads: at most; one is started when there is something for it.
  ///   - worker: called on each of them.
  init(threads: Int, worker: @escaping @Sendable () -> Worker) {
    self.threads = threads
    makeWorker = worker
    queue = WorkQueue(most: threads * Self.perThread)
  }

  deinit {
    // What nobody waits for any more is let go.
    for job in pending { job.cancel() }
    queue.end(for: started)
    for _ in 0..<started { ended.wait() }
  }

  /// Whether no item is underway.
  var isEmpty: Bool { pending.isEmpty }

  /// Whether a result has to be taken before the next item.
  var isFull: Bool { pending.count >= threads * Self.perThread }

  /// Adds an item; not while it is full.
  func add(_ item: Item) {
    precondition(!isFull, "results are taken before more items are added")
    if started < threads, started <= pending.count { startThread() }
    let job = Job(item)
    pending.append(job)
    queue.add(job)
  }

  /// The result of the oldest item that is underway, waited for; nil where none is.
  func next() -> Result? {
    guard !pending.isEmpty else { return nil }
    return pending.removeFirst().result
  }

  private func startThread() {
    started += 1
    let thread = Thread { [queue, makeWorker, ended] in
      let worker = makeWorker()
      while let job = queue.next() { job.work(worker) }
      ended.signal()
    }
    // An own thread has the room that expressions nested deep may need.
    thread.stackSize = Threads.stackSize
    thread.start()
  }

  /// One item, and what came of it.
  private final class Job: Sendable {
    private let item: Mutex<Item?>
    private let found = Mutex<Result?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ item: Item) { self.item = Mutex(item) }

    func cancel() { item.withLock { $0 = nil } }

    func work(_ worker: Worker) {
      let item = item.withLock { item in
        defer { item = nil }
        return item
      }
      guard let item else { return }
      let result = worker(item)
      found.withLock { $0 = result }
      done.signal()
    }

    var result: Result? {
      done.wait()
      return found.withLock { found in
        defer { found = nil }
        return found
      }
    }
  }
}
