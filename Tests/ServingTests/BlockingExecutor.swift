import Dispatch
import Foundation
import Synchronization

/// Runs a test's clients, which block, on a few threads made for it, so that they take none from the server and
/// other tests.
final class BlockingExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isOver = false
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)
  private let width = 3

  init() {
    for _ in 0..<width { Thread.detachNewThread { [self] in work() } }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.jobs.append(job) }
    wake.signal()
  }

  /// Ends the threads once nothing runs on them any more.
  func end() {
    state.withLock { $0.isOver = true }
    for _ in 0..<width { wake.signal() }
  }

  private func work() {
    while true {
      wake.wait()
      let (job, isOver) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isOver)
      }
      if let job { job.runSynchronously(on: asUnownedTaskExecutor()) } else if isOver { return }
    }
  }
}
