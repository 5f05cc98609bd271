import TestSupport
import Foundation
import Testing

@Suite("Streams of lines")
struct StreamTests {
  /// Sends a head and lines as chunks, and reads answers in between.
  private final class Stream {
    let client: Client
    private var rest: [UInt8] = []

    init(_ daemon: TestDaemon, _ target: String) throws {
      client = try daemon.connect()
      try client.send(
        "POST \(target) HTTP/1.1\r\nHost: w\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
      )
    }

    func send(_ text: String) throws {
      try client.send("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
    }

    func end() throws { try client.send("0\r\n\r\n") }

    func hasEnded() throws -> Bool { try client.line(&rest) == nil }

    func line() throws -> [String: Any] {
      let text = try #require(try client.line(&rest))
      return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
  }

  @Test func `a line is answered while the rest has not been sent`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let stream = try Stream(daemon, "/v1/decide?reserve=1")
    try stream.send(CapBook.state("anna") + "\n" + #"{"journey": "#)
    #expect(try stream.client.head().status == 200)
    #expect(try stream.line()["reserved"] as? [String] == ["news"])
    try stream.send(#""bo", "consent": {"email": true}}"# + "\nno\n")
    #expect(try stream.line()["journey"] as? String == "bo")
    #expect(try stream.line()["error"] != nil)
    try stream.send(CapBook.state("last"))
    try stream.end()
    #expect(try stream.line()["journey"] as? String == "last")
    let end = try stream.line()
    #expect(end["end"] as? Bool == true && end["lines"] as? Int == 4 && end["errors"] as? Int == 1)
    #expect(try stream.hasEnded())
    #expect(try stream.client.ask("GET", "/livez").status == 200)
  }

  @Test func `each line sees what those before it reserved, and answers keep their order`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let lines = (0..<400).map { CapBook.state("j\($0 % 100)") }.joined(separator: "\n")
    let answers = try daemon.lines("/v1/decide?reserve=1", lines).lines
    #expect(answers.count == 401)
    for (number, answer) in answers.dropLast().enumerated() {
      #expect(answer["journey"] as? String == "j\(number % 100)")
      #expect((answer["reserved"] as? [String])?.count == (number < 300 ? 1 : 0))
    }
  }

  @Test func `long lines are read elsewhere, and those behind them keep their place`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    // Each line is of a journey with a cap of three: which is the fourth depends on the order.
    let extra = (0..<3_000).map { "\"key\($0)\": 1" }.joined(separator: ", ")
    let long = CapBook.state("anna").dropLast() + ", \(extra)}"
    let lines = [
      CapBook.state("anna"), String(long), "[", String(long.dropLast()), String(long), CapBook.state("anna"),
    ]
    let answers = try daemon.lines("/v1/decide?reserve=1", lines.joined(separator: "\n")).lines
    #expect(answers.map { ($0["reserved"] as? [String])?.count } == [1, 1, nil, nil, 1, 0, nil])
    #expect((answers[1]["warnings"] as? [Any])?.count == 101)
    #expect(answers[6]["errors"] as? Int == 2 && answers[6]["lines"] as? Int == 6)
    #expect(try daemon.decide(String(long)).status == 200)
    let array = try daemon.decide("[\(long), {\"journey\": 7}, \(long)]")
    #expect(array.status == 422 && array.text.contains("/1/journey"))
  }

  @Test func `more lines than may wait are all answered`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let count = 12_000
    let lines = (0..<count).map {
      #"{"journey": "j\#($0)", "action": "news", "channel": "email", "at": "2026-05-01T10:00:00Z"}"# + "\n"
    }.joined()
    let answers = try daemon.lines("/v1/contacts", lines).text.split(separator: "\n")
    #expect(answers.count == count + 1)
    #expect(answers.dropLast().allSatisfy { $0.hasPrefix("{\"recorded\":1,") })
    #expect(answers.last == "{\"end\":true,\"lines\":\(count),\"errors\":0}")
  }

  @Test func `a line that is too long is refused, and the next is taken`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder(), ["LIMITS_LINE_LENGTH": "2048"])
    let long = String(repeating: "x", count: 5_000)
    let answers = try daemon.lines(
      "/v1/decide", "\(long)\n\(CapBook.state("anna"))\n\(long)"
    ).lines
    #expect(answers.map { $0["journey"] as? String } == [nil, "anna", nil, nil])
    let error = try #require(answers[0]["error"] as? [String: Any])
    #expect(error["type"] as? String == "urn:waymark:problem:line-too-long")
    #expect(answers[3]["errors"] as? Int == 2)
  }

  @Test func `nothing at all is a stream too, and a wrong query is told`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.lines("/v1/decide", "").text == "{\"end\":true,\"lines\":0,\"errors\":0}\n")
    #expect(try daemon.lines("/v1/decide", "\n \n").text == "{\"end\":true,\"lines\":0,\"errors\":0}\n")
    #expect(try daemon.lines("/v1/decide?reserve=x", CapBook.state("anna")).problem == "bad-query")
    #expect(try daemon.lines("/v1/next", CapBook.state("anna")).problem == "unsupported-media-type")
  }
}
