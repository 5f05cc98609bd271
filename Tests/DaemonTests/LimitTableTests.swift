import Diagnostics
import Foundation
import Glibc
import Testing
import TestSupport

@testable import Settings

/// Each limit of the configuration, reached at a daemon that has a small one.
@Suite struct LimitTableTests {
  /// What a client gets to see of a limit.
  private typealias Probe = @Sendable (TestDaemon) throws -> Void

  private static let probes: [String: (value: String, probe: Probe)] = [
    "limits.body_size": (
      "1024",
      { daemon in
        let answer = try daemon.decide(Samples.array(50))
        try expect(answer, 413, "body-too-large", "the body is over 1024 bytes; send fewer states at once")
      }
    ),
    "limits.header_size": (
      "1024",
      { daemon in
        let answer = try daemon.get("/livez?\(String(repeating: "x", count: 2_000))")
        try expect(
          answer, 431, "head-too-large", "request line and headers are over 1024 bytes or 128 fields")
      }
    ),
    "limits.connections": (
      "4",
      { daemon in
        // Three for anybody and the one that is kept for administrators, each in the middle of a request.
        let busy = try (0..<4).map { _ in try stream(at: daemon) }
        let answer = try daemon.get("/v1/book")
        try expect(
          answer, 503, "too-many-connections",
          "4 connections may be open, and there is none left; try again later, or keep fewer open")
        #expect(answer.header("Retry-After") == "1")
        try daemon.log.wait(for: "load.shed")
        withExtendedLifetime(busy) {}
      }
    ),
    "limits.states": (
      "2",
      { daemon in
        try expect(
          try daemon.decide(Samples.array(3)), 413, "too-many-states",
          "the array has 3 states; send at most 2 at a time")
      }
    ),
    "limits.list_length": (
      "2",
      { daemon in
        let answer = try daemon.decide(#"{"journey": "a", "triggers": ["a", "b", "c"]}"#)
        #expect(answer.status == 422 && answer.problem == "state-refused")
        #expect(answer.mistakes == ["/triggers: the list has 3 entries; at most 2 are taken"])
      }
    ),
    "limits.line_length": (
      "1024",
      { daemon in
        let lines = try daemon.lines("/v1/decide", Samples.array(20) + "\n" + Samples.state("anna")).lines
        let error = lines[0]["error"] as? [String: Any]
        #expect(error?["status"] as? Int == 413)
        #expect(
          (error?["detail"] as? String)?.hasPrefix("the line is over 1024 bytes; 'limits.line_length'")
            == true)
        #expect(lines[1]["journey"] as? String == "anna" && lines[2]["end"] as? Bool == true)
      }
    ),
    "limits.unread": ("1048576", { daemon in try expectStall(of: daemon, "too many bytes of answers wait") }),
    "limits.stall": (
      "200ms", { daemon in try expectStall(of: daemon, "a client took nothing of its answer") }
    ),
    "limits.waiting": (
      "1",
      { daemon in
        // As many in one write as will come to be waiting together.
        let client = try daemon.connect()
        let states = (0..<200).map { Samples.state("j\($0)") }.joined(separator: "\n")
        let lines = try client.ask("POST", "/v1/decide?reserve=1", states, type: "application/x-ndjson").lines
        let details = lines.compactMap { ($0["error"] as? [String: Any])?["detail"] as? String }
        #expect(lines.count == 201 && details.count < 200)
        #expect(!details.isEmpty && details.allSatisfy { $0.contains("too many requests wait for the disk") })
      }
    ),
    "limits.json_depth": (
      "8",
      { daemon in
        let answer = try daemon.decide(#"{"journey": "a", "x": [[[[[[[[]]]]]]]]}"#)
        #expect(answer.status == 400 && answer.problem == "not-json")
        #expect(answer["detail"]?.contains("8 levels") == true, "\(answer.text)")
      }
    ),
    "limits.expression_steps": ("100", { daemon in try expectBudget(of: daemon) }),
    "limits.decision_steps": ("100", { daemon in try expectBudget(of: daemon) }),
    "limits.idle": (
      "300ms",
      { daemon in
        let client = try daemon.connect()
        #expect(client.isEnded())
      }
    ),
    "limits.read": (
      "300ms",
      { daemon in
        let client = try daemon.connect()
        try client.send("POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\n{")
        try expect(
          try client.answer(), 408, "request-too-slow",
          "the request was not complete after 0.3 seconds; send it without pauses")
      }
    ),
    "limits.drain": (
      "200ms",
      { daemon in
        let busy = try daemon.connect()
        try busy.send("POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Length: 100\r\n\r\n{")
        // Asked after it, so that the daemon knows of the request by then.
        #expect(try daemon.get("/livez").status == 200)
        #expect(try daemon.stop() == 0)
        #expect(daemon.log.all.last?.text.contains(#""cut_off":1"#) == true)
        withExtendedLifetime(busy) {}
      }
    ),
  ]

  private static let limits = Setting.all.map(\.path).filter { $0.hasPrefix("limits.") }

  @Test func `there is a probe for every limit, and for nothing else`() {
    #expect(Set(Self.limits) == Set(Self.probes.keys))
  }

  @Test(arguments: limits) func `a limit is the one that is set, and has an answer of its own`(_ path: String)
    throws
  {
    let folder = try TestFolder()
    try folder.write(
      "rules:\n  heavy: {when: {if: '\(Self.heavy)'}, recommend: follow-up-call}\n", to: "rules/heavy.yaml")
    let (value, probe) = try #require(Self.probes[path])
    let variable = path.uppercased().replacing(".", with: "_")
    try probe(try TestDaemon(in: folder, [variable: value]))
  }

  @Test(arguments: Setting.all.filter(\.isDuration).map(\.path))
  func `no time at all is refused, with what is taken`(_ path: String) throws {
    #expect(path.contains("."))
    for zero in ["0ms", "0s"] {
      let variable = "WAYMARK_" + path.uppercased().replacing(".", with: "_")
      let loaded = Configuration.load(file: nil, environment: [variable: zero])
      #expect(loaded.diagnostics.map(\.severity) == [.error], "\(path): \(zero)")
      #expect(loaded.diagnostics.first?.message.contains("'\(zero)'") == true)
    }
    #expect(
      Configuration.load(
        file: nil, environment: ["WAYMARK_" + path.uppercased().replacing(".", with: "_"): "1ms"]
      ).diagnostics.isEmpty)
  }

