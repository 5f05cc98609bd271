import CClient
import Foundation

/// A light client of a server on a Unix socket, see `client.h`.
struct Client: Sendable {
  let socket: String
  var language = client_http

  init(_ socket: String, speaking language: client_protocol = client_http) {
    self.socket = socket
    self.language = language
  }

  /// Whether it answers anything at all.
  var isAnswered: Bool {
    let ping = "*1\r\n$4\r\nPING\r\n"
    let request = language == client_redis ? Requests([Array(ping.utf8)]) : .get("/livez")
    return (try? fetch(request, longest: 4 << 10)) != nil
  }

  /// Asks for so long, and waits for the last answers.
  func ask(_ requests: Requests, connections: Int, for span: Duration, until stop: StopFlag? = nil) throws
    -> Answers
  {
    var latencies = [Int64](repeating: 0, count: 1 << 20)
    var figures = client_figures()
    let code = socket.withCString { path in
      var plan = client_plan(
        socket: path, protocol: language, requests: requests.texts.baseAddress,
        request_count: requests.texts.count,
        connections: Int32(connections), span: span.nanoseconds, stop: stop?.pointer)
      return client_ask(&plan, &latencies, latencies.count, &figures)
    }
    try check(code)
    let count = Int(figures.answers + figures.refusals)
    guard figures.refusals == 0, count > 0 else {
      throw ServerFailure("\(figures.refusals) of \(count) requests to \(socket) were refused")
    }
    return Answers(figures, latencies.prefix(count).sorted())
  }

  /// Asks once.
  func fetch(_ request: Requests, longest: Int = 4 << 20) throws -> Response {
    var answer = [UInt8](repeating: 0, count: longest)
    var length = 0
    try check(client_fetch(socket, language, request.texts[0], &answer, answer.count, &length))
    return Response(answer[..<length])
  }

  /// Sends a body of lines so many times as one stream.
  ///
  /// - Parameter keeping: how many bytes the answer has at most, where it is wanted.
  /// - Returns: the answer, in chunks with their lengths, if it is wanted.
  @discardableResult
  func stream(_ path: String, _ lines: Requests, times: Int, keeping capacity: Int = 0) throws -> [UInt8] {
    let body = lines.texts[0]
    let head = Requests.head("POST", path, type: "application/x-ndjson", length: body.length * times)
    var answer = [UInt8](repeating: 0, count: capacity)
    var length = 0
    let code = answer.withUnsafeMutableBufferPointer { answer in
      client_stream(
        socket, head.texts[0], body, Int64(times), capacity > 0 ? answer.baseAddress : nil, capacity, &length)
    }
    try check(code)
    return Array(answer.prefix(length))
  }

  private func check(_ code: CInt) throws {
    guard code != 0 else { return }
    throw ServerFailure("\(socket): \(String(cString: strerror(code)))")
  }
}

/// What came of asking for a while.
struct Answers {
  let count: Int
  let seconds: Double
  /// Of an answer, with its head.
  let bytes: Double
  /// Of single answers, in µs.
  let median, p99: Double

  init(_ figures: client_figures, _ latencies: [Int64]) {
    count = Int(figures.answers)
    seconds = Double(figures.nanoseconds) / 1e9
    bytes = Double(figures.bytes) / Double(max(1, count))
    median = Double(latencies[latencies.count / 2]) / 1e3
    p99 = Double(latencies[min(latencies.count - 1, latencies.count * 99 / 100)]) / 1e3
  }

  var perSecond: Double { Double(count) / seconds }
}

/// An answer to a single request.
struct Response {
  let head: String
  let body: [UInt8]

  init(_ bytes: ArraySlice<UInt8>) {
    let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) ?? bytes.endIndex..<bytes.endIndex
    head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
    body = Array(bytes[end.upperBound...])
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  var isSuccess: Bool { head.dropFirst(9).first == "2" }

  /// The value of a field of the head.
  func field(_ name: String) -> String? {
    let start = "\(name.lowercased()):"
    let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(start) }
    return line.map { $0.dropFirst(start.count).trimmingCharacters(in: .whitespaces) }
  }

  /// The value of a metric without labels.
  func metric(_ name: String) -> Double {
    let line = text.split(separator: "\n").first { $0.hasPrefix("\(name) ") }
    return line.flatMap { Double($0.dropFirst(name.utf8.count + 1)) } ?? 0
  }
}

extension Duration {
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
  var milliseconds: Double { Double(nanoseconds) / 1e6 }
  var seconds: Double { Double(nanoseconds) / 1e9 }
}
