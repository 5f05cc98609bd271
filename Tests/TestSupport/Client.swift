import Foundation
import Glibc

/// A connection over which a server on a Unix socket is asked. Gives up on a daemon that hangs.
package final class Client {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
  }

  private let connection: TestConnection
  private var received: [UInt8] = []

  private let host: String

  package init(_ path: String) throws {
    connection = try TestConnection(path)
    host = "waymark"
  }

  /// Asks over TCP.
  package init(port: UInt16) throws {
    connection = try TestConnection(port: port)
    host = "127.0.0.1:\(port)"
  }

  package func ask(
    _ method: String, _ target: String, _ body: String? = nil, type: String? = nil, key: String? = nil
  ) throws -> Answer {
    try send(method, target, body, type: type, key: key)
    return try answer(isHead: method == "HEAD")
  }

  package func send(
    _ method: String, _ target: String, _ body: String? = nil, type: String? = nil, key: String? = nil
  ) throws {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n"
    if let key { text += "Idempotency-Key: \(key)\r\n" }
    if let type { text += "Content-Type: \(type)\r\n" }
    if let body { text += "Content-Length: \(body.utf8.count)\r\n" }
    try send(text + "\r\n" + (body ?? ""))
  }

  package func send(_ text: String) throws {
    guard connection.send(text.utf8) else { throw Failure("cannot send") }
  }

  package func answer(isHead: Bool = false) throws -> Answer {
    let blank = Array("\r\n\r\n".utf8)
    var end: Range<Int>?
    while end == nil {
      end = received.firstRange(of: blank)
      if end == nil { try receive() }
    }
    guard let end else { throw Failure("no answer") }
    var answer = Answer(head: String(decoding: received[..<end.lowerBound], as: UTF8.self))
    received.removeFirst(end.upperBound)
    if answer.header("Transfer-Encoding") == "chunked" {
      while let chunk = try chunk() { answer.body += chunk }
      return answer
    }
    let length = isHead ? 0 : answer.header("Content-Length").flatMap { Int($0) } ?? 0
    while received.count < length { try receive() }
    answer.body = Array(received.prefix(length))
    received.removeFirst(length)
    return answer
  }

  /// The next piece of an answer that comes in pieces; nil at its end.
  private func chunk() throws -> [UInt8]? {
    let feed = Array("\r\n".utf8)
    while received.firstRange(of: feed) == nil { try receive() }
    guard let end = received.firstRange(of: feed),
      let size = Int(String(decoding: received[..<end.lowerBound], as: UTF8.self), radix: 16)
    else { throw Failure("no chunk") }
    while received.count < end.upperBound + size + 2 { try receive() }
    let chunk = Array(received[end.upperBound..<end.upperBound + size])
    received.removeFirst(end.upperBound + size + 2)
    return size == 0 ? nil : chunk
  }

  /// The next line of an answer that comes in pieces, whose head was read.
  package func line(_ rest: inout [UInt8]) throws -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeFirst(end + 1) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      guard let more = try chunk() else { return nil }
      rest += more
    }
  }

  /// The head of an answer that comes in pieces.
  package func head() throws -> Answer {
    let blank = Array("\r\n\r\n".utf8)
    while received.firstRange(of: blank) == nil { try receive() }
    guard let end = received.firstRange(of: blank) else { throw Failure("no answer") }
    defer { received.removeFirst(end.upperBound) }
    return Answer(head: String(decoding: received[..<end.lowerBound], as: UTF8.self))
  }

  /// Whether something has come that was not read yet.
  package var hasAnswer: Bool { connection.hasSomething(withinMilliseconds: 0) }

  /// Whether the daemon has ended the connection, and sends nothing more.
  package func isEnded() -> Bool { received.isEmpty && (try? receive()) == nil }

  private func receive() throws {
    guard let piece = connection.receive() else { throw Failure("cannot receive") }
    guard !piece.isEmpty else { throw Failure("the connection ended") }
    received += piece
  }
}

/// What came back.
package struct Answer: Sendable {
  package let status: Int
  private let headers: [(name: String, value: String)]
  package var body: [UInt8] = []

  package init(head: String) {
    let lines = head.components(separatedBy: "\r\n")
    status = Int(lines[0].split(separator: " ")[1]) ?? 0
    headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (String(parts[0]).lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
    }
  }

  package func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

  package var text: String { String(decoding: body, as: UTF8.self) }

  private var value: Any? { try? JSONSerialization.jsonObject(with: Data(body)) }

  package var json: [String: Any] { value as? [String: Any] ?? [:] }

  package var list: [[String: Any]] { value as? [[String: Any]] ?? [] }

  package subscript(_ name: String) -> String? { json[name] as? String }

  /// Each line of a stream.
  package var lines: [[String: Any]] {
    text.split(separator: "\n").map {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] ?? [:]
    }
  }
}
