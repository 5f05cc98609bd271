import Foundation
import Testing

@testable import Decisions
@testable import Rules

@Suite("A built-in fact")
struct FactTests {
  @Test func `has the slot that its case has among all`() {
    #expect(BuiltInFact.allCases.map { FactSlot.of($0) } == Array(BuiltInFact.allCases.indices))
    #expect(FactSlot.of(.attribute(2)) == BuiltInFact.allCases.count + 2)
  }

  @Test func `stands in the schema of states where a state gives it, as every key does`() throws {
    let scenario = try Scenario("actions: {a: {kind: k}}")
    let schema = try JSONSerialization.jsonObject(with: Data(scenario.plan.stateSchema(refusesUnknown: true)))
    let members = try #require((schema as? [String: Any])?["properties"] as? [String: Any])
    let attributes = scenario.plan.book.attributes.compactMap {
      $0.path.split(separator: ".").first.map(String.init)
    }
    #expect(Set(members.keys) == Set(StateKey.allCases.map(\.rawValue) + attributes))
    for fact in BuiltInFact.allCases {
      guard case .state(let key) = fact.declaration.source else { continue }
      #expect(key.rawValue == fact.rawValue && BuiltInFact(givenBy: key) == fact)
      let member = try #require(members[key.rawValue] as? [String: Any])
      let types = (member["type"] as? [String]) ?? [member["type"] as? String ?? ""]
      let wanted =
        switch fact.type {
        case .bool: "boolean"
        case .int: "integer"
        case .number: "number"
        case .string, .timestamp: "string"
        case .strings: "array"
        }
      #expect(types.first == wanted, "\(fact)")
    }
  }

  @Test func `that is a list may have nulls in it, by the schema and when it is read`() throws {
    let scenario = try Scenario(
      """
      attributes: {account.products: {type: strings}}
      actions: {a: {kind: k}}
      """)
    let schema = try JSONSerialization.jsonObject(with: Data(scenario.plan.stateSchema(refusesUnknown: true)))
    let lists = Self.listItems(in: schema)
    #expect(lists.count == 7)
    for items in lists {
      let choices = (items["anyOf"] as? [[String: Any]]) ?? [items]
      #expect(choices.contains { ($0["type"] as? [String])?.contains("null") == true }, "\(items)")
    }
    let answer = try scenario.decide(
      """
      "pain_points": [null], "triggers": [null], "touchpoints": [null], "buying_group": [null], "contacts": [null],
      "account": {"products": [null]}
      """)
    #expect(answer.errors.isEmpty && answer.warnings.isEmpty)
  }

  /// The schemas of the items of all lists in a schema.
  private static func listItems(in schema: Any) -> [[String: Any]] {
    guard let members = schema as? [String: Any] else { return [] }
    let items = members["items"] as? [String: Any]
    return (items.map { [$0] } ?? []) + members.values.flatMap { listItems(in: $0) }
  }

  @Test(arguments: BuiltInFact.allCases)
  func `that is known is written in texts, never as a question mark`(_ fact: BuiltInFact) throws {
    let scenario = try Scenario(
      """
      exits: {churned: }
      actions: {a: {kind: k}}
      rules: {r: {recommend: a}, w: {alert: {severity: info, summary: "<{\(fact.rawValue)}>"}}}
      """)
    // A stage hides the exit.
    let isExit = fact == .exit
    let answer = try scenario.decide(isExit ? "" : Self.everything, exit: isExit ? "churned" : nil)
    let text = try #require(answer.alerts.first)
    #expect(Answer.text(text, "summary").hasPrefix("<") && Answer.text(text, "summary") != "<?>", "\(text)")
  }

  /// A state from which every fact follows that a state gives.
  private static let everything = #"""
    "market": "b2b", "stage": "consideration", "stage_entered": "2026-09-01T00:00:00Z", "persona": "cfo",
    "sentiment": 0.4, "person": {"language": "da"}, "touchpoints": [{"type": "webinar", "at": "2026-09-20T00:00:00Z"}],
    "contacts": [{"action": "a", "at": "2026-09-20T00:00:00Z"}]
    """#
}
