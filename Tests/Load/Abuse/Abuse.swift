import Foundation
import TestSupport

/// What a bad client does, again and again.
struct Abuse: Sendable {
  let name: String
  /// Goes on until the connection ends or the time is over.
  let work: @Sendable (RawClient, _ end: Double) -> Void

  static let all = [
    Abuse(name: "heads that come a byte a time") { connection, end in
      for byte in "POST /v1/decide HTTP/1.1\r\nHost: waymark\r\nX: \(String(repeating: "x", count: 999))".utf8
      {
        guard Clock.now < end, connection.send([byte]) else { return }
        Thread.sleep(forTimeInterval: 0.02)
      }
    },
    Abuse(name: "bodies that come a byte a time") { connection, end in
      connection.send(head("/v1/decide", length: 100_000))
      while Clock.now < end, connection.send([UInt8(ascii: " ")]) { Thread.sleep(forTimeInterval: 0.02) }
    },
    Abuse(name: "garbage") { connection, end in
      connection.send("\u{1}\u{2}\u{3} HTTP\r\n\r\n".utf8)
      drain(connection, end)
    },
    Abuse(name: "heads without end") { connection, end in
      let field = Array("X-Field: \(String(repeating: "y", count: 2_000))\r\n".utf8)
      connection.send("GET / HTTP/1.1\r\n".utf8)
      while Clock.now < end, connection.send(field) {}
    },
    Abuse(name: "arrays of 1,000 states, read at once") { connection, end in
      let request = head("/v1/decide", length: array.count) + array
      while Clock.now < end, connection.send(request), connection.answer() != nil {}
    },
    Abuse(name: "arrays of 1,000 states, never read") { connection, end in
      let request = head("/v1/decide", length: array.count) + array
      while Clock.now < end, connection.sendSome(of: request) == request.count {}
      while Clock.now < end { Thread.sleep(forTimeInterval: 0.1) }
    },
    Abuse(name: "streams of 100 MB") { connection, end in
      connection.send(streamHead)
      let reader = connection
      Thread.detachNewThread { while Clock.now < end, let piece = reader.receive(), !piece.isEmpty {} }
      while Clock.now < end, connection.send(lines) {}
    },
    Abuse(name: "streams that are never read") { connection, end in
      connection.send(streamHead)
      while Clock.now < end, connection.sendSome(of: lines) == lines.count {}
      while Clock.now < end { Thread.sleep(forTimeInterval: 0.1) }
    },
    Abuse(name: "new connections, one after the other") { connection, end in
      connection.send("GET /livez HTTP/1.1\r\nHost: waymark\r\n\r\n".utf8)
      _ = connection.receive()
    },
    Abuse(name: "requests in one piece, 400 at a time") { connection, end in
      let requests = Array(repeating: head("/v1/decide", length: state.utf8.count) + state.utf8, count: 400)
        .flatMap { $0 }
      let reader = connection
      Thread.detachNewThread { while Clock.now < end, let piece = reader.receive(), !piece.isEmpty {} }
      while Clock.now < end, connection.send(requests) {}
    },
    Abuse(name: "states with 20,000 unknown keys") { connection, end in
      let request = head("/v1/decide", length: manyKeys.count) + manyKeys
      while Clock.now < end, connection.send(request), connection.answer() != nil {}
    },
  ]

  // MARK: What is sent

  private static let state =
    #"{"journey": "bad/1", "market": "b2b", "stage": "decision", "pain_points": ["price"]}"#
  private static let array = Array(
    "[\([String](repeating: state, count: 1_000).joined(separator: ","))]".utf8)
  private static let lines = Array(String(repeating: state + "\n", count: 500).utf8)
  private static let manyKeys = Array(
    "{\"journey\": \"bad/1\"\((0..<20_000).map { ", \"key\($0)\": 1" }.joined())}".utf8)
  private static let streamHead = Array(
    "POST /v1/decide HTTP/1.1\r\nHost: waymark\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000000\r\n\r\n"
      .utf8)

  private static func head(_ path: String, length: Int) -> [UInt8] {
    Array("POST \(path) HTTP/1.1\r\nHost: waymark\r\nContent-Length: \(length)\r\n\r\n".utf8)
  }

  private static func drain(_ connection: RawClient, _ end: Double) {
    while Clock.now < end, let piece = connection.receive(), !piece.isEmpty {}
  }
}
