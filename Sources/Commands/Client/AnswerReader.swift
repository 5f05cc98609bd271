import API
import Diagnostics
import Foundation
import System

/// Where an answer comes from.
protocol AnswerSource {
  /// Appends what has arrived, and waits where nothing has; false at the end.
  func receive(into bytes: inout [UInt8]) throws(SystemError) -> Bool
}

/// Why there is no whole answer.
enum BrokenAnswer: Error {
  /// The connection ended, or broke, before the answer did.
  case cut(hasBegun: Bool)
  case timeout
  /// What came is not HTTP.
  case malformed
}

/// Reads one HTTP/1.1 answer: its head, then a body by its length, in chunks or up to the end (RFC 9112).
struct AnswerReader: ~Copyable {
  /// What of the body is still to come.
  private enum Rest {
    case nothing
    case bytes(Int)
    /// So many bytes of this chunk, then others.
    case chunk(Int)
    case nextChunk(isFirst: Bool)
    case untilEnd
  }

  private let source: any AnswerSource
  private var bytes: [UInt8] = []
  private var position = 0
  private var rest = Rest.nothing
  private var hasBegun = false
  /// Whether the connection may be used again once the body was read.
  private(set) var staysOpen = false
  private var isReplayed = false
  private var released: [String] = []
  private var closed: [String] = []
  private(set) var incomplete: String?
  private(set) var unnamedOptOuts = 0
  private var decisionLog: String?

  init(_ source: any AnswerSource) {
    self.source = source
  }

  /// Reads a whole answer.
  mutating func read() throws(BrokenAnswer) -> DaemonAnswer {
    try read(status: status())
  }

  /// Reads the body that is left of an answer with this status.
  mutating func read(status: Int) throws(BrokenAnswer) -> DaemonAnswer {
    var body: [UInt8] = []
    while let piece = try piece() { body += piece }
    return DaemonAnswer(
      status: status, body: body, isReplayed: isReplayed, released: released, closed: closed,
      incomplete: incomplete, unnamedOptOuts: unnamedOptOuts, decisionLog: decisionLog)
  }

  /// Reads the head of the answer.
  mutating func status() throws(BrokenAnswer) -> Int {
    var status = 0
    var fields: [String: String] = [:]
    repeat {
      let line = try line().split(separator: " ", maxSplits: 2)
      guard line.count >= 2, line[0].hasPrefix("HTTP/1."), let code = Int(line[1]) else { throw .malformed }
      status = code
      fields = try self.fields()
    } while (100..<200).contains(status)
    isReplayed = fields[HeaderName.replayed.lowercased()]?.lowercased() == "true"
    released = Self.names(in: fields[HeaderName.released.lowercased()])
    closed = Self.names(in: fields[HeaderName.closed.lowercased()])
    incomplete = fields[HeaderName.incomplete.lowercased()]
    unnamedOptOuts = fields[HeaderName.unnamedOptOuts.lowercased()].flatMap { Int($0) } ?? 0
    decisionLog = fields[HeaderName.decisionLog.lowercased()]?.removingPercentEncoding
    staysOpen = fields["connection"]?.lowercased() != "close"
    if status == 204 || status == 304 {
      rest = .nothing
    } else if fields["transfer-encoding"]?.lowercased() == "chunked" {
      rest = .nextChunk(isFirst: true)
    } else if let length = fields["content-length"] {
      guard let count = Int(length), count >= 0 else { throw .malformed }
      rest = .bytes(count)
    } else {
      staysOpen = false
      rest = .untilEnd
    }
    return status
  }

  /// What stands in a field between commas.
  private static func names(in field: String?) -> [String] {
    (field ?? "").split(separator: ",").map { String($0.trimmed) }
  }

  /// The next bytes of the body; nil at its end.
  mutating func piece() throws(BrokenAnswer) -> ArraySlice<UInt8>? {
    switch rest {
    case .nothing, .bytes(0): return nil
    case .bytes(let count):
      let piece = try read(atMost: count)
      rest = .bytes(count - piece.count)
      return piece
    case .chunk(let count):
      let piece = try read(atMost: count)
      // What has come is handed on before the next chunk is waited for.
      rest = piece.count == count ? .nextChunk(isFirst: false) : .chunk(count - piece.count)
      return piece
    case .nextChunk(let isFirst):
      if !isFirst { guard try line().isEmpty else { throw .malformed } }
      let size = try chunkSize()
      if size > 0 {
        rest = .chunk(size)
        return try piece()
      }
      _ = try fields()
      rest = .nothing
      return nil
    case .untilEnd:
      guard try hasMore() else {
        rest = .nothing
        return nil
      }
      return try read(atMost: .max)
    }
  }

  private mutating func chunkSize() throws(BrokenAnswer) -> Int {
    let size = try line().prefix { $0 != ";" && $0 != " " }
    guard let count = Int(size, radix: 16), count >= 0 else { throw .malformed }
    return count
  }

  private mutating func fields() throws(BrokenAnswer) -> [String: String] {
    var fields: [String: String] = [:]
    while true {
      let line = try line()
      if line.isEmpty { return fields }
      guard let colon = line.firstIndex(of: ":") else { throw .malformed }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields[line[..<colon].lowercased()] = String(value)
    }
  }

  /// A line without its end.
  private mutating func line() throws(BrokenAnswer) -> String {
    var searched = position
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let isCRLF = end > position && bytes[end - 1] == UInt8(ascii: "\r")
        let line = bytes[position..<(isCRLF ? end - 1 : end)]
        position = end + 1
        return String(decoding: line, as: UTF8.self)
      }
      let count = bytes.count - position
      guard try fill() else { throw .cut(hasBegun: hasBegun) }
      searched = position + count
    }
  }

  /// At least one byte.
  private mutating func read(atMost count: Int) throws(BrokenAnswer) -> ArraySlice<UInt8> {
    guard try hasMore() else { throw .cut(hasBegun: true) }
    let piece = bytes[position...].prefix(count)
    position = piece.endIndex
    return piece
  }

  /// Whether a byte is there that was not read; waits for one.
  private mutating func hasMore() throws(BrokenAnswer) -> Bool {
    if position < bytes.count { return true }
    return try fill()
  }

  /// Discards what was read, and waits for more; false at the end.
  private mutating func fill() throws(BrokenAnswer) -> Bool {
    bytes.removeFirst(position)
    position = 0
    do {
      guard try source.receive(into: &bytes) else { return false }
    } catch {
      throw error.isTimeout ? .timeout : .cut(hasBegun: hasBegun)
    }
    hasBegun = true
    return true
  }
}
