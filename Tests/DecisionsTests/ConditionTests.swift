import Testing

/// A condition, a state, and whether the one holds for the other.
struct ConditionExample: Sendable, CustomTestStringConvertible {
  let condition: String
  let state: String
  let holds: Bool

  init(_ condition: String, _ state: String, _ holds: Bool) {
    (self.condition, self.state, self.holds) = (condition, state, holds)
  }

  var testDescription: String { "\(condition) of \(state)" }

  /// Asks the condition wherever one may stand. What is unknown does not hold, and `unless` and `none_of`
  /// ask for just that.
  func check() throws {
    let actions = ["when", "unless", "any", "all", "none"].map { "\($0): {kind: k}" }.joined(separator: ", ")
    let scenario = try Scenario(
      """
      actions: {\(actions), eligible: {kind: k, eligible: \(condition)}}
      rules:
        when: {when: \(condition), recommend: when}
        unless: {unless: \(condition), recommend: unless}
        any: {when: {any_of: [\(condition), {triggers: renewal}]}, recommend: any}
        all: {when: {all_of: [\(condition), {none_of: [{triggers: renewal}]}]}, recommend: all}
        none: {when: {none_of: [\(condition)]}, recommend: none}
        always: {recommend: eligible}
      """)
    let answer = try scenario.decide(state, limit: 10)
    #expect(answer.actions == (holds ? ["all", "any", "eligible", "when"] : ["none", "unless"]))
  }
}

