import Foundation
import Testing
import TestSupport

/// `/v1/rules`: the rules, and how often each matched.
@Suite struct CounterTests {
  private static func rule(_ id: String, of daemon: TestDaemon) throws -> [String: Any] {
    let answer = try daemon.get("/v1/rules?id=\(id)")
    let rules = answer.json["rules"] as? [[String: Any]] ?? []
    return rules.count == 1 ? rules[0] : [:]
  }

  private static func matched(_ id: String, of daemon: TestDaemon) throws -> Int? {
    try rule(id, of: daemon)["matched"] as? Int
  }

  @Test func `each rule says where it is and what it does`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.get("/v1/rules")
    #expect(answer.status == 200 && answer["revision"] == daemon.folder.revision())
    let rules = answer.json["rules"] as? [[String: Any]] ?? []
    #expect(
      rules.map { $0["id"] as? String }
        == [
          "alerts/complaint", "alerts/price", "answer-the-price", "listen-to-a-complaint", "show-the-product",
        ])
    #expect(rules.map { $0["verb"] as? String } == ["alert", "alert", "recommend", "recommend", "recommend"])
    #expect(rules.allSatisfy { $0["file"] as? String == "rules.yaml" && $0["matched"] as? Int == 0 })
    #expect(rules.map { $0["line"] as? Int } == [17, 21, 7, 12, 2])
    #expect(rules.allSatisfy { $0["last_matched"] == nil })
  }

  @Test func `matches are counted, and a preview is not`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    #expect(try daemon.decide(Samples.array(3)).status == 200)
    #expect(try Self.matched("show-the-product", of: daemon) == 3)
    #expect(try daemon.decide(Samples.array(5), query: "?preview=true").list.count == 5)
    #expect(try Self.matched("show-the-product", of: daemon) == 3)
    #expect(try daemon.decide(Samples.state("a"), query: "?preview=false").status == 200)
    #expect(try Self.matched("show-the-product", of: daemon) == 4)
    #expect(try Self.matched("answer-the-price", of: daemon) == 0)
    let last = try Self.rule("show-the-product", of: daemon)["last_matched"] as? String ?? ""
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let now = try ProgramUnderTest.now()
    #expect(abs(try style.parse(last).timeIntervalSince(now)) < 60)
    // A refused array is decided in no part.
    #expect(try daemon.decide("[\(Samples.state("a")), 1]").status == 422)
    #expect(try Self.matched("show-the-product", of: daemon) == 4)
  }

  @Test func `counts go on over a reload for the rules that stay, and begin anew for others`() throws {
    let folder = try TestFolder()
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let daemon = try TestDaemon(in: folder, ["RULES_PUBLISH": "manual"])
    let retained = #"{"journey": "r", "stage": "retention"}"#
    #expect(try daemon.decide("[\(Samples.state("a")), \(retained)]").status == 200)
    #expect(try Self.matched("extra-rule", of: daemon) == 1)
    let last = try Self.rule("show-the-product", of: daemon)["last_matched"] as? String
    // Other indices, another score.
    try folder.write(
      "rules:\n  a-first-rule:\n    when: {stage: decision}\n    recommend: {action: follow-up-call, score: 1}\n",
      to: "rules/more.yaml")
    #expect(try daemon.ask("POST", "/v1/book/reload").status == 200)
    #expect(try Self.matched("show-the-product", of: daemon) == 1)
    #expect(try Self.rule("show-the-product", of: daemon)["last_matched"] as? String == last)
    #expect(try Self.matched("a-first-rule", of: daemon) == 0)
    #expect(try daemon.get("/v1/rules?id=extra-rule").status == 404)
    #expect(try daemon.decide(Samples.state("a")).status == 200)
    #expect(try Self.matched("show-the-product", of: daemon) == 2)
    #expect(try Self.matched("a-first-rule", of: daemon) == 1)
    try folder.write(Samples.extraRule(score: 2), to: "rules/more.yaml")
    #expect(try daemon.ask("POST", "/v1/book/reload").status == 200)
    #expect(try Self.matched("extra-rule", of: daemon) == 0)
  }

  @Test func `an unknown rule is 404 and says what may be meant`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let near = try daemon.get("/v1/rules?id=show-the-prodct")
    #expect(near.status == 404 && near.problem == "not-found")
    #expect(near["detail"] == "there is no rule 'show-the-prodct'; did you mean 'show-the-product'?")
    let far = try daemon.get("/v1/rules?id=xyz")
    #expect(far.status == 404 && far["detail"] == "there is no rule 'xyz'")
    #expect(try daemon.get("/v1/rules?id=alerts%2Fprice").status == 200)
    let query = try daemon.get("/v1/rules?name=x")
    #expect(query.status == 400 && query["detail"] == "unknown parameter 'name'; there is 'id'")
    #expect(query.revision == daemon.folder.revision())
  }
}
