import Foundation
import Testing
import TestSupport

/// Lines of every length, through the daemon.
@Suite struct LongLineTests {
  private static func state(_ journey: String, bytes: Int) -> String {
    let state = #"{"journey": "\#(journey)", "x": "# + "\""
    return state + String(repeating: "y", count: max(0, bytes - state.utf8.count - 2)) + #""}"#
  }

  @Test(arguments: [200, 300, 600, 900, 1_023, 1_024, 1_025, 3_000])
  func `a line is answered, or refused at its limit`(_ kilobytes: Int) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let long = Self.state("long", bytes: kilobytes << 10)
    for text in ["\(long)\n\(Samples.state("after"))\n", "\(Samples.state("before"))\n\(long)", long] {
      let answers = try daemon.lines("/v1/decide", text).lines
      #expect(answers.last?["end"] as? Bool == true)
      #expect(answers.last?["lines"] as? Int == answers.count - 1)
      #expect(answers.last?["errors"] as? Int == (kilobytes > 1_024 ? 1 : 0))
      let names = answers.dropLast().map { $0["journey"] as? String ?? "refused" }
      let wanted = kilobytes > 1_024 ? "refused" : "long"
      let others =
        text.contains("after") ? [wanted, "after"] : text.contains("before") ? ["before", wanted] : [wanted]
      #expect(names == others)
    }
  }

  @Test func `a line over the limit comes in pieces and is thrown away while it does`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    try client.send(
      "POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    let piece = String(repeating: "x", count: 1 << 20)
    let before = try daemon.memory()
    for _ in 0..<60 { try client.send("100000\r\n\(piece)\r\n") }
    let line = "\n\(Samples.state("after"))\n"
    try client.send("\(String(line.utf8.count, radix: 16))\r\n\(line)\r\n0\r\n\r\n")
    let answers = try client.answer().lines
    #expect(answers.count == 3 && answers[1]["journey"] as? String == "after")
    #expect(try daemon.memory() < before + 30 << 20)
  }

  @Test func `a line that is begun and not finished ends the stream at its limit`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["LIMITS_READ": "300ms"])
    let client = try daemon.connect()
    let part = String(repeating: "x", count: 600_000)
    try client.send(
      "POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n")
    let event = try daemon.log.wait(for: "request.malformed")
    #expect(event["problem"] == "request-too-slow")
    #expect(try client.head().status == 200)
    #expect(client.isEnded())
  }
}
