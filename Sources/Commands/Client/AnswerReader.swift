/// Reads one HTTP/1.1 answer: its head, then a body by its length or in chunks (RFC 9112).
struct AnswerReader: ~Copyable {
  enum Problem: Error {
    /// The connection ended, or broke, before the answer did.
    case cut(hasBegun: Bool)
    case timeout
    /// What came is not HTTP.
    case malformed
  }

  private var bytes: [UInt8] = []
  private var position = 0

  /// Reads what the socket brings up to the end of the answer.
  ///
  /// - Returns: the answer, and whether the connection may be used again.
  mutating func read(_ socket: borrowing UnixSocket) throws(Problem) -> (
    answer: DaemonAnswer, staysOpen: Bool
  ) {
    var status = 0
    var fields: [String: String] = [:]
    repeat {
      let line = try line(socket).split(separator: " ", maxSplits: 2)
      guard line.count >= 2, line[0].hasPrefix("HTTP/1."), let code = Int(line[1]) else { throw .malformed }
      status = code
      fields = try self.fields(socket)
    } while (100..<200).contains(status)
    let body: [UInt8]
    if status == 204 || status == 304 {
      body = []
    } else if fields["transfer-encoding"]?.lowercased() == "chunked" {
      body = try chunks(socket)
    } else if let length = fields["content-length"] {
      guard let count = Int(length), count >= 0 else { throw .malformed }
      body = try take(count, socket)
    } else {
      while try fill(socket) {}
      return (DaemonAnswer(status: status, body: Array(bytes[position...])), false)
    }
    let staysOpen = fields["connection"]?.lowercased() != "close"
    return (DaemonAnswer(status: status, body: body), staysOpen)
  }

  private mutating func fields(_ socket: borrowing UnixSocket) throws(Problem) -> [String: String] {
    var fields: [String: String] = [:]
    while true {
      let line = try line(socket)
      if line.isEmpty { return fields }
      guard let colon = line.firstIndex(of: ":") else { throw .malformed }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields[line[..<colon].lowercased()] = String(value)
    }
  }

  private mutating func chunks(_ socket: borrowing UnixSocket) throws(Problem) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let size = try line(socket).prefix { $0 != ";" && $0 != " " }
      guard let count = Int(size, radix: 16), count >= 0 else { throw .malformed }
      guard count > 0 else { break }
      body += try take(count, socket)
      guard try line(socket).isEmpty else { throw .malformed }
    }
    _ = try fields(socket)
    return body
  }

  /// A line without its end.
  private mutating func line(_ socket: borrowing UnixSocket) throws(Problem) -> String {
    var searched = position
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let isCRLF = end > position && bytes[end - 1] == UInt8(ascii: "\r")
        let line = bytes[position..<(isCRLF ? end - 1 : end)]
        position = end + 1
        return String(decoding: line, as: UTF8.self)
      }
      searched = bytes.count
      guard try fill(socket) else { throw .cut(hasBegun: !bytes.isEmpty) }
    }
  }

  private mutating func take(_ count: Int, _ socket: borrowing UnixSocket) throws(Problem) -> [UInt8] {
    while bytes.count - position < count {
      guard try fill(socket) else { throw .cut(hasBegun: true) }
    }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private mutating func fill(_ socket: borrowing UnixSocket) throws(Problem) -> Bool {
    do {
      return try socket.receive(into: &bytes)
    } catch {
      throw error.isTimeout ? .timeout : .cut(hasBegun: !bytes.isEmpty)
    }
  }
}