  /// More than a hundred steps.
  private static let heavy =
    "[1, 2, 3, 4, 5, 6, 7, 8, 9].all(x, [1, 2, 3, 4, 5, 6, 7, 8, 9].all(y, x + y > 0))"

  private static func expect(_ answer: Answer, _ status: Int, _ problem: String, _ detail: String) throws {
    #expect(answer.status == status && answer.problem == problem, "\(answer.text)")
    #expect(answer["detail"] == detail)
  }

  private static func expectBudget(of daemon: TestDaemon) throws {
    let answer = try daemon.decide(Samples.state("anna"))
    let errors = answer.json["errors"] as? [[String: Any]] ?? []
    #expect(
      errors.contains { ($0["message"] as? String)?.contains("too many steps") == true }, "\(answer.text)")
    try daemon.log.wait(for: "rule.error")
  }

  /// A stream that has begun and does not end.
  private static func stream(at daemon: TestDaemon) throws -> Client {
    let client = try daemon.connect()
    try client.send(
      "POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    #expect(try client.head().status == 200)
    return client
  }

  /// Sends what has long answers, and reads none of them.
  private static func expectStall(of daemon: TestDaemon, _ message: String) throws {
    let client = try RawClient(daemon.socketPath)
    let body = Samples.array(1_000)
    for _ in 0..<12 {
      let head = "POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      if client.sendSome(of: Array((head + body).utf8)) == 0 { break }
    }
    try daemon.log.wait(for: "stream.stalled") { $0["message"]?.hasPrefix(message) == true }
    #expect(try daemon.get("/livez").status == 200)
  }
}
