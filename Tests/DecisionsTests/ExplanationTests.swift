import JSON
import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("The explanation of a decision")
struct ExplanationTests {
  /// What was decided, without what is said of how.
  private func result(_ decision: Decision, _ plan: DecisionPlan) -> String {
    var writer = JSONWriter()
    writer.object { decision.writeResult(plan: plan, listsAll: false, to: &$0) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `changes nothing, and says what decided`(seed: UInt64) throws {
    let scenario = try Scenario(RandomBook(seed: seed).text)
    let plan = scenario.plan
    var run = DecisionRun(plan, limits: ExpressionLimits())
    for part: UInt64 in 0..<6 {
      let state = try scenario.read(RandomState(seed: seed &* 1_000 + part).text())
      func decide(_ explanation: Explanation) -> Decision {
        run.carryOut(
          state, history: .none, clock: Instant(microseconds: 0), options: .init(explanation: explanation))
      }
      let plain = result(decide(.none), plan)
      #expect(result(decide(.matched), plan) == plain)
      let decision = decide(.full)
      #expect(result(decision, plan) == plain)
      #expect(decision.explanations.map(\.rule) == decision.matched)
      for explanation in decision.explanations {
        #expect(explanation.matches || explanation.verdict == .error)
      }
      guard decision.outcome != .holdout else { continue }
      let matched = Set(decision.matched)
      let recommending = plan.book.rules.indices.filter {
        if case .recommend = plan.book.rules[$0].effect { true } else { false }
      }
      let explanations = recommending.map { run.explain(Int32($0)) }
      for explanation in explanations {
        #expect(explanation.matches == matched.contains(explanation.rule))
        #expect(explanation.matches == explanation.obstacles.isEmpty)
      }
      let near = explanations.filter { $0.obstacles.count == 1 }.map(\.rule)
      #expect(Set(decision.nearMisses.map(\.rule)).isSubset(of: near))
      #expect(decision.nearMisses.count == min(10, near.count))
    }
  }

  private static let book = """
    attributes:
      account.revenue: number
    actions:
      roi: {kind: nurture}
      demo: {kind: demo}
      call: {kind: call, weight: 2}
    rules:
      cfo:
        when:
          stage: [consideration, decision]
          account.employees: {gte: 200}
          pain_points: {any: [price, delay], min_severity: 0.5}
          any_of:
            - {triggers: trial}
            - {touchpoints: {type: webinar, within: 14d, at_least: 2}}
          if: sentiment > -0.5
        recommend: {action: roi, score: 80}
      big:
        when: {account.revenue: {between: [10, 20]}}
        unless: {triggers: trial}
        recommend: demo
      excepted:
        when: {stage: consideration}
        unless: {triggers: trial}
        recommend: call
    """

  private static let state =
    #""stage": "consideration", "account": {"employees": 250}, "pain_points": [{"id": "price", "severity": 0.7}], "triggers": ["trial"], "sentiment": 0.25"#

  @Test func `shows of each condition what was wanted, what was seen and where it stands`() throws {
    let scenario = try Scenario(Self.book)
    Golden.check(try scenario.explain(Self.state, .full).text + "\n", against: "Goldens/explanation.json")
    #expect(try !scenario.explain(Self.state, .matched).text.contains("near_misses"))
    #expect(try !scenario.explain(Self.state, .none).text.contains("matched\":["))
  }

  @Test func `shows texts that only conditions compare`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}}
      rules:
        r: {when: {account.industry: retail, account.tags: {has: x}}, recommend: a}
      """)
    let text = try scenario.explain(#""account": {"industry": "farming", "tags": ["x", "y"]}"#, .full).text
    #expect(text.contains(#""wanted":"retail","seen":"farming""#))
    #expect(text.contains(#""wanted":{"has_all":["x"]},"seen":["x","y"]"#))
  }

  @Test func `says why an expression failed, and what it read`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}}
      rules:
        r: {when: {if: 1 / account.employees > 0, stage: consideration}, recommend: a}
      """)
    let text = try scenario.explain(
      #""stage": "consideration", "account": {"employees": 0}"#, .full
    ).text
    #expect(
      text.contains(
        #""verdict":"error","wanted":"1 / account.employees > 0","seen":{"account.employees":0},"error":"division by zero""#
      ))
  }

  @Test func `costs none of the steps that a decision has for its expressions`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules:
        r: {when: {if: "pain_points.all(p, severity(p) >= 0.0) && triggers.all(t, t != 'search')"}, recommend: a}
        s: {when: {if: "pain_points.all(p, severity(p) >= 0.0) && triggers.all(t, t != 'search')"}, recommend: b}
      """)
    let state = try scenario.read(Self.state.replacing(#", "account": {"employees": 250}"#, with: ""))
    for steps in 1...60 {
      var run = DecisionRun(
        scenario.plan, limits: ExpressionLimits(stepsPerExpression: 1_000, stepsPerDecision: steps))
      let results = [Explanation.none, .full].map { explanation in
        result(
          run.carryOut(
            state, history: .none, clock: Instant(microseconds: 0), options: .init(explanation: explanation)),
          scenario.plan)
      }
      #expect(results[0] == results[1], "\(steps) steps")
    }
  }
}
