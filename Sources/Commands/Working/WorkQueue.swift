import Dispatch
import Synchronization

/// Items on their way from who has them to the threads that work on them: not more than some, so that memory is bounded.
final class WorkQueue<Item: Sendable>: Sendable {
  private let waiting = Mutex<[Item?]>([])
  private let room: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  init(most: Int) { room = DispatchSemaphore(value: most) }

  /// Waits until there is room.
  func add(_ item: Item) {
    room.wait()
    waiting.withLock { $0.append(item) }
    filled.signal()
  }

  /// Says to so many threads that there is no more.
  func end(for count: Int) {
    waiting.withLock { $0 += Array(repeating: nil, count: count) }
    for _ in 0..<count { filled.signal() }
  }

  /// Waits until there is one; nil at the end.
  func next() -> Item? {
    filled.wait()
    defer { room.signal() }
    return waiting.withLock { $0.removeFirst() }
  }
}
