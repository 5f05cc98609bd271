import Testing

@Suite("Alerts")
struct AlertTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let condition: String
    let state: String
    let isRaised: Bool

    init(_ condition: String, _ state: String, _ isRaised: Bool) {
      (self.condition, self.state, self.isRaised) = (condition, state, isRaised)
    }

    var testDescription: String { "\(condition) of \(state)" }
  }

  @Test(arguments: cases)
  func `see the decision that was made`(_ example: Case) throws {
    let answer = try Scenario(
      """
      policies: {fallback: [f]}
      actions: {a: {kind: k}, b: {kind: k, cooldown: 1d}, f: {kind: m, eligible: {market: b2c}}}
      rules:
        a: {when: {stage: [awareness, decision]}, recommend: a}
        b: {when: {stage: [decision, retention]}, recommend: b}
        l: {when: \(example.condition), alert: {summary: x}}
      """
    ).decide(example.state)
    #expect(answer.alerts.count == (example.isRaised ? 1 : 0))
  }

  private static let sent = contacts(#"{"action": "b", "at": "2026-09-23T00:00:00Z"}"#)

  static let cases: [Case] = [
    .init("{decision.outcome: matched}", #""stage": "awareness""#, true),
    .init("{decision.outcome: matched}", #""stage": "consideration""#, false),
    .init("{decision.outcome: no_match}", #""stage": "consideration""#, true),
    .init("{decision.outcome: fallback}", #""market": "b2c""#, true),
    .init("{decision.outcome: [held_back, no_match]}", #""stage": "retention", \#(sent)"#, true),
    .init("{decision.outcome: {ne: matched}}", #""stage": "decision", \#(sent)"#, false),
    .init("{decision.actions: {has: a}}", #""stage": "decision""#, true),
    .init("{decision.actions: {has_all: [a, b]}}", #""stage": "decision""#, true),
    .init("{decision.actions: {has: b}}", #""stage": "decision", \#(sent)"#, false),
    .init("{decision.actions: {has: f}}", #""market": "b2c""#, true),
    .init("{decision.actions: {has_none: [a, b, f]}}", "", true),
    .init("{stage: decision, triggers: trial}", #""stage": "decision""#, false),
    .init("{stage: decision, triggers: trial}", #""stage": "decision", "triggers": ["trial"]"#, true),
  ]

  @Test
  func `are listed by rule, with severity and summary`() throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules:
        r: {recommend: [a, b]}
        z: {alert: {severity: critical, summary: "{decision.outcome}: {decision.actions} for {journey}"}}
        y: {alert: {summary: {en: "none {{at}} {stage}", da: "ingen på {stage}"}}}
        x: {unless: {stage: decision}, alert: {severity: info, summary: plain}}
        w: {enabled: false, alert: {summary: never}}
      """
    ).decide("")
    #expect(
      answer.text.contains(
        """
        "alerts":[{"rule":"x","severity":"info","summary":"plain"},{"rule":"y","severity":"warning",\
        "summary":"none {at} ?"},{"rule":"z","severity":"critical","summary":"matched: a, b for j"}]
        """))
  }
}
