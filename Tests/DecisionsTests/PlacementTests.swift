import Testing

@testable import Decisions
@testable import Rules

@Suite("Placement")
struct PlacementTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let rules: String
    let state: String
    let stage: String
    let persona: String

    init(
      _ name: String, _ rules: String, _ state: String = "", stage: String = "unknown",
      persona: String = "unknown"
    ) {
      (self.name, self.rules, self.state, self.stage, self.persona) = (name, rules, state, stage, persona)
    }

    var testDescription: String { name }
  }

  @Test(arguments: cases)
  func `gives a stage and a persona where the state has none`(_ example: Case) throws {
    let answer = try Scenario("rules:\n  \(example.rules)").decide(example.state)
    #expect(answer.place("stage") == example.stage)
    #expect(answer.place("persona") == example.persona)
  }

  @Test(arguments: [
    ("", ["for-a-persona", "for-a-stage"]), (#""stage": "decision""#, ["for-a-persona"]),
    (#""persona": "cfo""#, ["for-a-stage"]), (#""stage": "decision", "persona": "cfo""#, []),
    (#""stage": "nowhere", "persona": "cfo""#, ["for-a-stage"]),
  ])
  func `looks only at rules for what the state does not give`(state: String, rules: [String]) throws {
    let failing = try Scenario(
      """
      rules:
        for-a-stage: {when: {if: "1 / 0 > 0"}, place: {stage: decision}}
        for-a-persona: {when: {if: "1 / 0 > 0"}, place: {persona: cfo}}
      """)
    #expect(try failing.decide(state).errors.map { String($0.prefix { $0 != " " }) } == rules)
    let matching = try Scenario(
      "rules: {for-a-stage: {place: {stage: decision}}, for-a-persona: {place: {persona: cfo}}}")
    let decision = matching.decision(for: try matching.read(state), history: .none, limit: 1)
    #expect(decision.matched.map { matching.plan.book.rules[Int($0)].id }.sorted() == rules)
  }

  static let cases: [Case] = [
    .init("no rule holds", "p: {when: {triggers: trial}, place: {stage: decision}}"),
    .init("a stage", "p: {place: {stage: decision}}", stage: "decision placed"),
    .init("a persona", "p: {place: {persona: cfo}}", persona: "cfo placed"),
    .init(
      "the state's own", "p: {place: {stage: decision}}", #""stage": "awareness""#, stage: "awareness given"),
    .init(
      "the state's own by label", "p: {place: {persona: engineer}}", #""persona": "økonomichef""#,
      persona: "cfo given"),
    .init(
      "a stage outside the vocabulary is none", "p: {place: {stage: decision}}", #""stage": "nowhere""#,
      stage: "decision placed"),
    .init(
      "the highest confidence",
      "p: {place: {stage: decision, confidence: 0.9}}\n  q: {place: {stage: awareness, confidence: 0.8}}",
      stage: "decision placed"),
    .init(
      "one without confidence is certain",
      "p: {place: {stage: decision}}\n  q: {place: {stage: awareness, confidence: 0.99}}",
      stage: "decision placed"),
    .init(
      "on a tie the later in the book",
      "z: {place: {stage: decision, confidence: 0.5}}\n  a: {place: {stage: awareness, confidence: 0.5}}",
      stage: "awareness placed"),
    .init(
      "on a tie the later in the book, whatever its id",
      "a: {place: {persona: cfo}}\n  z: {place: {persona: engineer}}", persona: "engineer placed"),
    .init(
      "with no confidence at all", "p: {place: {stage: decision, confidence: 0}}", stage: "decision placed"),
    .init(
      "from what is given", "p: {when: {persona: cfo}, place: {stage: decision}}", #""persona": "cfo""#,
      stage: "decision placed", persona: "cfo given"),
    .init(
      "not from a placement",
      "p: {when: {phase: {exists: false}}, place: {persona: cfo}}\n  q: {place: {stage: decision}}",
      stage: "decision placed", persona: "cfo placed"),
    .init(
      "not while off",
      "p: {enabled: false, place: {stage: decision}}\n  q: {place: {stage: awareness, confidence: 0.1}}",
      stage: "awareness placed"),
    .init("not after its end", "p: {until: 2026-09-23, place: {stage: decision}}"),
  ]

  @Test
  func `gives a tie between files to the one with the later path`() throws {
    let early = "rules: {z: {place: {stage: decision}}}"
    let late = "rules: {a: {place: {stage: awareness}}}"
    #expect(try Scenario(early, late).decide("").place("stage") == "awareness placed")
    #expect(try Scenario(late, early).decide("").place("stage") == "decision placed")
  }

  @Test
  func `brings market, phase, role and stalling with it`() throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k, eligible: {market: b2b, stage: consideration}}}
      rules:
        p: {place: {stage: consideration}}
        q: {place: {persona: cfo}}
        r: {when: {market: b2b, role: decider, phase: before, stalled: true, stage: consideration}, recommend: a}
      """
    ).decide(#""stage_entered": "2026-08-24T10:00:00Z""#)
    #expect(answer.outline == "matched a")
  }

  @Test
  func `leaves the market to the state`() throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules:
        q: {place: {persona: cfo}}
        r: {when: {market: b2b}, recommend: a}
        s: {when: {market: b2c, persona: cfo}, recommend: b}
      """
    ).decide(#""market": "b2c""#)
    #expect(answer.outline == "matched b")
  }
}
