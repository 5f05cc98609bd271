import Dispatch
import Synchronization
import System
import Testing

/// Work that several threads share.
@Suite(.timeLimit(.minutes(1))) struct ThreadsTests {
  @Test(arguments: [0, 1, 2, 500], [1, 2, 8])
  func `each value is made once, and they come in order`(count: Int, most: Int) {
    let made = Mutex(0)
    let values = Threads.map(count, most: most) { index in
      made.withLock { $0 += 1 }
      return index * 3
    }
    #expect(values == (0..<count).map { $0 * 3 })
    #expect(made.withLock { $0 } == count)
  }

  @Test(arguments: [false, true]) func `values are made side by side`(yields: Bool) {
    let second = DispatchSemaphore(value: 0)
    let values = Threads.map(2, most: 2, yields: yields) { index in
      // The first is not made before the second is.
      if index == 0 { second.wait() } else { second.signal() }
      return index
    }
    #expect(values == [0, 1])
  }

  @Test func `a value is let go of on another thread`() {
    let gone = DispatchSemaphore(value: 0)
    Threads.release(Watched(gone))
    gone.wait()
  }

  private final class Watched: Sendable {
    private let gone: DispatchSemaphore
    init(_ gone: DispatchSemaphore) { self.gone = gone }
    deinit { gone.signal() }
  }
}
