import Foundation
import Glibc
import System
import TestSupport

/// A small server on this machine to which alerts are posted.
///
/// Unchecked because `bodies` is touched under the condition's lock only.
final class Webhook: @unchecked Sendable {
  let port: UInt16
  private let descriptor: CInt
  private let condition = NSCondition()
  private var bodies: [[UInt8]] = []

  init() throws {
    let (descriptor, address) = try LoopbackAddress("127.0.0.1:0").listen(backlog: 8)
    self.descriptor = descriptor
    port = address.port
    let thread = Thread { [weak self] in
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0, let webhook = self else { return }
        webhook.answer(client)
      }
    }
    thread.start()
  }

  deinit {
    // Ends the thread's waiting.
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private func answer(_ client: CInt) {
    defer { close(client) }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      received += buffer.prefix(count)
      guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
      let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
      let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.output.1) } ?? 0
      if received.count >= end.upperBound + length {
        add(Array(received[end.upperBound...]))
        let response = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        _ = send(client, response, response.count, Int32(MSG_NOSIGNAL))
        return
      }
    }
  }

  private func add(_ body: [UInt8]) {
    condition.withLock {
      bodies.append(body)
      condition.broadcast()
    }
  }

  /// Waits for a body that is as wanted; nil where none comes in time.
  func wait(within limit: TimeInterval = 60, where isWanted: ([String: Any]) -> Bool) -> [String: Any]? {
    let deadline = Date(timeIntervalSinceNow: limit)
    var seen = 0
    condition.lock()
    defer { condition.unlock() }
    while true {
      while seen < bodies.count {
        let body = (try? JSONSerialization.jsonObject(with: Data(bodies[seen]))) as? [String: Any] ?? [:]
        seen += 1
        if isWanted(body) { return body }
      }
      guard condition.wait(until: deadline) else { return nil }
    }
  }
}
