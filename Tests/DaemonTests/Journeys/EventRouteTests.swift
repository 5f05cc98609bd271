import DecisionLog
import Decisions
import Diagnostics
import Foundation
import RuleFiles
import Rules
import Testing
import TestSupport

@Suite("Telling what happened")
struct EventRouteTests {
  @Test func `a state of nothing but a journey's id is decided from memory`() throws {
    let daemon = try TestDaemon(in: try JourneyBook.folder())
    try daemon.tell(
      "anna", #"{"at": "2026-01-01T10:00:00Z", "account": "acme", "touchpoint": "webinar"}"#,
      #"{"at": "2026-01-02", "stage": "consideration"}"#,
      #"{"at": "2026-01-03", "consent": {"email": true}, "profile": {"persona": "buyer", "account": {"employees": 120}}}"#
    )
    let answer = try daemon.decide(#"{"journey": "anna"}"#)
    #expect(answer.actions == ["tip"])
    #expect(answer.json["stage"] as? [String: String] == ["id": "consideration", "source": "remembered"])
    #expect(answer.json["persona"] as? [String: String] == ["id": "buyer", "source": "remembered"])
    #expect(try daemon.decide(#"{"journey": "anna"}"#, query: "?memory=off")["outcome"] == "no_match")
    #expect(try daemon.decide(#"{"journey": "anna"}"#, query: "?memory=no").problem == "bad-query")
    // In an array and a stream as well.
    let array = try daemon.decide(#"[{"journey": "bo"}, {"journey": "anna"}]"#)
    #expect(array.list.map { $0["outcome"] as? String } == ["no_match", "matched"])
    let lines = try daemon.lines("/v1/decide", #"{"journey": "anna"}"# + "\n")
    #expect(lines.text.contains(#""action":"tip""#))
    let why = try daemon.ask("POST", "/v1/why?action=tip", #"{"journey": "anna"}"#, type: "application/json")
    #expect(why.text.contains(#""outcome":"recommended""#) || why.text.contains(#""rank":1"#))
    try daemon.tell("anna", #"{"at": "2026-01-04", "exit": "lost"}"#)
    #expect(try daemon.decide(#"{"journey": "anna"}"#).actions == ["win-back"])
    #expect(try daemon.stop() == 0)
  }

  @Test func `what is decided from memory is in the decision log, and can be given again`() throws {
    let folder = try JourneyBook.folder()
    let daemon = try TestDaemon(in: folder)
    try daemon.tell(
      "anna", #"{"at": "2026-01-01T10:00:00Z", "touchpoint": "webinar"}"#,
      #"{"at": "2026-01-02", "stage": "awareness", "profile": {"account": {"employees": 7}}}"#)
    var answers = [try daemon.decide(#"{"journey": "anna"}"#)]
    try daemon.tell("anna", #"{"at": "2026-01-04", "exit": "lost"}"#)
    answers.append(try daemon.decide(#"{"journey": "anna"}"#))
    try daemon.stop()
    let book = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(JourneyBook.text.utf8))]).book
    let plan = DecisionPlan(try #require(book))
    let records = try LoggedDecisions(folder).records
    #expect(records.count == 2)
    for (record, answer) in zip(records, answers) {
      let recorded = try #require(RecordedDecision(Array(record.utf8)))
      #expect(String(decoding: try recorded.answer(under: plan), as: UTF8.self) + "\n" == answer.text)
    }
  }

  @Test func `events are there after kill -9, each once however often it is told`() throws {
    let folder = try JourneyBook.folder()
    var daemon = try TestDaemon(in: folder)
    let event = #"{"journey": "anna", "id": "crm-1", "at": "2026-01-01T10:00:00Z", "touchpoint": "webinar"}"#
    #expect(try daemon.tell(event).json["recorded"] as? Int == 1)
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.tell(event).json["repeated"] as? Int == 1)
    #expect(try daemon.journey("anna").events.count == 1)
    let other = try daemon.tell(event.replacing("webinar", with: "call"))
    #expect(other.status == 409 && other.problem == "event-conflict")
    #expect(other.mistakes.first?.hasPrefix("/id: ") == true)
  }

  @Test func `an array is recorded as a whole or not at all, lines each by itself`() throws {
    let daemon = try TestDaemon(in: try JourneyBook.folder())
    let bad = #"[{"journey": "anna", "trigger": "trial"}, {"journey": "anna", "stage": "consideraton"}]"#
    let refused = try daemon.tell(bad)
    #expect(refused.status == 422 && refused.problem == "event-refused")
    #expect(
      refused.mistakes == ["/1/stage: unknown stage 'consideraton'; did you mean 'consideration'?"])
    #expect(try daemon.journey("anna").events.isEmpty)
    let lines = try daemon.lines(
      "/v1/events",
      #"{"journey": "anna", "trigger": "trial"}"# + "\n" + #"{"journey": "anna", "stage": "x"}"# + "\n")
    #expect(lines.text.contains(#"{"recorded":1,"repeated":0,"warnings":[]}"#))
    #expect(lines.text.contains("event-refused") && lines.text.contains(#""errors":1"#))
    #expect(try daemon.journey("anna").events.count == 1)
  }

  @Test func `a no closes the channel whatever a state says, and a later yes opens it`() throws {
    let daemon = try TestDaemon(in: try JourneyBook.folder())
    let state =
      #"{"journey": "anna", "stage": "consideration", "consent": {"email": true}, "account": {"employees": 100}, "touchpoints": [{"type": "webinar"}]}"#
    #expect(try daemon.decide(state).actions == ["tip"])
    try daemon.tell("anna", #"{"at": "2026-01-05T10:00:00Z", "consent": {"email": false}}"#)
    #expect(try daemon.decide(state).heldBack == ["tip: no-consent"])
    #expect(try daemon.decide(state, query: "?memory=off").heldBack == ["tip: no-consent"])
    #expect(try daemon.tell(#"{"journey": "anna", "consent": {"email": true}}"#).status == 422)
    try daemon.tell("anna", #"{"at": "2026-01-05T10:00:00Z", "consent": {"email": true}}"#)
    #expect(try daemon.decide(state).heldBack == ["tip: no-consent"])
    try daemon.tell("anna", #"{"at": "2026-01-05T10:00:01Z", "consent": {"email": true}}"#)
    #expect(try daemon.decide(state).actions == ["tip"])
    // The no outlives the journey.
    try daemon.tell("anna", #"{"consent": {"email": false}}"#)
    _ = try daemon.ask("DELETE", "/v1/journeys?journey=anna")
    #expect(try daemon.journey("anna").events.isEmpty)
    #expect(try daemon.decide(state).heldBack == ["tip: no-consent"])
  }

  @Test func `next notes the stage that it was given, and since when it is`() throws {
    let daemon = try TestDaemon(in: try JourneyBook.folder())
    let state = #"{"journey": "anna", "stage": "awareness", "account": {"id": "acme"}}"#
    _ = try daemon.next(state)
    _ = try daemon.next(state)
    let events = try daemon.journey("anna").events
    #expect(events.count == 1)
    #expect(
      events.first?["observed"] as? String == "awareness" && events.first?["account"] as? String == "acme")
    // It fills no stage, so that place rules go on being asked.
    let answer = try daemon.decide(#"{"journey": "anna"}"#)
    #expect(answer.json["stage"] as? [String: String] == ["source": "unknown"])
    _ = try daemon.decide(#"{"journey": "bo", "stage": "awareness"}"#)
    #expect(try daemon.journey("bo").events.isEmpty)
  }

  @Test func `personal attributes are remembered where the configuration says so`() throws {
    let event =
      #"{"journey": "anna", "profile": {"person": {"mail": "anna@example.org"}, "persona": "buyer"}}"#
    let careful = try TestDaemon(in: try JourneyBook.folder())
    let warned = try careful.tell(event)
    #expect(warned.status == 200 && warned.text.contains("person.mail' is personal"))
    #expect(try !careful.journey("anna").text.contains("example.org"))
    let keeping = try TestDaemon(in: try JourneyBook.folder(), ["JOURNEYS_PERSONAL": "keep"])
    #expect(try keeping.tell(event).json["warnings"] as? [String] == [])
    #expect(try keeping.journey("anna").text.contains("example.org"))
  }
}
