import Foundation
import Glibc
import Serving
import Testing
import TestSupport

@testable import Daemon

/// `GET /v1/alerts`: what was raised, behind a number, at once or as soon as there is something.
@Suite struct AlertRouteTests {
  private static func numbers(_ answer: Answer) -> [Int] {
    (answer.json["alerts"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? Int }
  }

  /// Asks until so many alerts are stored.
  private static func wait(for last: Int, at daemon: TestDaemon) throws {
    let client = try daemon.connect()
    var known = 0
    while known < last {
      known = try client.ask("GET", "/v1/alerts?after=\(known)&wait=60").json["last"] as? Int ?? 0
      try #require(known > 0)
    }
  }

  @Test func `an alert says all that is known of it`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let decision = try daemon.decide(Samples.complaint("anna"))["decision"]
    try Self.wait(for: 2, at: daemon)
    let answer = try daemon.get("/v1/alerts")
    #expect(answer.status == 200 && answer.json["last"] as? Int == 2)
    let alerts = answer.json["alerts"] as? [[String: Any]] ?? []
    let first = try #require(alerts.first)
    #expect(
      Set(first.keys) == [
        "number", "at", "rule", "severity", "summary", "journey", "account", "decision", "revision",
      ])
    #expect(first["number"] as? Int == 1 && first["rule"] as? String == "alerts/complaint")
    #expect(first["severity"] as? String == "critical" && first["journey"] as? String == "anna")
    #expect(first["summary"] as? String == "A complaint of anna has no answer")
    #expect(first["account"] as? String == "acme" && first["decision"] as? String == decision)
    #expect(first["revision"] as? String == daemon.folder.revision())
    let line = try daemon.log.wait(for: "journey.alert")
    #expect(line["decision"] == decision)
  }

  @Test func `they come in order, behind a number, and have their numbers after a restart`() throws {
    let folder = try TestFolder()
    var daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(Samples.array(1_000) { Samples.complaint($0) })
    try Self.wait(for: 2_000, at: daemon)
    for signal in [SIGTERM, SIGKILL] {
      let all = try daemon.get("/v1/alerts")
      #expect(Self.numbers(all) == Array(1...1_000) && all.json["last"] as? Int == 2_000)
      #expect(Self.numbers(try daemon.get("/v1/alerts?after=1000")) == Array(1_001...2_000))
      #expect(Self.numbers(try daemon.get("/v1/alerts?after=7&limit=3")) == [8, 9, 10])
      for number in [2_000, 9_999] {
        let none = try daemon.get("/v1/alerts?after=\(number)")
        #expect(Self.numbers(none) == [] && none.json["last"] as? Int == 2_000)
      }
      try daemon.stop(with: signal)
      daemon = try TestDaemon(in: folder)
    }
    _ = try daemon.decide(Samples.complaint("new"))
    try Self.wait(for: 2_002, at: daemon)
    #expect(Self.numbers(try daemon.get("/v1/alerts?after=2000")) == [2_001, 2_002])
  }

  @Test func `who waits is answered as soon as there is something`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let waiting = try daemon.connect()
    try waiting.send("GET", "/v1/alerts?wait=60")
    // Asked after it, so that it waits by then.
    #expect(try daemon.get("/livez").status == 200)
    #expect(!waiting.hasAnswer)
    _ = try daemon.decide(Samples.complaint("anna"))
    let answer = try waiting.answer()
    #expect(answer.status == 200 && !Self.numbers(answer).isEmpty)
    // What is there is not waited for; what comes next is, on the same connection.
    #expect(Self.numbers(try waiting.ask("GET", "/v1/alerts?wait=60&limit=1")) == [1])
  }

  @Test func `who waits is answered when the time is over, and at once by a daemon that stops`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let short = try daemon.connect()
    let answer = try short.ask("GET", "/v1/alerts?wait=1")
    #expect(answer.text == "{\"alerts\":[],\"last\":0}\n")
    let long = try daemon.connect()
    try long.send("GET", "/v1/alerts?wait=60")
    #expect(try daemon.get("/livez").status == 200)
    daemon.send(SIGTERM)
    #expect(try long.answer().text == "{\"alerts\":[],\"last\":0}\n")
    #expect(try daemon.exitCode() == 0)
    #expect(daemon.log.untilEnd().last?.text.contains("\"cut_off\":0") ?? false)
  }

  @Test(arguments: [
    ("after=x", "'after' is the number of an alert, or 0, not 'x'"),
    ("after=-1", "'after' is the number of an alert, or 0, not '-1'"),
    ("limit=0", "'limit' is a whole number from 1 to 1000, not '0'"),
    ("wait=61", "'wait' is a whole number from 0 to 60, not '61'"),
    ("since=1d", "unknown parameter 'since'; there are 'after', 'limit' and 'wait'"),
  ]) func `what it does not take is refused`(_ query: String, _ detail: String) throws {
    let router = try TestRouter()
    let response = router.ask("GET", "/v1/alerts?\(query)")
    #expect(response.status == 400 && response.json["detail"] as? String == detail, "\(response.text)")
  }

  @Test func `of too many who wait the last are refused, until others have gone away`() throws {
    let loop = TestLoop()
    let waiters = AlertWaiters(most: 3)
    var answered = 0
    let writers = (0..<4).map { _ in RecordedResponse() }
    func add(_ writer: RecordedResponse) -> Bool {
      waiters.add(writer, for: .seconds(60), on: loop) { answered += 1 }
    }
    #expect(writers.map(add) == [true, true, true, false])
    writers[1].abort()
    #expect(add(writers[3]) && waiters.count == 3)
    waiters.end()
    #expect(answered == 3 && waiters.count == 0)
    #expect(!add(writers[0]), "the daemon stops")
  }

  @Test func `while the history cannot be written they are logged, and there when it can`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    _ = try daemon.decide(Samples.complaint("anna"))
    try Self.wait(for: 2, at: daemon)
    try folder.replace("state/waymark.sqlite", with: "something else")
    _ = try daemon.decide(Samples.complaint("bo"))
    try daemon.log.wait(for: "history.unavailable")
    try daemon.log.wait(for: "journey.alert") { $0["journey"] == "bo" }
    _ = try daemon.decide(Samples.complaint("cem"))
    try daemon.log.wait(for: "journey.alert", count: 2) { $0["journey"] == "cem" }
    #expect(try daemon.get("/v1/alerts").json["last"] as? Int == 2, "not yet")
    try daemon.stop()
    #expect(daemon.log.lines(of: "alerts.unwritten").first?.text.contains("\"count\":4") ?? false)
  }
}
