import Dispatch
import Serving
import Synchronization

/// Requests whose answers a test holds back.
final class HeldResponders: Sendable {
  let loop = ServerLoop()
  private let held = Mutex<[LoopBound<Responder>]>([])
  private let came = DispatchSemaphore(value: 0)

  /// To be called on the loop.
  func hold(_ responder: Responder) {
    let bound = LoopBound(responder, on: loop)
    held.withLock { $0.append(bound) }
    came.signal()
  }

  /// Waits until one more is held. Blocks its thread.
  func wait() { _ = came.wait(timeout: .now() + 60) }

  /// Answers all on the loop.
  func finish(_ text: String) {
    loop.execute {
      for responder in self.removeAll() { responder.value.finish(HTTPResponse(body: Array(text.utf8))) }
    }
  }

  @discardableResult
  func removeAll() -> [LoopBound<Responder>] {
    held.withLock { held in
      defer { held = [] }
      return held
    }
  }
}