@Suite("A condition")
struct ConditionTests {
  @Test(arguments: places)
  func `on what a journey is holds for the values that it names`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let places: [ConditionExample] = [
    .init("{market: b2b}", #""market": "b2b""#, true),
    .init("{market: b2b}", #""market": "b2c""#, false),
    .init("{market: b2c}", #""market": "FORBRUGER""#, true),
    .init("{market: [b2b, b2c]}", #""market": "b2c""#, true),
    // The persona's market where the state gives none.
    .init("{market: b2b}", #""persona": "cfo""#, true),
    .init("{market: b2b}", #""persona": "cfo", "market": "b2c""#, false),
    .init("{market: b2b}", #""persona": "stranger""#, false),
    .init("{market: b2b}", "", false),
    .init("{stage: consideration}", #""stage": "consideration""#, true),
    .init("{stage: consideration}", #""stage": "Evaluation""#, true),
    .init("{stage: consideration}", #""stage": "ÖVERVÄGANDE""#, true),
    .init("{stage: consideration}", #""stage": "O\u0308vervägande""#, true),
    .init("{stage: consideration}", #""stage": " consideration""#, false),
    .init("{stage: [awareness, decision]}", #""stage": "consideration""#, false),
    .init("{stage: {ne: decision}}", #""stage": "consideration""#, true),
    .init("{stage: {ne: decision}}", "", false),
    .init("{stage: {not_in: [decision, retention]}}", #""stage": "decision""#, false),
    .init("{stage: {not_in: [decision, retention]}}", "", false),
    .init("{stage: {exists: false}}", "", true),
    .init("{stage: {exists: false}}", #""stage": null"#, true),
    .init("{stage: {exists: false}}", #""stage": "nowhere""#, true),
    .init("{persona: [cfo, engineer]}", #""persona": "engineer""#, true),
    .init("{persona: cfo, stage: decision}", #""persona": "cfo""#, false),
    .init("{persona: cfo, stage: decision}", #""persona": "cfo", "stage": "decision""#, true),
    .init("{phase: before}", #""stage": "consideration""#, true),
    .init("{phase: [during, after]}", #""stage": "consideration""#, false),
    .init("{role: decider}", #""persona": "cfo""#, true),
    .init("{role: {exists: true}}", #""persona": "shopper""#, false),
    .init("{journey: acme/anna}", #""journey": "acme/anna""#, true),
    .init("{journey: {ne: acme/anna}}", #""journey": "acme/Anna""#, true),
    .init("{language: da}", #""person": {"language": "da"}"#, true),
    .init("{language: da}", "", false),
    .init("{person.language: {ne: da}}", #""person": {"language": "sv"}"#, true),
  ]

  @Test(arguments: signals)
  func `on pain points and triggers asks which are there`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let signals: [ConditionExample] = [
    .init("{pain_points: price}", #""pain_points": ["price"]"#, true),
    .init("{pain_points: price}", "", false),
    .init("{pain_points: price}", #""pain_points": ["PRICE", "delay"]"#, true),
    .init("{pain_points: [price, delay]}", #""pain_points": ["delay"]"#, true),
    .init("{pain_points: {any: [price, delay]}}", #""pain_points": ["doubt"]"#, false),
    .init("{pain_points: {all: [price, delay]}}", #""pain_points": ["price", "delay"]"#, true),
    .init("{pain_points: {all: [price, delay]}}", #""pain_points": ["price"]"#, false),
    .init("{pain_points: {none: price}}", "", true),
    .init("{pain_points: {none: [price, delay]}}", #""pain_points": ["delay"]"#, false),
    .init("{pain_points: {any: price, none: delay}}", #""pain_points": ["price", "doubt"]"#, true),
    .init("{pain_points: {any: price, none: delay}}", #""pain_points": ["price", "delay"]"#, false),
    // The severity given, else that of the vocabulary (0.6), else 0.5.
    .init("{pain_points: {any: price, min_severity: 0.6}}", #""pain_points": ["price"]"#, true),
    .init("{pain_points: {any: price, min_severity: 0.61}}", #""pain_points": ["price"]"#, false),
    .init("{pain_points: {any: delay, min_severity: 0.5}}", #""pain_points": ["delay"]"#, true),
    .init(
      "{pain_points: {any: price, min_severity: 0.6}}", #""pain_points": [{"id": "price", "severity": 0.5}]"#,
      false),
    .init("{pain_points: price}", #""pain_points": [{"id": "price", "severity": 0}]"#, true),
    .init(
      "{pain_points: {any: price, min_severity: 0}}", #""pain_points": [{"id": "price", "severity": 0}]"#,
      true),
    .init(
      "{pain_points: {any: price, min_severity: 0.8}}",
      #""pain_points": [{"id": "price", "severity": 0.9}, {"id": "Price", "severity": 0.1}]"#, true),
    // One below the severity counts as absent, for `none` too.
    .init("{pain_points: {none: doubt, min_severity: 0.3}}", #""pain_points": ["doubt"]"#, true),
    .init("{pain_points: {none: doubt, min_severity: 0.2}}", #""pain_points": ["doubt"]"#, false),
    .init(
      "{pain_points: {all: [price, doubt], min_severity: 0.3}}", #""pain_points": ["price", "doubt"]"#, false),
    .init("{triggers: trial}", #""triggers": ["Free Trial"]"#, true),
    .init("{triggers: {all: [trial, search]}}", #""triggers": ["trial", "search", "trial"]"#, true),
    .init("{triggers: {all: [trial, search]}}", #""triggers": ["search"]"#, false),
    .init("{triggers: {none: trial}}", #""triggers": ["search"]"#, true),
    .init("{triggers: {none: trial}}", #""triggers": null"#, true),
  ]

  @Test(arguments: nested)
  func `made of others is Kleene's logic of them`(_ example: ConditionExample) throws { try example.check() }

  static let nested: [ConditionExample] = [
    .init("{any_of: [{stage: decision}, {account.active: true}]}", #""stage": "decision""#, true),
    .init("{any_of: [{stage: decision}, {account.active: true}]}", #""stage": "awareness""#, false),
    .init("{all_of: [{stage: decision}, {account.active: true}]}", #""stage": "decision""#, false),
    .init(
      "{all_of: [{stage: decision}, {account.active: true}]}",
      #""stage": "decision", "account": {"active": true}"#, true),
    .init("{none_of: [{account.active: true}]}", "", true),
    .init("{none_of: [{account.active: {ne: true}}]}", "", true),
    .init("{none_of: [{stage: decision}, {account.active: true}]}", #""stage": "decision""#, false),
    .init("{none_of: [{none_of: [{account.active: true}]}]}", "", false),
    .init(
      "{any_of: [{all_of: [{none_of: [{stage: decision}]}]}]}", #""stage": "awareness""#, true),
    .init(
      "{any_of: [{stage: decision}, {stage: awareness}], triggers: trial}",
      #""stage": "awareness", "triggers": ["trial"]"#, true),
    .init(
      "{any_of: [{stage: decision}, {stage: awareness}], triggers: trial}",
      #""stage": "retention", "triggers": ["trial"]"#, false),
    .init("{all_of: [{pain_points: price}, {pain_points: delay}]}", #""pain_points": ["price"]"#, false),
    .init("{any_of: [{persona: cfo, stage: decision}, {market: b2c}]}", #""persona": "shopper""#, true),
  ]
}
