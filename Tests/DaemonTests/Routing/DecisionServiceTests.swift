import Foundation
import History
import Serving
import Settings
import Testing
import TestSupport

@testable import Daemon

/// Each decision leaves its traces exactly once, on every way that leads to one.
@Suite struct DecisionServiceTests {
  /// A way to have states decided, and how many contacts it reserves of each.
  enum Way: CaseIterable {
    case object, array, reservingArray, lines, reservingLines, next

    var reserves: Bool { [.reservingArray, .reservingLines, .next].contains(self) }

    func decide(_ states: [String], by router: TestRouter) -> [RecordedResponse] {
      let array = "[\(states.joined(separator: ","))]"
      let lines = states.joined(separator: "\n")
      return switch self {
      case .object: states.map { router.post("/v1/decide", $0) }
      case .array: [router.post("/v1/decide", array)]
      case .reservingArray: [router.post("/v1/decide?reserve=1", array)]
      case .lines: [router.lines("/v1/decide", lines, pieces: 7)]
      case .reservingLines: [router.lines("/v1/decide?reserve=1", lines)]
      case .next: states.map { router.post("/v1/next", $0) }
      }
    }
  }

  /// A state for which rules match, an alert is raised and an action recommended.
  private static func complaint(_ journey: String) -> String {
    #"{"journey": "\#(journey)", "stage": "decision", "persona": "buyer", "pain_points": ["open-complaint"], "consent": {"email": true, "phone": true}}"#
  }

  private static func ids(_ responses: [RecordedResponse]) -> [String] {
    responses.flatMap { response in
      response.text.split(separator: "\"decision\":\"").dropFirst().map { String($0.prefix(36)) }
    }
  }

  @Test(arguments: Way.allCases) func `each decision is counted and told of exactly once`(_ way: Way) throws {
    let router = try TestRouter()
    let journeys = ["anna", "bo", "cem"]
    let responses = way.decide(journeys.map(Self.complaint), by: router)
    #expect(responses.allSatisfy { $0.status == 200 && $0.count == 1 })
    let ids = Self.ids(responses)
    #expect(ids.count == 3 && Set(ids).count == 3 && ids == ids.sorted())
    #expect(router.matched("listen-to-a-complaint") == 3 && router.matched("alerts/complaint") == 3)
    for journey in journeys { try router.log.wait(for: "journey.alert") { $0["journey"] == journey } }
    // Once more: counted, and no alert again.
    _ = way.decide(journeys.map(Self.complaint), by: router)
    #expect(router.matched("alerts/complaint") == 6)
    _ = way.decide([Self.complaint("last")], by: router)
    try router.log.wait(for: "journey.alert") { $0["journey"] == "last" }
    #expect(router.log.lines(of: "journey.alert").count == 4)
    #expect(router.history.contactCount == (way.reserves ? 7 : 0))
  }

  @Test(arguments: [Way.reservingArray, .reservingLines, .next])
  func `what cannot be recorded leaves no trace, and is 503`(_ way: Way) throws {
    let router = try TestRouter { $0.waiting = 0 }
    let responses = way.decide([Self.complaint("anna")], by: router)
    #expect(responses.count == 1 && responses[0].text.contains("history-unavailable"))
    #expect(router.matched("alerts/complaint") == 0 && router.history.contactCount == 0)
  }

  @Test(arguments: [Way.reservingArray, .reservingLines, .next])
  func `a state of another time reserves nothing`(_ way: Way) throws {
    let router = try TestRouter()
    let old = #"{"journey": "a", "stage": "decision", "now": "2020-01-01T00:00:00Z"}"#
    let text = way.decide([old], by: router)[0].text
    #expect(text.contains("to reserve, they may differ by five minutes at most"))
    #expect(router.matched("show-the-product") == 0 && router.history.contactCount == 0)
  }

  @Test func `a preview leaves no trace`() throws {
    let router = try TestRouter()
    #expect(router.post("/v1/decide?preview=true", Self.complaint("anna")).status == 200)
    #expect(router.lines("/v1/decide?preview=true", Self.complaint("anna")).status == 200)
    #expect(router.post("/v1/decide?preview=true", "[\(Self.complaint("anna"))]").status == 200)
    #expect(router.matched("alerts/complaint") == 0)
    #expect(router.history.rememberedAlerts == 0)
  }

  @Test func `an array is decided as a whole or not at all`() throws {
    let router = try TestRouter()
    let response = router.post("/v1/decide?reserve=1", "[\(Self.complaint("anna")), {}]")
    #expect(response.status == 422 && response.problem == "state-refused")
    #expect(router.matched("alerts/complaint") == 0 && router.history.contactCount == 0)
  }

