import Decisions
import Telemetry
import Testing
import TestSupport

@testable import Daemon

/// What the log says of states that are refused, or name what nobody knows.
@Suite struct StateFindingTests {
  private static func decide(_ router: TestRouter, _ body: String, query: String = "") {
    _ = router.ask("POST", "/v1/decide\(query)", body, type: "application/json")
  }

  private static func router() throws -> TestRouter {
    let router = try TestRouter()
    router.loop.holdsTimers = true
    return router
  }

  private static func lines(_ router: TestRouter, _ event: String) throws -> [String] {
    try router.flushLog()
    return router.log.lines(of: event).map {
      "\($0["level"] ?? "?") \($0["pointer"] ?? "?") \($0["kind"] ?? "-") \($0.fields["count"] ?? "?")"
    }
  }

  @Test func `each mistake is logged once, then with how often it came`() throws {
    let router = try Self.router()
    for number in 0..<5 {
      Self.decide(router, #"{"journey": "j\#(number)", "sentiment": 7, "paid_search": true}"#)
      Self.decide(router, #"{"journey": "j\#(number)", "stage": "Kim Larsen", "paid_search": "x"}"#)
    }
    #expect(try Self.lines(router, "state.refused") == ["warning /sentiment wrong-form 1"])
    #expect(
      try Self.lines(router, "state.warned") == [
        "info /paid_search unknown-key 1", "info /stage unknown-name 1",
      ])
    router.loop.runTimers()
    #expect(try Self.lines(router, "state.refused").last == "warning /sentiment wrong-form 4")
    #expect(
      try Self.lines(router, "state.warned").suffix(2) == [
        "info /paid_search unknown-key 4", "info /stage unknown-name 4",
      ])
    #expect(!router.log.text.contains("Kim") && !router.log.text.contains("\"j1\""))
    // An hour in which it does not come makes it news again.
    router.loop.runTimers()
    #expect(try Self.lines(router, "state.refused").count == 2)
    Self.decide(router, #"{"journey": "j", "sentiment": 8}"#)
    #expect(try Self.lines(router, "state.refused").last == "warning /sentiment wrong-form 1")
  }

  @Test func `in arrays and streams as well, but not for a preview`() throws {
    let router = try Self.router()
    Self.decide(router, #"[{"journey": "a"}, {"stage": "x"}, {"touchpoints": [{"type": 1}, {}]}]"#)
    #expect(
      try Set(Self.lines(router, "state.refused")) == [
        "warning / missing 1", "warning /touchpoints/*/type wrong-form 1", "warning /touchpoints/* missing 1",
      ])
    let others = try Self.router()
    _ = others.ask(
      "POST", "/v1/decide", "{\"journey\": 1}\n{\"journey\": 2}\n", type: "application/x-ndjson")
    Self.decide(others, #"{"journey": 3}"#, query: "?preview=true")
    others.state.findings.logRepeats()
    #expect(
      try Self.lines(others, "state.refused") == [
        "warning /journey wrong-form 1", "warning /journey wrong-form 1",
      ])
  }

  @Test func `a state whose clock is off is refused for that`() throws {
    let router = try Self.router()
    _ = router.ask(
      "POST", "/v1/next", #"{"journey": "a", "now": "2020-01-01T00:00:00Z"}"#, type: "application/json")
    #expect(try Self.lines(router, "state.refused") == ["warning /now clock-off 1"])
  }

  @Test func `what is counted apart is bounded`() throws {
    let router = try Self.router()
    let findings = router.state.findings
    for number in 0..<1_000 { findings.count(.stateWarned, "/a\(number)", .unknownKey) }
    findings.logRepeats()
    let lines = try Self.lines(router, "state.warned")
    #expect(lines.count == StateFindings.most + 2)
    #expect(lines.suffix(2) == ["info elsewhere - 1", "info elsewhere - \(1_000 - StateFindings.most - 1)"])
  }

  @Test(arguments: [
    ("", "/"), ("/stage", "/stage"), ("/contacts/17/action", "/contacts/*/action"),
    ("/account/E-mail_2", "/account/E-mail_2"), ("/anna@example.com", "/?"), ("/Anna Jensen", "/?"),
    ("/tel4512345678", "/?"), ("/~1x", "/?"), ("/", "/?"), ("/ånd", "/?"), ("/a//b", "/a/?/b"),
    ("/\(String(repeating: "x", count: 41))", "/?"), ("/a/b/c/d/e/f/g/h", "/a/b/c/d/e/f/…"),
  ]) func `of a pointer only what names no person is logged`(_ pointer: String, _ shown: String) {
    #expect(StatePlace.text(of: pointer) == shown)
  }
}
