import Testing
import Time

@testable import Decisions

/// An expression, a state, and what is recommended or fails.
struct ExpressionExample: Sendable, CustomTestStringConvertible {
  let expression: String
  let state: String
  let holds: Bool

  init(_ expression: String, _ state: String, _ holds: Bool) {
    (self.expression, self.state, self.holds) = (expression, state, holds)
  }

  var testDescription: String { "\(expression) of \(state)" }
}

@Suite("An expression")
struct ExpressionTests {
  static let actions = "actions: {a: {kind: k}, b: {kind: k}, c: {kind: k}}"

  @Test(arguments: views)
  func `sees all of a state`(_ example: ExpressionExample) throws {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        r:
          when:
            if: |
              \(example.expression)
          recommend: a
      """)
    let answer = try scenario.decide(example.state)
    #expect(answer.actions == (example.holds ? ["a"] : []) && answer.errors == [])
  }

  static let views: [ExpressionExample] = [
    .init(#"journey == "j""#, "", true),
    .init(#"stage == "consideration" && phase == "before""#, #""stage": "evaluation""#, true),
    .init(#"persona == "cfo" && role == "decider" && market == "b2b""#, #""persona": "cfo""#, true),
    .init(#"language == "da""#, #""person": {"language": "da"}"#, true),
    .init("sentiment < 0.0", #""sentiment": -1"#, true),
    .init("sentiment < 0.0", "", false),
    .init(
      "stalled && days_in_stage == 53", #""stage": "consideration", "stage_entered": "2026-08-01T00:00:00Z""#,
      true),
    .init("since(stage_entered) > hours(24)", #""stage_entered": "2026-08-01T00:00:00Z""#, true),
    .init("account.employees % 2 == 1", #""account": {"employees": 3}"#, true),
    .init("account.score * 2.0 == 3.0", #""account": {"score": 1.5}"#, true),
    .init("account.score == 2.0", #""account": {"score": 2}"#, true),
    .init(
      #"account.industry.startsWith("re") && note.size() == 2"#,
      #""account": {"industry": "retail"}, "note": "åä""#, true),
    .init(#"account.tags == ["x", "y"]"#, #""account": {"tags": ["x", "y"]}"#, true),
    .init("account.active", #""account": {"active": true}"#, true),
    .init("account.since.getFullYear() == 2020", #""account": {"since": "2020-05-01T00:00:00Z"}"#, true),
    .init(#"pain_points["price"] == 0.6 && severity("delay") == 0.0"#, #""pain_points": ["price"]"#, true),
    .init(
      #"pain_points == {"delay": 0.9, "price": 0.6}"#,
      #""pain_points": ["price", {"id": "delay", "severity": 0.9}]"#, true),
    .init(#"triggers == ["renewal", "trial"]"#, #""triggers": ["trial", "renewal"]"#, true),
    .init("triggers.size() == 0 && pain_points.size() == 0", "", true),
    .init(
      #"touchpoints.map(t, t.type) == ["rumour", "webinar"] && touchpoints[1].medium == "online""#,
      #""touchpoints": [{"type": "rumour"}, {"type": "webinar"}]"#, true),
    .init(
      "has(touchpoints[0].medium) || has(touchpoints[0].at)", #""touchpoints": [{"type": "rumour"}]"#, false),
    .init(
      "!has(touchpoints[0].at) && !known(touchpoints[0].sentiment)", #""touchpoints": [{"type": "rumour"}]"#,
      true),
    .init(
      #"contacts.map(c, c.action) == ["a", "b"] && contacts[1].outcome == "clicked" && contacts[1].channel == "email""#,
      contacts(
        #"{"action": "b", "channel": "email", "at": "2026-09-22T10:00:00Z", "outcome": "clicked"}"#,
        #"{"action": "a", "at": "2026-09-21T10:00:00Z"}"#, #"{"action": "c", "at": "2026-09-24T10:00:00Z"}"#),
      true),
    .init(
      #"contacts.size() == 1 && contacts[0].outcome == "clicked""#,
      contacts(
        #"{"action": "b", "at": "2026-09-22T10:00:00Z", "outcome": "clicked"}"#,
        #"{"action": "b", "at": "2026-09-22T10:30:00Z", "outcome": "opened"}"#), true),
    .init(
      #"buying_group.exists(m, m.role == "decider" && m.engaged && m.journey == "acme/bo")"#,
      #""buying_group": [{"persona": "cfo"}, {"journey": "acme/bo", "persona": "cfo", "engaged": true}]"#,
      true),
    .init(
      #"consent.email && !consent["phone"]"#, #""consent": {"email": {"given": true}, "phone": false}"#, true),
    .init("consent.email || !consent.email", "", false),
    .init("!has(consent.email)", "", true),
    .init(#"now == timestamp("2026-09-23T10:00:00Z")"#, "", true),
    .init(
      #"last_touchpoint == "webinar" && since(last_touchpoint_at) == days(1)"#,
      #""touchpoints": [{"type": "webinar", "at": "2026-09-22T10:00:00Z"}]"#, true),
    .init(
      "since(last_contact_at) == hours(24)", contacts(#"{"action": "b", "at": "2026-09-22T10:00:00Z"}"#), true
    ),
    .init(#"stage == "decision" || sentiment > 0.0"#, #""sentiment": 1"#, true),
    .init(#"!(stage == "decision")"#, "", false),
    .init("!known(stage) && !has(account.employees)", "", true),
  ]

  /// What fails beside what holds, fails, or is not known.
  @Test(arguments: [
    ("{if: '1 / 0 > 0'}", "error"), ("{if: '1 / 0 > 0', stage: decision}", "fails"),
    ("{if: '1 / 0 > 0', account.employees: {gte: 1}}", "error"),
    ("{if: '1 / 0 > 0', sentiment: {lt: 1}}", "error"),
    ("{any_of: [{if: '1 / 0 > 0'}, {sentiment: 0.5}]}", "holds"),
    ("{any_of: [{if: '1 / 0 > 0'}, {account.employees: 3}]}", "error"),
    ("{any_of: [{if: '1 / 0 > 0'}, {stage: decision}]}", "error"),
    ("{none_of: [{if: '1 / 0 > 0'}, {sentiment: 0.5}]}", "fails"),
    ("{none_of: [{if: '1 / 0 > 0'}]}", "error"),
    ("{none_of: [{account.employees: 3}]}", "holds"),
    ("{all_of: [{if: '1 / 0 > 0'}, {stage: decision}]}", "fails"),
    ("{if: 'true || 1 / 0 > 0'}", "holds"), ("{if: '1 / 0 > account.employees'}", "unknown"),
    ("{if: account.employees > 1}", "unknown"),
  ])
  func `that fails is an error only where nothing settles the condition`(condition: String, verdict: String)
    throws
  {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        when: {when: \(condition), recommend: a}
        unless: {unless: \(condition), recommend: b}
        suppress: {when: \(condition), suppress: {action: c}}
        always: {recommend: c}
      """)
    let answer = try scenario.decide(#""stage": "awareness", "sentiment": 0.5"#)
    let isError = verdict == "error"
    #expect(answer.actions.contains("a") == (verdict == "holds"))
    #expect(answer.actions.contains("b") == (verdict != "holds" && !isError))
    #expect(
      answer.actions.contains("c") != (verdict == "holds" || isError), "a suppression that fails holds back")
    let failed = isError ? ["suppress", "unless", "when"] : []
    #expect(answer.errors.map { $0.split(separator: " ")[0] } == failed.map { $0[...] })
    #expect(answer.errors.allSatisfy { $0.contains("'if' failed: division by zero (1001.yaml:") })
  }

  @Test func `of 'unless' is settled by what holds before`() throws {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        one: {when: {if: '1 / 0 > 0'}, unless: {sentiment: 0.5}, recommend: a}
        two: {when: {account.employees: 1}, unless: {if: '1 / 0 > 0'}, recommend: b}
        three: {when: {sentiment: 0.6}, unless: {if: '1 / 0 > 0'}, recommend: c}
      """)
    let answer = try scenario.decide(#""sentiment": 0.5"#)
    #expect(answer.actions == [])
    #expect(answer.errors == ["two 'if' failed: division by zero (1001.yaml:4:55)"])
  }

  @Test(arguments: [
    ("50", "a 50"), ("'50'", "a 50"), ("'20.5 + severity(\"price\") * 10.0'", "a 26.5"),
    ("'1000'", "a 100"),
    ("'-1.0'", "a 0"), ("'1.0 / 0.0'", "!the number is not finite"), ("'1 / 0'", "!division by zero"),
    ("'account.employees'", ""), ("'dyn(\"x\")'", "!this is a string, not a number"),
  ])
  func `gives a score, clamped, and none where it fails or is not known`(score: String, outcome: String)
    throws
  {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules: {r: {recommend: [{action: a, score: \(score)}, b]}}
      """)
    let answer = try scenario.decide(#""pain_points": ["price"]"#)
    let first = answer.recommendations.first { Answer.text($0, "action") == "a" }
    if outcome.hasPrefix("a ") {
      #expect("a \(first?["score"] as? Double ?? -1)".replacing(".0", with: "") == outcome)
      #expect(answer.errors == [])
    } else {
      #expect(answer.actions == [], "one that fails takes the whole rule with it")
      #expect(answer.errors.count == (outcome.isEmpty ? 0 : 1))
      #expect(answer.errors.allSatisfy { $0.contains("'score' failed: \(outcome.dropFirst()) (") })
    }
  }

  @Test func `of a list is reported wherever it fails, each for itself, whatever stands before it`()
    throws
  {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        d: {detect: [{pain_point: price, severity: sentiment}, {pain_point: delay, severity: '1.0 / 0.0'}, {pain_point: doubt, severity: '1 / 0'}]}
        one: {recommend: [{action: a, score: sentiment}, {action: b, score: '1 / 0'}]}
        three: {recommend: [{action: a, score: '1 / 0'}, {action: b, score: '5 % 0'}, {action: c, score: dyn('x')}]}
        two: {recommend: [{action: b, score: '1 / 0'}, {action: a, score: sentiment}]}
        unmet: {when: {stage: decision}, recommend: [{action: a, score: '1 / 0'}]}
      """)
    let answer = try scenario.decide("")
    #expect(
      answer.errors.map { $0.prefix { $0 != "(" }.trimmingSuffix { $0 == " " } } == [
        "d 'severity' failed: the number is not finite", "d 'severity' failed: division by zero",
        "one 'score' failed: division by zero", "three 'score' failed: division by zero",
        "three 'score' failed: modulus by zero", "three 'score' failed: this is a string, not a number",
        "two 'score' failed: division by zero",
      ])
    #expect(answer.actions == [] && answer.detected.isEmpty)
  }

  @Test func `ranks among scores that are written out`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}, b: {kind: k, weight: 2}, c: {kind: k}, d: {kind: k}}
      rules:
        r1: {recommend: {action: a, score: 60}}
        r2: {recommend: {action: a, score: '30 + 40'}}
        r3: {recommend: {action: b, score: '35'}}
        r4: {recommend: {action: c, score: 71}}
        r5: {recommend: {action: c, score: '10'}}
        r6: {recommend: {action: d, score: '71.0'}}
        r7: {recommend: {action: a, score: '70.0'}}
      """)
    let answer = try scenario.decide("", limit: 10)
    #expect(answer.actions == ["c", "d", "a", "b"])
    #expect(
      answer.recommendations.map { $0["rules"] as? [String] } == [
        ["r4", "r5"], ["r6"], ["r2", "r7", "r1"], ["r3"],
      ])
    #expect(answer.recommendations.map { $0["priority"] as? Double } == [71, 71, 70, 70])
    #expect(try scenario.decide("", limit: 10).text == answer.text)
  }

  @Test func `gives severities and confidences, each for what comes after`() throws {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        d1: {detect: {pain_point: price, severity: '0.5 + sentiment'}}
        d2: {when: {if: 'severity("price") > 0.8'}, detect: [{pain_point: delay, severity: 'severity("price") - 0.5'}]}
        d3: {detect: {pain_point: doubt, severity: '1 / 0'}}
        p1: {when: {if: 'severity("delay") > 0.3'}, place: {stage: decision, confidence: 'severity("delay")'}}
        p2: {place: {stage: awareness, confidence: 0.3}}
        p3: {place: {persona: cfo, confidence: account.score}}
        r: {when: {if: 'stage == "decision" && phase == "during"'}, recommend: a}
      """)
    let answer = try scenario.decide(#""sentiment": 0.4"#)
    #expect(
      answer.detected.map { "\($0["pain_point"] ?? "") \($0["severity"] ?? "")" } == [
        "delay 0.4", "price 0.9",
      ])
    #expect(answer.place("stage") == "decision placed" && answer.place("persona") == "unknown")
    #expect(answer.actions == ["a"])
    #expect(answer.errors == ["d3 'severity' failed: division by zero (1001.yaml:5:49)"])
    #expect(try scenario.decide("").detected.isEmpty)
  }

  @Test func `of an action's eligibility is not fulfilled where it fails`() throws {
    let scenario = try Scenario(
      """
      actions:
        a: {kind: k, eligible: {if: account.employees / 0 > 1}}
        b: {kind: k, eligible: {if: account.employees > 1}}
      policies: {fallback: [a]}
      rules: {r: {recommend: [a, b]}}
      """)
    let answer = try scenario.decide(#""account": {"employees": 1}"#)
    #expect(answer.outline == "held_back; a ineligible; b ineligible")
    #expect(answer.errors == ["a 'if' failed: division by zero (1001.yaml:2:49)"])
    #expect(try scenario.decide("").errors == [])
  }

  @Test func `of an alert rule sees what was decided`() throws {
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        r: {when: {stage: decision}, recommend: a}
        none: {when: {if: 'decision.outcome == "no_match"'}, alert: {summary: nothing to do}}
        some: {when: {if: '"a" in decision.actions'}, alert: {summary: something}}
      """)
    #expect(try scenario.decide("").alerts.map { Answer.text($0, "rule") } == ["none"])
    #expect(try scenario.decide(#""stage": "decision""#).alerts.map { Answer.text($0, "rule") } == ["some"])
  }

  @Test func `that costs too much ends, as does a decision of which the expressions do`() throws {
    let tower =
      "[1,2,3,4,5,6,7,8,9,10]" + String(repeating: ".map(x, [x, x, x, x, x, x, x, x, x, x])", count: 3)
    let scenario = try Scenario(
      """
      \(Self.actions)
      rules:
        cheap: {when: {if: '1 + 1 == 2'}, recommend: a}
        tower: {when: {if: 'true || [0].exists(x, x == 1)'}, recommend: b}
        dear: {when: {if: '\(tower).map(x, x.map(y, y.map(z, z.map(u, [u, u, u, u, u, u, u, u, u])))).size() > 0'}, recommend: c}
      """)
    let decider = Decider(
      scenario.plan, limits: ExpressionLimits(stepsPerExpression: 1_000, stepsPerDecision: 3_000))
    let state = try scenario.read("")
    let one = decider.decide(state, clock: state.now ?? .init(microseconds: 0))
    #expect(one.failures.map(\.message).allSatisfy { $0.contains("the expression takes too many steps") })
    #expect(one.failures.count == 1 && one.recommendations.count == 2)
    let poor = Decider(
      scenario.plan, limits: ExpressionLimits(stepsPerExpression: 1_000, stepsPerDecision: 4))
    #expect(poor.decide(state, clock: .init(microseconds: 0)).failures.count >= 2)
    #expect(
      decider.decide(state, clock: .init(microseconds: 0)).failures.count == 1, "each decision starts anew")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var rest = self
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return String(rest)
  }
}
