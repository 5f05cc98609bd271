import Foundation
import Testing
import TestSupport

@Suite("Asking about an account") struct AccountRequestTests {
  private static func daemon(in folder: TestFolder? = nil, cap: Int? = nil) throws -> TestDaemon {
    let daemon = try TestDaemon(in: folder ?? (try AccountBook.folder(cap: cap)))
    try daemon.tellAll(AccountBook.person("tom", "technician"), AccountBook.person("ann", "chief"))
    return daemon
  }

  @Test func `the same key gives the same answer, also after a restart, and reserves nothing more`() throws {
    let folder = try AccountBook.folder()
    var daemon = try Self.daemon(in: folder)
    let first = try daemon.account("next", key: "monday")
    #expect(first.recommended == ["ann: proposal"])
    let again = try daemon.account("next", body: "{}", key: "monday")
    #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
    try daemon.stop(with: SIGKILL)
    daemon = try TestDaemon(in: folder)
    #expect(try daemon.account("next", key: "monday").body == first.body)
    #expect(try daemon.contacts(of: "ann").contacts == ["proposal email delivered"])
    for other in [
      try daemon.account("next", take: 2, key: "monday"), try daemon.account("next", "other", key: "monday"),
      try daemon.next(#"{"journey": "ann"}"#, key: "monday"),
    ] { #expect(other.status == 409 && other.problem == "key-reused") }
    #expect(try daemon.account("decide", key: "monday").problem == "key-not-taken")
  }

  @Test func `an answer that is given again names the decisions that were given back`() throws {
    let daemon = try Self.daemon()
    let first = try daemon.account("next", take: 2, key: "monday")
    #expect(first.recommended.count == 2)
    let list = try #require(first.json["recommendations"] as? [[String: Any]])
    let (decision, action) = (list[1]["decision"] as? String ?? "", list[1]["action"] as? String ?? "")
    _ = try daemon.report(
      #"{"decision": "\#(decision)", "action": "\#(action)", "outcome": "not_sent"}"#)
    let again = try daemon.account("next", take: 2, key: "monday")
    #expect(again.body == first.body && again.header("Idempotency-Released") == decision)
  }

  @Test func `an answer that is given again names the decisions whose channel was closed`() throws {
    let daemon = try Self.daemon()
    let first = try daemon.account("next", take: 2, key: "monday")
    let items = try #require(first.json["recommendations"] as? [[String: Any]])
    let item = try #require(items.first { $0["channel"] != nil })
    let decision = try #require(item["decision"] as? String)
    let action = try #require(item["action"] as? String)
    #expect(try daemon.account("next", take: 2, key: "monday").header("Idempotency-Closed") == nil)
    _ = try daemon.report(
      #"{"decision": "\#(decision)", "action": "\#(action)", "outcome": "unsubscribed"}"#)
    let again = try daemon.account("next", take: 2, key: "monday")
    #expect(again.body == first.body)
    #expect(again.header("Idempotency-Closed")?.split(separator: ",").contains("\(decision)") == true)
  }

  @Test func `many that ask at once under one key get one answer`() throws {
    let daemon = try Self.daemon()
    let clients = try (0..<30).map { _ in try daemon.connect() }
    for client in clients { try client.send("POST", "/v1/accounts/next?account=acme", key: "once") }
    let answers = try clients.map { try $0.answer() }
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(try daemon.contacts(of: "ann").contacts.count == 1)
  }

  @Test(arguments: ["ann", "tom"])
  func `an answer that names a journey is gone with it`(journey: String) throws {
    let daemon = try Self.daemon()
    _ = try daemon.account("next", key: "monday")
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=\(journey)").status == 200)
    let again = try daemon.account("next", key: "monday")
    #expect(again.status == 409 && again.problem == "journey-erased")
    #expect(try daemon.account("decide").members == [journey == "ann" ? "tom" : "ann"])
  }

  @Test func `an answer that does not name a journey stays when that is erased`() throws {
    let daemon = try Self.daemon()
    let first = try daemon.account("next", key: "monday")
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=an").status == 200)
    #expect(try daemon.account("next", key: "monday").body == first.body)
  }

  @Test(arguments: [
    ("next?account=acme", "[]", 422, "state-refused"), ("next?account=acme", "7", 422, "state-refused"),
    ("decide?account=acme", #"{"now": "soon"}"#, 422, "state-refused"),
    ("decide?account=acme", #"{"stage": "decision"}"#, 422, "state-refused"),
    ("next?account=acme", #"{"now": "2026-01-01T00:00:00Z"}"#, 422, "clock-off"),
    ("next?account=acme", "{", 400, "not-json"), ("next", "", 400, "bad-query"),
    ("next?account=", "", 400, "bad-query"), ("next?account=acme&take=0", "", 400, "bad-query"),
    ("next?account=acme&take=101", "", 400, "bad-query"), ("next?account=acme&limit=1", "", 400, "bad-query"),
    ("decide?account=acme&account=b", "", 400, "bad-query"),
    ("decide?account=acme", #"{"now": "2026-01-01T00:00:00Z"}"#, 200, ""),
    ("decide?account=acme", #"{"now": "2026-01-01"}"#, 200, ""), ("decide?account=acme", "{}", 200, ""),
    ("next?account=acme", #"{"now": null}"#, 200, ""), ("next?account=acme", "", 200, ""),
  ])
  func `what is taken, and what is told of the rest`(
    target: String, body: String, status: Int, problem: String
  ) throws {
    let daemon = try Self.daemon()
    let answer = try daemon.ask("POST", "/v1/accounts/\(target)", body, type: "application/json")
    #expect(answer.status == status && answer.problem ?? "" == problem, "\(answer.text)")
  }

  @Test func `a mistake in a body is shown where it stands`() throws {
    let daemon = try Self.daemon()
    let unknown = try daemon.account("decide", body: #"{"stage": "decision", "now": "2026-01-01", "a/b": 1}"#)
    #expect(
      unknown.mistakes == ["/stage: unknown key; there is 'now'", "/a~1b: unknown key; there is 'now'"])
    let malformed = try daemon.account("decide", body: #"{"now": 7}"#)
    #expect(malformed.mistakes.count == 1 && malformed.mistakes[0].hasPrefix("/now: "))
  }

  /// Fewer than the cap allows, so that something is left for those who ask about the account.
  private static func asksForOne(_ number: Int) -> Bool { number % 15 == 14 }

  /// Many ask about one account while others ask for one of its people: as many are reserved as the cap allows.
  @Test func `however many ask at once, a cap on the account is exact`() throws {
    let daemon = try TestDaemon(in: try AccountBook.folder(cap: 7))
    let rounds = Rounds.count("WAYMARK_TEST_RACES", orElse: 4)
    for round in 0..<rounds {
      let people = (0..<30).map {
        AccountBook.person("r\(round)/j\($0)", $0 % 3 == 0 ? "chief" : nil, account: "a\(round)")
      }
      #expect(try daemon.lines("/v1/events", people.joined(separator: "\n") + "\n").status == 200)
      let clients = try (0..<60).map { _ in try daemon.connect() }
      for (number, client) in clients.enumerated() {
        if Self.asksForOne(number) {
          let state = #"{"journey": "r\#(round)/j\#(number % 30)"}"#
          try client.send("POST", "/v1/next", state, type: "application/json")
        } else {
          try client.send("POST", "/v1/accounts/next?account=a\(round)&take=\(number % 4 + 1)")
        }
      }
      let answers = try clients.map { try $0.answer() }
      #expect(answers.allSatisfy { $0.status == 200 })
      let counts = answers.enumerated().map { number, answer in
        Self.asksForOne(number) ? answer.reserved.count : answer.recommended.count
      }
      #expect(counts.reduce(0, +) == 7, "\(counts)")
      let contacts = try people.indices.map { try daemon.contacts(of: "r\(round)/j\($0)").contacts.count }
      #expect(contacts.reduce(0, +) == 7, "\(contacts)")
      for answer in answers {
        let chosen = answer.recommended.map { $0.prefix { $0 != ":" } }
        #expect(Set(chosen).count == chosen.count, "nobody gets two")
      }
    }
    #expect(try daemon.stop() == 0)
  }
}
