import CClient
import Foundation

/// The bytes of requests, made once: they do not move, so that the client can send them as they are.
///
/// Nothing changes them after `init`, so that several threads may send them.
final class Requests: @unchecked Sendable {
  let texts: UnsafeMutableBufferPointer<client_text>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  init(_ requests: [[UInt8]]) {
    bytes = .allocate(capacity: requests.reduce(0) { $0 + $1.count })
    texts = .allocate(capacity: requests.count)
    _ = bytes.initialize(from: requests.joined())
    var start = 0
    for (index, request) in requests.enumerated() {
      let first = bytes.baseAddress.map { UnsafePointer($0 + start) }
      texts.initializeElement(at: index, to: client_text(bytes: first, length: request.count))
      start += request.count
    }
  }

  deinit {
    bytes.deallocate()
    texts.deallocate()
  }

  static func head(_ method: String, _ path: String, type: String, length: Int) -> Requests {
    Requests([head(method, path, type: type, length: length)])
  }

  static func get(_ path: String) -> Requests {
    Requests([Array("GET \(path) HTTP/1.1\r\nHost: waymark\r\n\r\n".utf8)])
  }

  /// Each body as a request of its own.
  static func post(_ path: String, _ bodies: [[UInt8]]) -> Requests {
    Requests(bodies.map { head("POST", path, type: "application/json", length: $0.count) + $0 })
  }

  /// All as one body, each on a line.
  static func lines(_ states: [[UInt8]]) -> Requests {
    Requests([Array(states.map { $0 + [UInt8(ascii: "\n")] }.joined())])
  }

  private static func head(_ method: String, _ path: String, type: String, length: Int) -> [UInt8] {
    Array(
      """
      \(method) \(path) HTTP/1.1\r
      Host: waymark\r
      Content-Type: \(type)\r
      Content-Length: \(length)\r
      \r\n
      """.utf8)
  }
}

/// Says to a client on another thread that it is to come to an end.
///
/// It is read and set as an atomic in C.
final class StopFlag: @unchecked Sendable {
  let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

  init() { pointer.initialize(to: 0) }

  deinit { pointer.deallocate() }

  func set() { client_stop(pointer) }

  var isSet: Bool { client_is_stopped(pointer) != 0 }
}
