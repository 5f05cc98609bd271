import Testing

@Suite("The holdout group")
struct HoldoutTests {
  struct Case: Sendable {
    let holdout: String
    let state: String
    let isHeldOut: Bool

    init(_ holdout: String, _ state: String, _ isHeldOut: Bool) {
      (self.holdout, self.state, self.isHeldOut) = (holdout, state, isHeldOut)
    }
  }

  // First eight bytes of SHA-256(salt, 0, id) as percent of 2⁶⁴, from Python's hashlib:
  // autumn-2026: acme/anna 89.00668829770476, acme 71.557017952899, globex 1.6209235506109028;
  // no salt: acme/anna 13.371455129573622, ø 94.95087748989336; æ: ø 51.166973850433436.
  static let cases: [Case] = [
    .init("{percent: 89.006688297705, salt: autumn-2026}", #""journey": "acme/anna""#, true),
    .init("{percent: 89.006688297704, salt: autumn-2026}", #""journey": "acme/anna""#, false),
    .init("{percent: 1.62092355061, salt: autumn-2026}", #""journey": "globex""#, false),
    .init("{percent: 1.62092355062, salt: autumn-2026}", #""journey": "globex""#, true),
    .init("{percent: 13.3714551295}", #""journey": "acme/anna""#, false),
    .init("{percent: 13.3714551296}", #""journey": "acme/anna""#, true),
    .init("{percent: 94.9508}", #""journey": "ø""#, false),
    .init("{percent: 94.9509}", #""journey": "ø""#, true),
    .init("{percent: 51.1670, salt: æ}", #""journey": "ø""#, true),
    .init("{percent: 51.1669, salt: æ}", #""journey": "ø""#, false),
    .init("{percent: 71.557017952899, salt: autumn-2026, per: journey}", #""journey": "acme/anna""#, false),
    .init(
      "{percent: 71.56, salt: autumn-2026, per: account}",
      #""journey": "acme/anna", "account": {"id": "acme"}"#,
      true),
    .init(
      "{percent: 71.55, salt: autumn-2026, per: account}",
      #""journey": "acme/anna", "account": {"id": "acme"}"#,
      false),
    .init("{percent: 80, salt: autumn-2026, per: account}", #""journey": "acme/anna""#, false),
    .init("{percent: 90, salt: autumn-2026, per: account}", #""journey": "acme/anna""#, true),
    .init("{percent: 0}", #""journey": "acme/anna""#, false),
    .init("{percent: 100}", #""journey": "ø""#, true),
    .init("{percent: 5e-324}", #""journey": "acme/anna""#, false),
  ]

  @Test(arguments: cases)
  func `is the part of a salted hash below the percentage`(_ example: Case) throws {
    let scenario = try Scenario(
      """
      policies: {holdout: \(example.holdout)}
      actions: {a: {kind: k}}
      rules: {r: {recommend: a}}
      """)
    #expect(try scenario.decide(example.state).outline == (example.isHeldOut ? "holdout" : "matched a"))
  }

  @Test
  func `gets stage, persona, detections and alerts, but no action`() throws {
    let scenario = try Scenario(
      """
      policies: {holdout: {percent: 100}, fallback: [a]}
      actions: {a: {kind: k}}
      rules:
        r: {recommend: a}
        d: {detect: {pain_point: price}}
        p: {place: {stage: decision}}
        l: {when: {decision.outcome: holdout, stage: decision, pain_points: price}, alert: {summary: "held {stage}"}}
      """)
    let answer = try scenario.decide("")
    #expect(answer.outline == "holdout")
    #expect(answer.place("stage") == "decision placed")
    #expect(answer.detected.map { $0["pain_point"] as? String } == ["price"])
    #expect(answer.alerts.map { $0["summary"] as? String } == ["held decision"])
  }
}
