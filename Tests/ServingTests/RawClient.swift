import Foundation
import Glibc
import TestSupport

/// A client that sends bytes as they are. Reading gives up after a while, so that a server that hangs fails a test.
///
/// Unchecked because at most one thread sends and one receives.
final class RawClient: @unchecked Sendable {
  private let connection: TestConnection
  var descriptor: CInt { connection.descriptor }

  init(_ path: String, patience: Int = 20) throws {
    connection = try TestConnection(path, patience: patience)
  }

  /// Sends all of it; false if the server would not take all.
  @discardableResult
  func send(_ bytes: some Sequence<UInt8>) -> Bool { connection.send(bytes) }

  func sendSome(of bytes: [UInt8]) -> Int { connection.sendSome(of: bytes) }

  @discardableResult
  func send(_ text: String) -> Bool { send(text.utf8) }

  func endSending() { connection.endSending() }

  func hasSomething(withinMilliseconds limit: Int32) -> Bool {
    connection.hasSomething(withinMilliseconds: limit)
  }

  /// Whether the server ends the connection in time; what it sends until then is thrown away.
  func hasEnded(withinMilliseconds limit: Int32) -> Bool {
    while hasSomething(withinMilliseconds: limit) {
      guard let piece = receive(), !piece.isEmpty else { return true }
    }
    return false
  }

  func receive() -> [UInt8]? { connection.receive() }

  /// All up to the end of the connection; nil if it does not end in time.
  func receiveAll() -> [UInt8]? {
    var all: [UInt8] = []
    while let piece = receive() {
      if piece.isEmpty { return all }
      all += piece
    }
    return nil
  }

  private var buffered: [UInt8] = []

  /// The next whole answer; nil if there is none.
  func answer(toHead: Bool = false) -> RawAnswer? {
    while true {
      if let (answer, rest) = RawAnswer.parse(buffered[...], toHead: toHead) {
        buffered = Array(rest)
        return answer
      }
      guard let piece = receive(), !piece.isEmpty else { return nil }
      buffered += piece
    }
  }

  /// Whether the server ends the connection without a further byte.
  func isEnded() -> Bool { buffered.isEmpty && receive() == [] }
}

/// One answer, taken apart as a strict client would.
struct RawAnswer {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Nil if the bytes are not enough for an answer.
  static func parse(_ bytes: ArraySlice<UInt8>, toHead: Bool = false) -> (RawAnswer, ArraySlice<UInt8>)? {
    let blank: [UInt8] = [13, 10, 13, 10]
    guard let end = bytes.firstRange(of: blank) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
      let status = Int(first.dropFirst(9).prefix(3))
    else { return nil }
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
    }
    let rest = bytes[end.upperBound...]
    let bare = RawAnswer(status: status, headers: headers, body: [])
    if toHead || status < 200 || status == 204 { return (bare, rest) }
    if bare.header("transfer-encoding") == "chunked" {
      guard let (body, tail) = unchunked(rest) else { return nil }
      return (RawAnswer(status: status, headers: headers, body: body), tail)
    }
    guard let length = bare.header("content-length").flatMap({ Int($0) }), rest.count >= length else {
      return nil
    }
    return (
      RawAnswer(status: status, headers: headers, body: Array(rest.prefix(length))), rest.dropFirst(length)
    )
  }

  private static func unchunked(_ bytes: ArraySlice<UInt8>) -> ([UInt8], ArraySlice<UInt8>)? {
    var rest = bytes
    var body: [UInt8] = []
    let lineEnd: [UInt8] = [13, 10]
    while let end = rest.firstRange(of: lineEnd) {
      guard let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16) else {
        return nil
      }
      rest = rest[end.upperBound...]
      guard rest.count >= size + 2 else { return nil }
      if size == 0 { return (body, rest.dropFirst(2)) }
      body += rest.prefix(size)
      rest = rest.dropFirst(size + 2)
    }
    return nil
  }
}
