import Foundation
import Testing
import TestSupport

@Suite("Asking for the next action")
struct NextTests {
  @Test
  func `a preview of next says what would be reserved, with its holds and warnings, and reserves nothing`()
    throws
  {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let state = CapBook.state("anna@x.example")
    func preview(_ query: String = "") throws -> Answer {
      try daemon.ask("POST", "/v1/next?preview=true\(query)", state, type: "application/json")
    }
    #expect(try preview().json["reserved"] == nil)
    #expect(try daemon.contacts(of: "anna@x.example").contacts.isEmpty)
    #expect(try preview("&take=2").problem == "bad-query")
    _ = try daemon.report(
      #"{"journey": "ANNA@x.example", "action": "news", "channel": "email", "outcome": "unsubscribed", "at": "2026-06-01T10:00:00Z"}"#
    )
    let held = try preview()
    #expect(held.heldBack == ["news: no-consent", "tip: no-consent"], "\(held.text)")
    #expect(
      held.text.contains("another spelling of this id, which differs in capitals only, said no to 'email'"))
    #expect(!held.text.contains("ANNA@x.example"))
    // The same as what is done then; others decide by the journey alone.
    #expect(try daemon.next(state).heldBack == held.heldBack)
    #expect(try daemon.decide(state).heldBack == [])
  }

  @Test func `it reserves what it recommends first, and does not give it twice where the rules say so`()
    throws
  {
    let folder = try CapBook.folder()
    try folder.write(
      CapBook.text(per: "journey").replacing("title: News,", with: "title: News, cooldown: 30d,"),
      to: "rules/book.yaml")
    let daemon = try TestDaemon(in: folder)
    let first = try daemon.next(CapBook.state("anna"))
    #expect(first.status == 200)
    #expect(first.reserved == ["news"])
    let second = try daemon.next(CapBook.state("anna"), query: "?take=2")
    #expect(second.reserved == ["tip"])
    #expect(second.heldBack == ["news: cooldown"])
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered", "tip email delivered"])
    #expect(try daemon.next(CapBook.state("bo"), query: "?take=2").reserved == ["news", "tip"])
    #expect(try daemon.stop() == 0)
  }

  @Test func `deciding records nothing and says nothing of reserving`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.decide(CapBook.state("anna")).json["reserved"] == nil)
    #expect(try daemon.contacts(of: "anna").contacts.isEmpty)
  }

  @Test func `where nothing is to do, nothing is reserved`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let answer = try daemon.next(#"{"journey": "anna"}"#)
    #expect(answer["outcome"] == "held_back")
    #expect(answer.json["reserved"] as? [String] == [])
  }

  @Test func `the same key gives the same answer, also after a restart`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let first = try daemon.next(CapBook.state("anna"), key: "mail-1")
    let again = try daemon.next(CapBook.state("anna"), key: "mail-1")
    #expect(again.body == first.body)
    #expect(again.header("Idempotency-Replayed") == "true")
    #expect(again.revision == first.revision)
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.next(CapBook.state("anna"), key: "mail-1").body == first.body)
    #expect(try daemon.contacts(of: "anna").contacts == ["news email delivered"])
    #expect(try daemon.next(CapBook.state("anna"), key: "mail-2").body != first.body)
  }

  @Test func `an answer that is given again says what of it was given back`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    let first = try daemon.next(CapBook.state("anna"), query: "?take=2", key: "mail-1")
    #expect(first.reserved == ["news", "tip"])
    func again() throws -> Answer {
      let answer = try daemon.next(CapBook.state("anna"), query: "?take=2", key: "mail-1")
      #expect(answer.body == first.body && answer.header("Idempotency-Replayed") == "true")
      return answer
    }
    #expect(try again().header("Idempotency-Released") == nil)
    func tell(_ outcome: String, _ action: String) throws {
      let answer = try daemon.report(
        #"{"decision": "\#(first["decision"] ?? "")", "action": "\#(action)", "outcome": "\#(outcome)"}"#)
      #expect(answer.status == 200, "\(answer.text)")
    }
    try tell("opened", "news")
    #expect(try again().header("Idempotency-Released") == nil)
    try tell("not_sent", "tip")
    #expect(try again().header("Idempotency-Released") == "tip")
    try tell("not_sent", "news")
    #expect(try again().header("Idempotency-Released") == "news,tip")
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try again().header("Idempotency-Released") == "news,tip")
    #expect(try daemon.next(CapBook.state("anna"), key: "mail-2").header("Idempotency-Released") == nil)
  }

  @Test func `an answer that is given again says what of it goes to somebody who opted out since`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    func again(_ journey: String) throws -> Answer {
      try daemon.next(CapBook.state(journey), query: "?take=2", key: journey)
    }
    func tell(_ event: String) throws {
      let answer = try daemon.ask("POST", "/v1/events", event, type: "application/json")
      #expect(answer.status == 200, "\(answer.text)")
    }
    let first = try ["anna", "bo", "cy", "dea"].map { try again($0) }
    for (answer, outcome) in zip(first, ["opened", "complained", "bounced"]) {
      let id = answer["decision"] ?? ""
      let told = #"{"decision": "\#(id)", "action": "news", "outcome": "\#(outcome)"}"#
      #expect(try daemon.report(told).status == 200)
    }
    #expect(try again("anna").header("Idempotency-Closed") == nil)
    try tell(#"{"journey": "anna", "consent": {"email": false}}"#)
    try tell(#"{"journey": "dea", "at": "2026-01-01", "consent": {"email": false}}"#)
    #expect(try again("bo").header("Idempotency-Closed") == "news,tip")
    #expect(try again("cy").header("Idempotency-Closed") == "news,tip")
    // A no that was told since, of whenever it is, would have kept it from being reserved.
    #expect(try again("dea").header("Idempotency-Closed") == "news,tip")
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    let last = try again("anna")
    #expect(last.body == first[0].body)
    #expect(last.header("Idempotency-Closed") == "news,tip")
    #expect(last.header("Idempotency-Released") == nil)
    let id = last["decision"] ?? ""
    _ = try daemon.report(#"{"decision": "\#(id)", "action": "tip", "outcome": "not_sent"}"#)
    #expect(try again("anna").header("Idempotency-Released") == "tip")
    #expect(try again("anna").header("Idempotency-Closed") == "news")
    // A later yes opens it again.
    let now = try ProgramUnderTest.now().ISO8601Format(.init(includingFractionalSeconds: true))
    try tell(#"{"journey": "anna", "at": "\#(now)", "consent": {"email": true}}"#)
    #expect(try again("anna").header("Idempotency-Closed") == nil)
  }

  @Test func `an answer that is given again goes by the yes of its question, where that is later than a no`()
    throws
  {
    let daemon = try TestDaemon(in: try CapBook.folder())
    func tell(_ day: String) throws {
      let no = #"{"journey": "anna", "at": "\#(day)", "consent": {"email": false}}"#
      #expect(try daemon.ask("POST", "/v1/events", no, type: "application/json").status == 200)
    }
    let state = #"{"journey": "anna", "consent": {"email": {"given": true, "at": "2026-02-01"}}}"#
    try tell("2026-01-01")
    #expect(try daemon.next(state, key: "mail-1").reserved == ["news"])
    #expect(try daemon.next(state, key: "mail-1").header("Idempotency-Closed") == nil)
    try tell("2026-01-15")
    #expect(try daemon.next(state, key: "mail-1").header("Idempotency-Closed") == nil)
    try tell("2026-02-15")
    #expect(try daemon.next(state, key: "mail-1").header("Idempotency-Closed") == "news")
  }

  @Test func `an opt-out is later than what was reserved under a clock that is ahead`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let now = try ProgramUnderTest.now().addingTimeInterval(240).ISO8601Format()
    let state = CapBook.state("anna").replacing("{\"journey\"", with: "{\"now\": \"\(now)\", \"journey\"")
    #expect(try daemon.next(state, key: "mail-1").reserved == ["news"])
    #expect(try daemon.next(state, key: "mail-1").header("Idempotency-Closed") == nil)
    let no = #"{"journey": "anna", "consent": {"email": false}}"#
    #expect(try daemon.ask("POST", "/v1/events", no, type: "application/json").status == 200)
    #expect(try daemon.next(state, key: "mail-1").header("Idempotency-Closed") == "news")
  }

  @Test func `what was not sent without naming the decision is given back as well`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    _ = try daemon.next(CapBook.state("anna"), key: "mail-1")
    _ = try daemon.next(CapBook.state("bo"), key: "mail-2")
    let now = try ProgramUnderTest.now().addingTimeInterval(1).ISO8601Format()
    let told = try daemon.report(
      #"{"journey": "anna", "action": "news", "channel": "email", "outcome": "not_sent", "at": "\#(now)"}"#)
    #expect(told.status == 200, "\(told.text)")
    #expect(try daemon.next(CapBook.state("anna"), key: "mail-1").header("Idempotency-Released") == "news")
    #expect(try daemon.next(CapBook.state("bo"), key: "mail-2").header("Idempotency-Released") == nil)
  }

  @Test func `the same key with another question is a conflict`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    _ = try daemon.next(CapBook.state("anna"), key: "mail-1")
    let other = try daemon.next(CapBook.state("bo"), key: "mail-1")
    #expect(other.status == 409)
    #expect(other.problem == "key-reused")
    #expect(try daemon.next(CapBook.state("anna"), query: "?take=2", key: "mail-1").status == 409)
    #expect(try daemon.contacts(of: "bo").contacts.isEmpty)
    let long = try daemon.next(CapBook.state("bo"), key: String(repeating: "k", count: 256))
    #expect(long.problem == "bad-key")
  }

  @Test func `many that ask at once under one key get one answer`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let clients = try (0..<50).map { _ in try daemon.connect() }
    for client in clients {
      try client.send("POST", "/v1/next", CapBook.state("anna"), type: "application/json", key: "once")
    }
    let answers = try clients.map { try $0.answer() }
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(try daemon.contacts(of: "anna").contacts.count == 1)
  }

  @Test func `a state whose clock is off by more than five minutes cannot reserve`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let state = CapBook.state("anna").replacing(
      "{\"journey\"", with: "{\"now\": \"2026-01-01T00:00:00Z\", \"journey\"")
    let answer = try daemon.next(state)
    #expect(answer.status == 422)
    #expect(answer.problem == "clock-off")
    #expect(answer.mistakes.count == 1 && answer.mistakes[0].hasPrefix("/now: "))
    #expect(try daemon.decide(state).status == 200)
    let soon = try ProgramUnderTest.now().addingTimeInterval(240).ISO8601Format()
    let near = state.replacing("2026-01-01T00:00:00Z", with: soon)
    #expect(try daemon.next(near).reserved == ["news"])
  }

  @Test(arguments: [
    ("[]", "", 422, "state-refused"), ("7", "", 422, "state-refused"), ("{", "", 400, "not-json"),
    ("{}", "?take=0", 400, "bad-query"), ("{}", "?reserve=1", 400, "bad-query"),
    ("{}", "", 422, "state-refused"),
  ])
  func `what it does not take is told`(body: String, query: String, status: Int, problem: String) throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let answer = try daemon.next(body, query: query)
    #expect(answer.status == status)
    #expect(answer.problem == problem)
  }

  @Test func `an array reserves in its order, each seeing what those before it reserved`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let states = "[" + Array(repeating: CapBook.state("anna"), count: 4).joined(separator: ",") + "]"
    let answer = try daemon.decide(states, query: "?reserve=1")
    #expect(answer.list.map { $0["reserved"] as? [String] } == [["news"], ["news"], ["news"], []])
    #expect(try daemon.decide(CapBook.state("anna"), query: "?reserve=1").problem == "bad-query")
    #expect(try daemon.decide(states, query: "?reserve=1&preview=true").problem == "bad-query")
  }

  @Test func `where more wait for the disk than may, the rest is told to come again, and nothing is lost`()
    throws
  {
    let daemon = try TestDaemon(in: try CapBook.folder(), ["LIMITS_WAITING": "1"])
    let clients = try (0..<100).map { _ in try daemon.connect() }
    for (number, client) in clients.enumerated() {
      try client.send("POST", "/v1/next", CapBook.state("j\(number)"), type: "application/json")
    }
    for (number, client) in clients.enumerated() {
      let answer = try client.answer()
      let contacts = try daemon.contacts(of: "j\(number)").contacts
      if answer.status == 200 {
        #expect(contacts == ["news email delivered"])
      } else {
        #expect(answer.problem == "history-unavailable" && contacts.isEmpty)
        #expect(answer["detail"]?.contains("too many requests wait for the disk") == true)
      }
    }
    #expect(try daemon.get("/readyz").status == 200)
  }

  @Test func `opt-outs of a channel that was renamed while nothing ran are warned of at the start`() throws {
    let folder = try CapBook.folder()
    var daemon = try TestDaemon(in: folder)
    for journey in ["anna", "bo"] {
      let at = #""at": "2026-09-01T09:00:00Z", "outcome": "unsubscribed""#
      let told = #"{"journey": "\#(journey)", "action": "news", "channel": "email", \#(at)}"#
      let answer = try daemon.report(told)
      #expect(answer.status == 200, "\(answer.text)")
    }
    // Of a journey that is erased the opt-out stays.
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=bo").status == 200)
    #expect(daemon.log.lines(of: "opt_outs.unmatched").isEmpty)
    try daemon.stop()

    try folder.write(CapBook.text(per: "journey").replacing("email", with: "mail"), to: "rules/book.yaml")
    daemon = try TestDaemon(in: folder)
    let line = try daemon.log.wait(for: "opt_outs.unmatched")
    #expect(line["level"] == "warning" && line["channel"] == "email" && line.fields["opt_outs"] as? Int == 2)
  }

  @Test func `contacts that are kept for less than rules look back are warned of`() throws {
    let daemon = try TestDaemon(
      in: try CapBook.folder(), ["HISTORY_KEEP": "40d", "RULES_PUBLISH": "manual"])
    #expect(daemon.log.lines(of: "history.short").isEmpty)
    let wider = CapBook.text(per: "journey").replacing("within: 1d", with: "within: 60d")
    try daemon.folder.write(wider, to: "rules/book.yaml")
    #expect(try daemon.ask("POST", "/v1/book/reload").status == 200)
    let line = try daemon.log.wait(for: "history.short")
    #expect(line.fields["reach"] as? Int == 60)
  }
}
