import Dispatch
import Replay
import Synchronization

/// Some lines of a log that follow each other.
struct LineChunk: Sendable {
  let lines: [[UInt8]]
  /// Of the first of them.
  let position: LinePosition
  /// The version that wrote them, where their file says so.
  let version: String?

  func position(of index: Int) -> LinePosition {
    LinePosition(file: position.file, line: position.line + index)
  }
}

/// Chunks on their way from who reads to who decides: not more than some, so that memory is bounded.
final class LineChunks: Sendable {
  private let waiting = Mutex<[LineChunk?]>([])
  private let room: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  init(most: Int) { room = DispatchSemaphore(value: most) }

  /// Waits until there is room.
  func add(_ chunk: LineChunk) {
    room.wait()
    waiting.withLock { $0.append(chunk) }
    filled.signal()
  }

  /// Says to so many who decide that there is no more.
  func end(for count: Int) {
    waiting.withLock { $0 += Array(repeating: nil, count: count) }
    for _ in 0..<count { filled.signal() }
  }

  /// Waits until there is one; nil at the end.
  func next() -> LineChunk? {
    filled.wait()
    defer { room.signal() }
    return waiting.withLock { $0.removeFirst() }
  }
}
