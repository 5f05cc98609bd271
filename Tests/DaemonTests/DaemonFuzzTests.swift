import API
import Foundation
import Testing
import TestSupport

/// Requests to every endpoint with bodies that are almost right.
@Suite struct DaemonFuzzTests {
  private static let bodies = [
    Samples.state("j1"), Samples.complaint("j2"), Samples.array(3),
    Samples.array(2, { Samples.complaint($0) }),
    Samples.state("j3") + "\n" + Samples.state("j4") + "\n",
    #"{"journey": "j1", "action": "demo", "channel": "email", "outcome": "delivered", "at": "2026-09-20T10:00:00Z"}"#,
    #"[{"journey": "j1", "action": "demo", "channel": "email", "outcome": "unsubscribed", "at": "2026-09-20"}]"#,
    #"{"journey": "j5", "action": "demo", "channel": "email", "at": "2026-01-20T10:00:00Z", "outcomes": []}"#
      + "\n",
  ].map { Array($0.utf8) }

  private static let tokens = [
    "{", "}", "[", "]", "\"", ",", ":", "\n", "null", "true", "-1", "1e999", "\"journey\":", "\"decision\":",
    "\"outcome\":", "\"at\":", "\"account\": {\"id\": \"a\"},", "\"channel\": \"email\",", "\"contacts\": [",
    "\"01890a5d-ac96-774b-bcce-b302099a8057\"", "\"2026-09-20T10:00:00Z\"", "\"not_sent\"", "\\u0000",
    "\u{7f}", "é",
  ]

  private static let queries = [
    "", "", "", "?limit=2", "?explain=full", "?take=3", "?reserve=1", "?preview=true", "?journey=j1",
    "?journey=%FF", "?take=0",
    "?limit=-1", "?a=b&a=c", "?id=none", "?journey=", "?after=1", "?explain=%00",
  ]

  @Test func `whatever is asked, the daemon answers, and never with a fault of its own`() throws {
    let daemon = try TestDaemon(in: TestFolder())
    var mutator = Mutator(Self.bodies, tokens: Self.tokens, random: .ofThisRun())
    // What accepts damage, or takes a copy, is asked elsewhere.
    let endpoints = Endpoint.allCases.filter { ![.backup, .acceptHistory].contains($0) }
    var client = try daemon.connect()
    var statuses: [Int: Int] = [:]
    try Fuzzing.run(1_000) {
      let endpoint = mutator.random.pick(endpoints)
      let method = mutator.random.chance(95) ? mutator.random.pick(endpoint.methods) : "PUT"
      let target = endpoint.rawValue + mutator.random.pick(Self.queries)
      // One whose bytes are no text is sent as what a lenient client would make of it.
      let body = String(decoding: mutator.next(), as: UTF8.self)
      let type = mutator.random.pick([
        "application/json", "application/json", "application/x-ndjson", "text/csv",
      ])
      let answer: Answer
      do {
        answer = try client.ask(method, target, body, type: type, key: mutator.random.chance(5) ? "k" : nil)
      } catch {
        // A body that it did not want may end the connection.
        client = try daemon.connect()
        answer = try client.ask(method, target, nil, type: nil)
      }
      if answer.header("Connection") == "close" { client = try daemon.connect() }
      statuses[answer.status, default: 0] += 1
      #expect(
        answer.status < 500,
        "\(method) \(target) \(type): \(answer.status) \(answer.text)\n\(body.debugDescription)")
    }
    print("answers by status: \(statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })")
    #expect(statuses[200, default: 0] > 0)
    #expect(try daemon.get("/readyz").status == 200)
    #expect(try daemon.stop() == 0)
    #expect(!daemon.log.all.contains { $0.event == "request.unanswered" })
  }
}
