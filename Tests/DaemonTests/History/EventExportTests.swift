import Foundation
import TestSupport
import Testing

/// Events leave with an export, and come back with an import.
@Suite("Events in exports")
struct EventExportTests {
  private static let book = """
    stages: {consideration: {phase: before}, decision: {phase: before}}
    personas: {user: {role: user}}
    markets: {b2b: {}}
    touchpoints: {webinar: {}, visit: {}}
    triggers: {free-trial: {}}
    pain_points: {no-time: {}}
    exits: {lost: {}}
    attributes: {account.employees: int, score: number}
    channels: {email: {consent: opt-in}, phone: {consent: none}}
    actions:
      news: {kind: mail, channels: [email]}
      call: {kind: talk, channels: [phone]}
    rules:
      send-news: {recommend: {action: news, score: 50}}

    """

  private static func daemon() throws -> TestDaemon {
    let folder = try TestFolder(withBook: false)
    try folder.write(book, to: "rules/book.yaml")
    return try TestDaemon(in: folder)
  }

  private static let events = [
    #"{"journey":"anna","at":"2026-06-01T10:00:00Z","id":"e1","account":"acme","touchpoint":"webinar","sentiment":0.4,"channel":"email"}"#,
    #"{"journey":"anna","at":"2026-06-02T10:00:00Z","stage":"consideration","stage_entered":"2026-05-01T00:00:00Z"}"#,
    #"{"journey":"anna","at":"2026-06-03T10:00:00Z","consent":{"email":false,"phone":true}}"#,
    #"{"journey":"anna","at":"2026-06-04T10:00:00Z","observed":"decision"}"#,
    #"{"journey":"bo","at":"2026-06-01T10:00:00Z","account":"acme"}"#,
    #"{"journey":"bo","at":"2026-06-05T10:00:00Z","pain_point":"no-time","severity":0.7}"#,
    #"{"journey":"bo","at":"2026-06-06T10:00:00Z","resolved":"no-time"}"#,
    #"{"journey":"bo","at":"2026-06-07T10:00:00Z","profile":{"persona":"user","market":"b2b","account":{"employees":420},"score":null}}"#,
    #"{"journey":"cem","at":"2026-06-08T10:00:00Z","trigger":"free-trial"}"#,
    #"{"journey":"cem","at":"2026-06-09T10:00:00Z","touchpoint":"fair in Ørsted"}"#,
    #"{"journey":"cem","at":"2026-06-10T10:00:00Z","exit":"lost"}"#,
  ]

  private static let contacts = [
    #"{"journey":"anna","account":"acme","action":"news","channel":"email","at":"2026-06-02T11:00:00Z","outcomes":[{"outcome":"delivered"},{"outcome":"opened","at":"2026-06-02T12:00:00Z"}]}"#,
    #"{"journey":"dea","action":"call","channel":"phone","at":"2026-06-02T11:00:00Z","outcome":"unsubscribed"}"#,
  ]

  private func export(_ daemon: TestDaemon, _ query: String = "") throws -> [String] {
    let client = try daemon.connect()
    try client.send("GET /v1/contacts\(query) HTTP/1.1\r\nHost: w\r\nAccept: application/x-ndjson\r\n\r\n")
    let answer = try client.answer()
    #expect(answer.status == 200)
    return answer.text.split(separator: "\n").map { String($0) }
  }

  private func sum(_ key: String, _ answer: Answer) -> Int {
    answer.text.split(separator: "\n").reduce(0) { sum, line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return sum + (object?[key] as? Int ?? 0)
    }
  }

  @Test func `what is exported, erased and imported is exported again`() throws {
    let daemon = try Self.daemon()
    let told = try daemon.lines("/v1/events", Self.events.joined(separator: "\n"))
    #expect(sum("recorded", told) == Self.events.count && sum("errors", told) == 0, "\(told.text)")
    _ = try daemon.lines("/v1/contacts", Self.contacts.joined(separator: "\n"))
    let all = try export(daemon)
    // Contacts first, then events, journeys and instants in their order.
    #expect(all.suffix(Self.events.count) == Self.events[...], "\(all)")
    #expect(all.count == Self.events.count + Self.contacts.count)
    let decision = try daemon.decide(#"{"journey": "anna", "now": "2026-06-20T00:00:00Z"}"#)
    #expect(decision.heldBack == ["news: no-consent"])

    let known = try daemon.lines("/v1/contacts", all.joined(separator: "\n"))
    #expect(sum("repeated", known) == all.count && sum("recorded", known) == 0, "\(known.text)")
    for (journey, count) in [("anna", 4), ("bo", 4), ("cem", 3), ("dea", 0)] {
      let gone = try daemon.ask("DELETE", "/v1/journeys?journey=\(journey)")
      #expect(gone.json["events"] as? Int == count)
    }
    #expect(try export(daemon).isEmpty)
    let again = try daemon.lines("/v1/contacts?erased=true", all.joined(separator: "\n"))
    #expect(sum("recorded", again) == all.count && sum("errors", again) == 0, "\(again.text)")
    // Contacts leave in the order in which their journeys came.
    let exported = try export(daemon)
    #expect(exported.sorted() == all.sorted() && exported.suffix(Self.events.count) == Self.events[...])
    let decided = try daemon.decide(#"{"journey": "anna", "now": "2026-06-20T00:00:00Z"}"#)
    #expect(decided.heldBack == decision.heldBack)
  }

  @Test func `one journey's events follow its contacts, and one without contacts has events alone`() throws {
    let daemon = try Self.daemon()
    _ = try daemon.lines("/v1/contacts", (Self.events + Self.contacts).joined(separator: "\n"))
    let anna = try export(daemon, "?journey=anna")
    #expect(anna.count == 5 && anna[0].contains("\"action\"") && anna[1...] == Self.events[..<4])
    #expect(try export(daemon, "?journey=bo") == Array(Self.events[4..<8]))
    #expect(try export(daemon, "?journey=nobody").isEmpty)
    // The one object has no events, and says which channels are closed.
    let bo = try daemon.contacts(of: "bo").text
    #expect(bo == "{\"journey\":\"bo\",\"contacts\":[],\"closed\":[]}\n")
  }

  @Test func `thousands of journeys leave in pieces, each once`() throws {
    let daemon = try Self.daemon()
    let lines = (0..<4_000).map {
      #"{"journey":"j\#(10_000 + $0 / 2)","at":"2026-06-01T10:00:0\#($0 % 2)Z","touchpoint":"visit"}"#
    }
    _ = try daemon.lines("/v1/events", lines.joined(separator: "\n"))
    #expect(try export(daemon) == lines)
  }

  @Test(arguments: [
    (#"{"journey": "anna", "touchpont": "webinar"}"#, "unknown key 'touchpont'"),
    (#"{"journey": "anna", "at": "2026-06-01T10:00:00Z"}"#, "'action' is missing"),
    (#"{"journey": "anna", "at": "2026-06-01T10:00:00Z", "channel": "email"}"#, "'action' is missing"),
    (#"{"journey": "anna", "stage": "consideratoin"}"#, "did you mean 'consideration'?"),
    (#"{"journey": "anna", "action": "news", "stage": "decision", "at": "2026-06-01T10:00:00Z"}"#, "'stage'"),
  ])
  func `a line of an import that is neither is told what it should be`(line: String, detail: String) throws {
    let answer = try Self.daemon().lines("/v1/contacts", line)
    #expect(answer.text.contains(detail) && sum("errors", answer) == 1, "\(answer.text)")
  }
}
