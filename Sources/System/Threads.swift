import Dispatch
import Foundation
import Glibc
import Synchronization

/// Work that several threads share.
package enum Threads {
  /// One for each processor.
  package static var usual: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The room of each, in bytes: as much as a process begins with, for texts that are nested deep.
  package static let stackSize = 8 << 20

  /// Makes a value for each index below a count, and returns them in that order once all are made. Whoever is free takes
  /// the next index.
  ///
  /// - Parameters:
  ///   - most: of threads.
  ///   - yields: whether other threads of the process go first where processors are few.
  package static func map<Value: Sendable>(
    _ count: Int, most: Int = usual, yields: Bool = false, _ value: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let shared = Shared<Value>(count)
    let ended = DispatchSemaphore(value: 0)
    let threads = min(most, count)
    for _ in 0..<threads {
      let thread = Thread {
        if yields { stepBack() }
        while let index = shared.takeIndex() { shared.store(value(index), at: index) }
        ended.signal()
      }
      thread.stackSize = stackSize
      thread.start()
    }
    for _ in 0..<threads { ended.wait() }
    return shared.values
  }

  /// Lets go of a value on a thread of its own: to free millions of parts takes as long as to make them.
  package static func release<Value: Sendable>(_ value: consuming Value) {
    let box = Released(value)
    Thread.detachNewThread {
      stepBack()
      box.empty()
    }
  }

  /// Lets the other threads of the process go first. On Linux that is about the thread, whatever it is called.
  private static func stepBack() {
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }

  private final class Released<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: consuming Value) { self.value = Mutex(value) }

    func empty() { value.withLock { $0 = nil } }
  }

  private final class Shared<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var values: [Value?]
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(values: Array(repeating: nil, count: count))) }

    func takeIndex() -> Int? {
      state.withLock { state in
        guard state.next < state.values.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func store(_ value: Value, at index: Int) { state.withLock { $0.values[index] = value } }

    var values: [Value] { state.withLock { $0.values.compactMap(\.self) } }
  }
}