  @Test func `a stream answers each line in its place, and says at last how many there were`() throws {
    let router = try TestRouter()
    let response = router.lines(
      "/v1/decide", "\(Self.complaint("anna"))\n\nnonsense\n{\"journey\": 1}\n\(Self.complaint("bo"))",
      pieces: 3)
    #expect(response.head?.contentType == "application/x-ndjson" && response.lines.count == 5)
    #expect(response.lines[0].contains("\"anna\"") && response.lines[3].contains("\"bo\""))
    #expect(response.lines[1].contains("not-json") && response.lines[2].contains("state-refused"))
    #expect(response.lines[4] == #"{"end":true,"lines":4,"errors":2}"#)
  }

  @Test func `whoever repeats a request under way waits for the same answer, which is decided once`() throws {
    let router = try TestRouter()
    let key = [("Idempotency-Key", "k")]
    let first = router.send("POST", "/v1/next", Self.complaint("anna"), headers: key)
    let second = router.send("POST", "/v1/next", Self.complaint("anna"), headers: key)
    let other = router.send("POST", "/v1/next", Self.complaint("bo"), headers: key)
    #expect(!first.isEnded && !second.isEnded && other.problem == "key-reused")
    #expect(router.loop.turn { first.isEnded && second.isEnded })
    #expect(first.status == 200 && first.body == second.body)
    #expect(first.header("Idempotency-Replayed") == nil && second.header("Idempotency-Replayed") == "true")
    let later = router.post("/v1/next", Self.complaint("anna"), headers: key)
    #expect(later.body == first.body && later.header("Idempotency-Replayed") == "true")
    #expect(router.matched("alerts/complaint") == 1 && router.history.contactCount == 1)
  }

  @Test func `an erasure forgets contacts and alerts, and answers once both are gone`() throws {
    let router = try TestRouter()
    #expect(router.post("/v1/next", Self.complaint("anna")).status == 200)
    try router.log.wait(for: "journey.alert") { $0["journey"] == "anna" }
    #expect(router.history.rememberedAlerts == 1)
    #expect(router.loop.turn { router.history.lastAlert == 1 })
    #expect(router.ask("GET", "/v1/alerts").text.contains("\"journey\":\"anna\""))
    let response = router.ask("DELETE", "/v1/journeys?journey=anna")
    #expect(response.status == 200 && response.text == "{\"journey\":\"anna\",\"contacts\":1,\"events\":1}\n")
    #expect(router.history.contactCount == 0 && router.history.rememberedAlerts == 0)
    #expect(router.ask("GET", "/v1/alerts").text == "{\"alerts\":[],\"last\":1}\n")
  }

  @Test func `a backup is sent piece by piece, and leaves no file`() throws {
    let router = try TestRouter()
    let head = router.send("HEAD", "/v1/backup")
    #expect(head.isEnded && head.status == 200 && head.body.isEmpty, "at once, without a copy")
    #expect(head.head?.contentType == "application/vnd.sqlite3")
    #expect(router.post("/v1/next", Self.complaint("anna")).status == 200)
    let response = router.ask("GET", "/v1/backup")
    #expect(response.head?.contentType == "application/vnd.sqlite3" && response.isEnded)
    #expect(response.body.starts(with: Array("SQLite format 3\0".utf8)))
    let names = try FileManager.default.contentsOfDirectory(atPath: router.folder.at("state"))
    #expect(!names.contains { $0.hasPrefix("backup-") })
  }

  @Test func `outcomes are recorded all or not at all, and each once`() throws {
    let router = try TestRouter()
    func outcome(_ journey: String, _ action: String = "follow-up-call") -> String {
      #"{"journey": "\#(journey)", "action": "\#(action)", "channel": "phone", "outcome": "accepted", "at": "2026-01-01T10:00:00Z"}"#
    }
    let refused = router.post("/v1/outcomes", "[\(outcome("a")), {}]")
    #expect(refused.status == 422 && router.history.contactCount == 0)
    let many = (0..<300).map { outcome("j\($0)") }.joined(separator: ",")
    let recorded = router.post("/v1/outcomes", "[\(many)]")
    #expect(recorded.json["recorded"] as? Int == 300 && recorded.json["repeated"] as? Int == 0)
    let again = router.lines("/v1/outcomes", (0..<300).map { outcome("j\($0)") }.joined(separator: "\n"))
    #expect(again.lines.count == 301 && again.lines.dropLast().allSatisfy { $0.contains("\"repeated\":1") })
  }
}
