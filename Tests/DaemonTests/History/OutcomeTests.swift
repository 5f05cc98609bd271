import TestSupport
import Foundation
import Testing

@Suite("Reporting outcomes")
struct OutcomeTests {
  let daemon: TestDaemon

  init() throws { daemon = try TestDaemon(in: try CapBook.folder()) }

  private func decision(for journey: String = "anna") throws -> String {
    try #require(try daemon.next(CapBook.state(journey))["decision"])
  }

  @Test func `an outcome of a decision is recorded once`() throws {
    let decision = try decision()
    let outcome = #"{"decision": "\#(decision)", "action": "news", "outcome": "opened"}"#
    #expect(try daemon.report(outcome).text == "{\"recorded\":1,\"repeated\":0,\"warnings\":[]}\n")
    #expect(try daemon.report(outcome).text == "{\"recorded\":0,\"repeated\":1,\"warnings\":[]}\n")
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered,opened"])
  }

  @Test func `what was not sent is given back`() throws {
    let decisions = try (0..<3).map { _ in try decision() }
    #expect(try daemon.next(CapBook.state("anna")).reserved == [])
    _ = try daemon.report(#"{"decision": "\#(decisions[1])", "action": "news", "outcome": "not_sent"}"#)
    #expect(try daemon.next(CapBook.state("anna")).reserved == ["news"])
    #expect(try daemon.next(CapBook.state("anna")).reserved == [])
  }

  @Test(arguments: ["unsubscribed", "complained"])
  func `an opt-out closes its channel at once, until a consent of later`(outcome: String) throws {
    let decision = try decision()
    _ = try daemon.report(
      #"{"decision": "\#(decision)", "action": "news", "outcome": "\#(outcome)", "at": "2026-06-01T10:00:00Z"}"#
    )
    let refused = try daemon.next(CapBook.state("anna"))
    #expect(refused.heldBack == ["news: no-consent", "tip: no-consent"])
    func state(_ consent: String) -> String {
      CapBook.state("anna").replacing("\"email\": true", with: "\"email\": \(consent)")
    }
    let same = state(#"{"given": true, "at": "2026-06-01T10:00:00Z"}"#)
    #expect(try daemon.next(same).reserved == [])
    let later = state(#"{"given": true, "at": "2026-06-01T10:00:01Z"}"#)
    #expect(try daemon.next(later).reserved == ["news"])
    #expect(try daemon.next(CapBook.state("bo")).reserved == ["news"])
  }

  @Test func `a bounced address rests`() throws {
    let decision = try decision()
    _ = try daemon.report(#"{"decision": "\#(decision)", "action": "news", "outcome": "bounced"}"#)
    let answer = try daemon.next(CapBook.state("anna"))
    #expect(answer.heldBack == ["news: bounced", "tip: bounced"])
    #expect(answer["next_possible"] != nil)
  }

  @Test func `an outcome without a decision makes a contact where there is none`() throws {
    let sent =
      #"{"journey": "anna", "account": "acme", "action": "tip", "channel": "email", "outcome": "delivered", "at": "2026-06-01T10:00:00Z"}"#
    let opened = sent.replacing("delivered", with: "opened").replacing("10:00:00", with: "11:30:00")
    #expect(
      try daemon.report("[\(sent), \(opened), \(sent)]").text.hasPrefix("{\"recorded\":2,\"repeated\":1"))
    #expect(try daemon.contacts(of: "anna").contacts == ["tip email delivered,opened"])
    let strange = sent.replacing("\"tip\"", with: "\"tipp\"").replacing("06-01", with: "07-01")
    let answer = try daemon.report(strange)
    #expect(answer.text.contains("unknown action 'tipp'; it is kept; did you mean 'tip'?"))
    #expect(try daemon.contacts(of: "anna").contacts.last == "tipp email delivered")
  }

  @Test(arguments: [
    (#"{"action": "news", "outcome": "opened"}"#, "outcome-refused", ": 'decision' is missing"),
    (
      #"{"decision": "x", "action": "news", "outcome": "opened"}"#, "outcome-refused",
      "/decision: 'x' is no id"
    ),
    (
      #"{"journey": "a", "action": "news", "channel": "email", "outcome": "seen", "at": "2026-06-01T10:00:00Z"}"#,
      "outcome-refused", "/outcome: unknown outcome 'seen'"
    ),
    (
      #"{"journey": "a", "action": "news", "channel": "emal", "outcome": "opened", "at": "2026-06-01T10:00:00Z"}"#,
      "outcome-refused", "/channel: unknown channel 'emal'; did you mean 'email'?"
    ),
    (
      #"{"journey": "a", "action": "news", "outcome": "opened", "at": "2026-06-01T10:00:00Z"}"#,
      "outcome-refused", ": 'channel' is missing; 'news' goes by 'email'"
    ),
    (
      #"{"journey": "a", "action": "news", "channel": "email", "outcome": "opened"}"#, "outcome-refused",
      ": 'at' is missing"
    ),
    (
      #"{"journey": "a", "action": "news", "outcom": "opened", "outcome": "opened", "channel": "email", "at": "2026-06-01T10:00:00Z"}"#,
      "outcome-refused", "/outcom: unknown key 'outcom'; did you mean 'outcome'?"
    ),
    (
      #"{"decision": "01890a5d-0000-7000-8000-000000000000", "action": "news", "outcome": "opened"}"#,
      "unknown-decision", "/decision: decision '01890a5d-0000-7000-8000-000000000000' reserved nothing"
    ),
    (
      #"{"journey": "a", "action": "news", "channel": "email", "outcome": "opened", "at": "3026-06-01T10:00:00Z"}"#,
      "outcome-refused", "/at: '3026-06-01T10:00:00Z' is more than a day after the daemon's clock"
    ),
    ("7", "outcome-refused", ": expected an outcome"),
  ])
  func `what cannot be recorded is refused with its place`(body: String, problem: String, mistake: String)
    throws
  {
    let answer = try daemon.report(body)
    #expect(answer.status == 422)
    #expect(answer.problem == problem)
    #expect(answer.mistakes.first?.hasPrefix(mistake) == true, "\(answer.mistakes)")
  }

  @Test func `an array with a mistake records nothing`() throws {
    let decision = try decision()
    let good = #"{"decision": "\#(decision)", "action": "news", "outcome": "opened"}"#
    let answer = try daemon.report("[\(good), {}]")
    #expect(answer.status == 422)
    #expect(answer.mistakes.allSatisfy { $0.hasPrefix("/1") })
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
    let unknown = good.replacing(decision, with: "01890a5d-0000-7000-8000-000000000000")
    #expect(try daemon.report("[\(good), \(unknown)]").problem == "unknown-decision")
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
  }

  @Test func `lines are recorded each by itself`() throws {
    let decision = try decision()
    let good = #"{"decision": "\#(decision)", "action": "news", "outcome": "opened"}"#
    let answer = try daemon.lines("/v1/outcomes", "\(good)\n\nnonsense\n\(good)\r\n{}")
    #expect(answer.header("Content-Type") == "application/x-ndjson")
    let lines = answer.lines
    #expect(lines.map { $0["recorded"] as? Int } == [1, nil, 0, nil, nil])
    #expect(lines[1]["error"] != nil && lines[3]["error"] != nil)
    #expect(lines[4]["lines"] as? Int == 4 && lines[4]["errors"] as? Int == 2)
  }

  @Test func `contacts of before are taken as they were, and once`() throws {
    let lines = """
      {"journey": "anna", "action": "old-mail", "kind": "mail", "channel": "email", "at": "2025-06-01T10:00:00Z"}
      {"journey": "anna", "account": "acme", "action": "news", "channel": "email", "at": "2025-06-01T10:00:00Z", "outcomes": [{"outcome": "delivered"}, {"outcome": "converted", "at": "2025-06-03T10:00:00Z", "value": 99.5}]}
      {"journey": "anna", "action": "news", "channel": "email", "at": "yesterday"}
      """
    let answer = try daemon.lines("/v1/contacts", lines)
    #expect(answer.lines.map { $0["recorded"] as? Int } == [1, 1, nil, nil])
    #expect(try daemon.lines("/v1/contacts", lines).lines.map { $0["repeated"] as? Int } == [1, 1, nil, nil])
    let contacts = try daemon.contacts(of: "anna")
    #expect(contacts.contacts == ["news email delivered,converted", "old-mail email delivered"])
    // What is shown can be taken again.
    let client = try daemon.connect()
    try client.send(
      "GET /v1/contacts?journey=anna HTTP/1.1\r\nHost: w\r\nAccept: application/x-ndjson\r\n\r\n")
    let shown = try client.answer().text
    #expect(try daemon.lines("/v1/contacts", shown).lines.map { $0["repeated"] as? Int } == [1, 1, nil])
    let other = try TestDaemon(in: try CapBook.folder())
    _ = try other.lines("/v1/contacts", shown)
    #expect(try other.contacts(of: "anna").text == contacts.text)
  }
}
