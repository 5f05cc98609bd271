import Testing
import TestSupport

@testable import Decisions

@Suite("Conditions and expressions")
struct ExpressionPropertyTests {
  /// How a rule's condition comes out: beside a failing key what fails stays so, and the rest is an error.
  static func verdicts(_ answer: Answer) -> [String] {
    ["condition", "expression"].map { way in
      if answer.actions.contains(way) { return "holds" }
      return answer.errors.contains { $0.hasPrefix("\(way)-fails") } ? "unknown" : "fails"
    }
  }

  private static let contacts = [
    #"{"action": "gone", "kind": "retired", "at": "2026-09-22T12:00:00Z"}"#,
    #"{"action": "gone", "kind": "k0", "group": "g0"}"#, #"{"action": "gone", "at": "2026-09-20T12:00:00Z"}"#,
    #"{"action": "a0", "channel": "fax", "at": "2026-09-19T12:00:00Z"}"#,
  ]

  private static let touchpoints = [
    #"{"type": "webinar", "at": "2026-09-22T12:00:00Z", "sentiment": 0.5}"#,
    #"{"type": "webinar", "at": "2026-09-25T12:00:00Z"}"#, #"{"type": "review", "sentiment": -0.5}"#,
    #"{"type": "fair", "at": "2026-09-23T10:00:00Z"}"#, #"{"type": "rumour", "at": "2026-09-21T10:00:00Z"}"#,
    #"{"type": "FAIR", "channel": "Phone", "at": "2026-09-22"}"#, #"{"type": "webinar", "channel": "fax"}"#,
    #"{"type": "review", "channel": "email", "sentiment": 0}"#, #"{"type": "opera"}"#,
  ]

  /// Members of whom little is known, or what no longer is a word of the book.
  private static let members = [
    "{}", #"{"journey": "x"}"#, #"{"persona": "cfo", "stage": "decision"}"#, #"{"role": "DECIDER"}"#,
    #"{"persona": "shopper", "role": "user"}"#,
    #"{"persona": "retired", "role": "decider", "engaged": false}"#,
    #"{"stage": "retention", "engaged": true}"#, #"{"role": "boss", "stage": "long-gone"}"#,
    #"{"persona": "Stranger", "engaged": null}"#,
  ]

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `that say the same agree on every state, also on what is not known`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let ways = TwoWays.make(&random)
    let expression = ways.expression.replacing("\"", with: "\\\"")
    let scenario = try Scenario(
      """
      actions:
        condition: {kind: k}
        expression: {kind: k}
        a0: {kind: k0, group: g0}
        a1: {kind: k1, group: g1}
        a2: {kind: k0}
        a3: {kind: k0}
        a4: {kind: k1}
      rules:
        condition: {when: \(ways.yaml), recommend: condition}
        expression: {when: {if: "\(expression)"}, recommend: expression}
        condition-fails: {when: {all_of: [\(ways.yaml)], if: "1 / 0 > 0"}, alert: {summary: never}}
        expression-fails: {when: {all_of: [{if: "\(expression)"}], if: "1 / 0 > 0"}, alert: {summary: never}}
      """)
    for number in 0..<12 as Range<UInt64> {
      var state = RandomState(seed: seed &* 100 + number)
      if random.chance(60) {
        state.members.append(
          #""stage_entered": "\#(random.pick(["2026-09-22T11:00:00Z", "2026-08-01T00:00:00Z", "2026-10-01T00:00:00Z"]))""#
        )
      }
      state.members.removeAll { $0.hasPrefix(#""touchpoints"#) || $0.hasPrefix(#""buying_group"#) }
      if random.chance(80) {
        let members = random.some(Self.members).joined(separator: ", ")
        state.members.append(#""buying_group": [\#(members)]"#)
      }
      state.members.append(
        #""touchpoints": [\#(random.some(Self.touchpoints).joined(separator: ", "))]"#)
      state.contacts += random.some(Self.contacts)
      let verdicts = Self.verdicts(try scenario.decide(state.text(), limit: 10))
      #expect(verdicts[0] == verdicts[1], "\(ways.yaml)\n\(ways.expression)\n\(state.text())")
    }
  }
}
