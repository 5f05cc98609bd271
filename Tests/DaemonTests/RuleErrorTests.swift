import Foundation
import Testing
import TestSupport

/// Expressions that fail for some state.
@Suite struct RuleErrorTests {
  private static let book = """
    rules:
      per-head:
        when:
          if: |
            1000 / account.employees > 10
        recommend: follow-up-call
    """

  private static func state(_ journey: String, employees: Int) -> String {
    #"{"journey": "\#(journey)", "account": {"employees": \#(employees)}}"#
  }

  @Test func `each is in the answer, counted, and told of with its place, repeats folded`() throws {
    let folder = try TestFolder()
    try folder.write(Self.book, to: "rules/more.yaml")
    let daemon = try TestDaemon(in: folder)
    #expect(try daemon.decide(Self.state("a", employees: 20)).json["errors"] as? [String] == [])
    let states = (0..<5).map { Self.state("j\($0)", employees: 0) }.joined(separator: ", ")
    for decision in try daemon.decide("[\(states)]").list {
      let errors = decision["errors"] as? [[String: String]]
      #expect(errors?.count == 1 && errors?[0]["rule"] == "per-head")
      #expect(errors?[0]["message"] == "'if' failed: division by zero (more.yaml:5:14)")
    }
    let line = try daemon.log.wait(for: "rule.error")
    #expect(line["rule"] == "per-head" && line["file"] == "more.yaml" && line["level"] == "error")
    #expect(line.text.contains(#""line":5,"column":14"#))
    let rules = try daemon.get("/v1/rules?id=per-head").json["rules"] as? [[String: Any]] ?? []
    #expect(rules.first?["errors"] as? Int == 5 && rules.first?["matched"] as? Int == 1)
    // A preview is neither counted nor told of.
    #expect(try daemon.decide(Self.state("b", employees: 0), query: "?preview=true").status == 200)
    let again = try daemon.get("/v1/rules?id=per-head").json["rules"] as? [[String: Any]] ?? []
    #expect(again.first?["errors"] as? Int == 5)
    #expect(try daemon.stop() == 0)
    #expect(daemon.log.lines(of: "rule.error").count == 1)
    let folded = daemon.log.lines(of: "log.folded").first
    #expect(folded?.text.contains(#""folded":"rule.error","count":4"#) ?? false)
  }

  @Test func `one that would take long ends, and others are answered meanwhile`() throws {
    let folder = try TestFolder()
    let tower =
      "[0,1,2,3,4,5,6,7,8,9]" + String(repeating: ".map(x, [x, x, x, x, x, x, x, x, x, x])", count: 2)
    let deep = "\(tower).all(a, a.all(b, b.all(c, [c, c, c, c, c, c, c, c, c].all(d, d == c || d != c))))"
    try folder.write(
      "rules:\n  tower: {when: {if: '\(deep)'}, recommend: follow-up-call}\n", to: "rules/more.yaml")
    let daemon = try TestDaemon(in: folder, ["LIMITS_EXPRESSION_STEPS": "1000"])
    let busy = try daemon.connect()
    try busy.send("POST", "/v1/decide", Samples.array(1_000), type: "application/json")
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
    let errors = try busy.answer().list.first?["errors"] as? [[String: String]]
    #expect(errors?.first?["message"]?.contains("too many steps") ?? false)
  }
}
