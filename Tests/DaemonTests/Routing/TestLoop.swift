import Dispatch
import Glibc
import Serving
import Synchronization
import TestSupport

/// A loop that turns on the test's own thread, when the test tells it to.
///
/// Unchecked because only the test's thread touches the timers.
final class TestLoop: Loop, @unchecked Sendable {
  private let thread = pthread_self()
  private let work = Mutex<[@Sendable () -> Void]>([])
  private let came = DispatchSemaphore(value: 0)
  /// Whether timers wait until the test says that their time has come.
  var holdsTimers = false
  private var timers: [() -> Void] = []

  var isCurrent: Bool { pthread_equal(pthread_self(), thread) != 0 }

  func execute(_ work: @escaping @Sendable () -> Void) {
    self.work.withLock { $0.append(work) }
    came.signal()
  }

  func yield(_ work: @escaping () -> Void) {
    let bound = LoopBound(work, on: self)
    execute { bound.value() }
  }

  func runInTurn(_ work: @escaping () -> Void) { work() }

  /// Timers run at the next turn, unless they are held.
  func schedule(after delay: Duration, _ work: @escaping () -> Void) {
    if holdsTimers { timers.append(work) } else { yield(work) }
  }

  /// The time of the timers that are held has come.
  func runTimers() {
    let due = timers
    timers = []
    for work in due { work() }
  }

  /// Does the loop's work until something is so.
  ///
  /// - Returns: false where no work comes any more.
  func turn(until isDone: () -> Bool) -> Bool {
    while !isDone() {
      guard came.wait(timeout: .now() + 20) == .success else { return false }
      work.withLock { $0.isEmpty ? nil : $0.removeFirst() }?()
    }
    return true
  }
}
