import Testing

@Suite("A comparator")
struct ComparatorTests {
  @Test(arguments: numbers)
  func `compares whole numbers and fractions exactly`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let numbers: [ConditionExample] = [
    .init("{account.employees: 200}", #""account": {"employees": 200}"#, true),
    .init("{account.employees: 200}", #""account": {"employees": 200.0}"#, true),
    .init("{account.employees: 200}", #""account": {"employees": 2e2}"#, true),
    .init("{account.employees: 200}", #""account": {"employees": 201}"#, false),
    .init("{account.employees: [1, 200]}", #""account": {"employees": 200}"#, true),
    .init("{account.employees: {eq: 200}}", "", false),
    .init("{account.employees: {ne: 200}}", #""account": {"employees": 201}"#, true),
    .init("{account.employees: {ne: 200}}", #""account": {"employees": null}"#, false),
    .init("{account.employees: {gt: 200}}", #""account": {"employees": 200}"#, false),
    .init("{account.employees: {gte: 200}}", #""account": {"employees": 200}"#, true),
    .init("{account.employees: {lt: 200}}", #""account": {"employees": 200}"#, false),
    .init("{account.employees: {lte: 200}}", #""account": {"employees": 200}"#, true),
    .init("{account.employees: {gt: 1, lt: 3}}", #""account": {"employees": 2}"#, true),
    .init("{account.employees: {gt: 1, lt: 3}}", #""account": {"employees": 3}"#, false),
    .init("{account.employees: {between: [2, 4]}}", #""account": {"employees": 2}"#, true),
    .init("{account.employees: {between: [2, 4]}}", #""account": {"employees": 4}"#, true),
    .init("{account.employees: {between: [2, 4]}}", #""account": {"employees": 5}"#, false),
    .init("{account.employees: {in: [2, 4]}}", #""account": {"employees": 3}"#, false),
    .init("{account.employees: {not_in: [2, 4]}}", #""account": {"employees": 3}"#, true),
    .init("{account.employees: {not_in: [2, 4]}}", "", false),
    .init("{account.employees: {exists: true}}", #""account": {"employees": 0}"#, true),
    .init("{account.employees: {exists: false}}", #""account": {"employees": 0}"#, false),
    .init("{account.employees: {exists: false}}", #""account": null"#, true),
    .init("{account.employees: {gt: 2.5}}", #""account": {"employees": 3}"#, true),
    .init("{account.employees: {gt: 2.5}}", #""account": {"employees": 2}"#, false),
    .init("{account.employees: {lt: -2.5}}", #""account": {"employees": -3}"#, true),
    .init("{account.employees: {lt: -2.5}}", #""account": {"employees": -2}"#, false),
    .init("{account.employees: {between: [0.5, 1.5]}}", #""account": {"employees": 1}"#, true),
    // 2⁵³ + 1 is no double.
    .init(
      "{account.employees: {gt: 9007199254740992.0}}", #""account": {"employees": 9007199254740993}"#, true),
    .init(
      "{account.employees: {gt: 9007199254740992}}", #""account": {"employees": 9007199254740993}"#, true),
    .init(
      "{account.employees: {lte: 9007199254740992.0}}", #""account": {"employees": 9007199254740993}"#, false),
    .init("{account.employees: 9007199254740993}", #""account": {"employees": 9007199254740992}"#, false),
    .init(
      "{account.employees: {lt: 9007199254740994.0}}", #""account": {"employees": 9007199254740993}"#, true),
    .init(
      "{account.employees: {lt: -9007199254740992.0}}", #""account": {"employees": -9007199254740993}"#, true),
    .init("{account.employees: {lt: 9.3e18}}", #""account": {"employees": 9223372036854775807}"#, true),
    .init(
      "{account.employees: {gte: 9223372036854775807}}", #""account": {"employees": 9223372036854775806}"#,
      false),
    .init("{account.employees: {gt: -9.3e18}}", #""account": {"employees": -9223372036854775808}"#, true),
    // A number on either side is the nearest double.
    .init("{account.score: {lt: 9007199254740993}}", #""account": {"score": 9007199254740992}"#, false),
    .init("{account.score: {gte: 9007199254740993}}", #""account": {"score": 9007199254740992.0}"#, true),
    .init("{account.score: {lt: 9007199254740993}}", #""account": {"score": 9007199254740993}"#, false),
    .init("{account.score: 12345678901234567}", #""account": {"score": 12345678901234567}"#, true),
    .init("{account.score: {ne: 12345678901234567}}", #""account": {"score": 12345678901234567}"#, false),
    .init("{account.score: [1, 12345678901234567]}", #""account": {"score": 12345678901234567}"#, true),
    .init(
      "{account.score: {not_in: [12345678901234567]}}", #""account": {"score": 12345678901234567}"#, false),
    .init(
      "{account.score: {between: [12345678901234567, 12345678901234569]}}",
      #""account": {"score": 12345678901234567}"#, true),
    .init("{account.score: 9223372036854775807}", #""account": {"score": 9223372036854775808.0}"#, true),
    .init("{account.score: 98765432109876543210}", #""account": {"score": 98765432109876543210}"#, true),
    .init("{account.score: 0.3}", #""account": {"score": 0.3}"#, true),
    .init("{account.score: 0.3}", #""account": {"score": 0.30000000000000004}"#, false),
    .init("{account.score: 2}", #""account": {"score": 2.0}"#, true),
    .init("{account.score: 0}", #""account": {"score": -0.0}"#, true),
    .init("{account.score: {gt: 0}}", #""account": {"score": 5e-324}"#, true),
    .init("{account.score: {in: [1, 2.5]}}", #""account": {"score": 2.5}"#, true),
    .init("{sentiment: {lt: 0}}", #""sentiment": -0.1"#, true),
    .init("{sentiment: {lt: 0}}", #""sentiment": 0"#, false),
    .init("{sentiment: {lt: 0}}", "", false),
  ]

  @Test(arguments: values)
  func `compares texts by code points, and other values as they are`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let values: [ConditionExample] = [
    .init(#"{note: "caf\u00e9"}"#, #""note": "caf\u00e9""#, true),
    .init(#"{note: "caf\u00e9"}"#, #""note": "cafe\u0301""#, false),
    .init(#"{note: {ne: "caf\u00e9"}}"#, #""note": "cafe\u0301""#, true),
    .init(#"{note: ["caf\u00e9", "cafe\u0301"]}"#, #""note": "cafe\u0301""#, true),
    .init(#"{note: {not_in: ["caf\u00e9", x]}}"#, #""note": "cafe\u0301""#, true),
    .init(#"{account.tags: {has: "caf\u00e9"}}"#, #""account": {"tags": ["cafe\u0301"]}"#, false),
    .init(#"{account.tags: {has_none: ["caf\u00e9"]}}"#, #""account": {"tags": ["cafe\u0301"]}"#, true),
    .init("{note: Yes}", #""note": "yes""#, false),
    .init("{note: no}", #""note": "no""#, true),
    .init("{note: \"\"}", #""note": """#, true),
    .init("{note: {exists: true}}", #""note": """#, true),
    .init("{note: {ne: x}}", #""note": "never seen in the book""#, true),
    .init("{account.industry: retail}", #""account": {"industry": "retail"}"#, true),
    // A text outside the attribute's values counts as not known.
    .init("{account.industry: {ne: retail}}", #""account": {"industry": "mining"}"#, false),
    .init("{account.industry: {exists: false}}", #""account": {"industry": "Retailer"}"#, true),
    .init("{account.active: true}", #""account": {"active": true}"#, true),
    .init("{account.active: {ne: true}}", #""account": {"active": false}"#, true),
    .init("{account.active: {in: [true, false]}}", "", false),
    .init("{account.tags: {has: a}}", #""account": {"tags": ["b", "a"]}"#, true),
    .init("{account.tags: {has_any: [a, c]}}", #""account": {"tags": ["b", "c"]}"#, true),
    .init("{account.tags: {has_any: [a, c]}}", #""account": {"tags": []}"#, false),
    .init("{account.tags: {has_all: [a, c]}}", #""account": {"tags": ["c", "b", "a"]}"#, true),
    .init("{account.tags: {has_all: [a, c]}}", #""account": {"tags": ["c", "b"]}"#, false),
    .init("{account.tags: {has_none: [a, c]}}", #""account": {"tags": []}"#, true),
    .init("{account.tags: {has_none: [a, c]}}", "", false),
    .init("{account.tags: {has: a, has_none: [b]}}", #""account": {"tags": ["a", "b"]}"#, false),
    .init("{account.tags: {exists: true}}", #""account": {"tags": []}"#, true),
  ]

  @Test(arguments: instants)
  func `measures instants from now, both edges of 'within' inside`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let instants: [ConditionExample] = [
    .init("{account.since: {within: 7d}}", #""account": {"since": "2026-09-16T10:00:00Z"}"#, true),
    .init("{account.since: {within: 7d}}", #""account": {"since": "2026-09-16T09:59:59.999999Z"}"#, false),
    .init("{account.since: {within: 7d}}", #""account": {"since": "2026-09-23T10:00:00Z"}"#, true),
    .init("{account.since: {within: 7d}}", #""account": {"since": "2026-09-23T10:00:00.000001Z"}"#, false),
    .init("{account.since: {within: 7d}}", "", false),
    .init("{account.since: {older_than: 7d}}", #""account": {"since": "2026-09-16T10:00:00Z"}"#, false),
    .init("{account.since: {older_than: 7d}}", #""account": {"since": "2026-09-16T09:59:59.999999Z"}"#, true),
    .init(
      "{account.since: {older_than: 1d, within: 7d}}", #""account": {"since": "2026-09-20T10:00:00Z"}"#, true),
    .init("{account.since: 2026-09-01}", #""account": {"since": "2026-09-01T02:00:00+02:00"}"#, true),
    .init("{account.since: {gte: 2026-09-01}}", #""account": {"since": "2026-08-31T23:59:59Z"}"#, false),
    .init("{account.since: {lt: 2026-09-01}}", #""account": {"since": "2026-08-31t23:59:59z"}"#, true),
    .init(
      "{account.since: {between: [2026-09-01, 2026-09-02]}}",
      #""account": {"since": "2026-09-02T00:00:00Z"}"#, true),
    .init(
      "{account.since: {between: [2026-09-01, 2026-09-02]}}",
      #""account": {"since": "2026-09-02T00:00:01Z"}"#, false),
    .init(
      "{account.since: {in: [2026-09-01, 2026-09-03]}}", #""account": {"since": "2026-09-03T00:00:00Z"}"#,
      true),
    .init("{account.since: {not_in: [2026-09-01]}}", #""account": {"since": "2026-09-03T00:00:00Z"}"#, true),
    .init("{account.since: {exists: false}}", "", true),
    .init("{days_in_stage: 1}", #""stage_entered": "2026-09-22T10:00:00Z""#, true),
    .init("{days_in_stage: 0}", #""stage_entered": "2026-09-22T10:00:00.000001Z""#, true),
    .init("{days_in_stage: -1}", #""stage_entered": "2026-09-23T10:00:00.000001Z""#, true),
    .init("{days_in_stage: {exists: false}}", #""stage": "decision""#, true),
    .init("{account.since: {in_next: 7d}}", #""account": {"since": "2026-09-23T10:00:00Z"}"#, true),
    .init("{account.since: {in_next: 7d}}", #""account": {"since": "2026-09-23T09:59:59.999999Z"}"#, false),
    .init("{account.since: {in_next: 7d}}", #""account": {"since": "2026-09-30T10:00:00Z"}"#, true),
    .init("{account.since: {in_next: 7d}}", #""account": {"since": "2026-09-30T10:00:00.000001Z"}"#, false),
    .init("{account.since: {in_next: 7d}}", "", false),
    .init("{account.since: {later_than: 7d}}", #""account": {"since": "2026-09-30T10:00:00Z"}"#, false),
    .init("{account.since: {later_than: 7d}}", #""account": {"since": "2026-09-30T10:00:00.000001Z"}"#, true),
    .init("{account.since: {later_than: 7d}}", "", false),
    .init(
      "{account.since: {later_than: 1d, in_next: 7d}}", #""account": {"since": "2026-09-26T10:00:00Z"}"#, true
    ),
    .init(
      "{account.since: {later_than: 1d, in_next: 7d}}", #""account": {"since": "2026-09-23T11:00:00Z"}"#,
      false),
    .init(
      "{any_of: [{account.since: {within: 1d}}, {account.since: {in_next: 1d}}]}",
      #""account": {"since": "2026-09-23T10:00:00Z"}"#, true),
    .init("{stage_entered: {in_next: 1d}}", #""stage_entered": "2026-09-23T11:00:00Z""#, true),
    .init("{stage_entered: {within: 1d}}", #""stage_entered": "2026-09-22T10:00:00Z""#, true),
    .init("{stalled: true}", #""stage": "consideration", "stage_entered": "2026-08-24T10:00:00Z""#, true),
    .init(
      "{stalled: false}", #""stage": "consideration", "stage_entered": "2026-08-24T10:00:00.000001Z""#, true),
    .init(
      "{stalled: {exists: false}}", #""stage": "decision", "stage_entered": "2020-01-01T00:00:00Z""#, true),
    .init("{stalled: {exists: false}}", #""stage": "consideration""#, true),
  ]

  @Test
  func `takes a bare date as midnight in the book's zone`() throws {
    let scenario = try Scenario(
      """
      policies: {time_zone: Europe/Copenhagen}
      actions: {a: {kind: k}}
      rules: {r: {when: {account.since: {gte: 2026-10-26}}, recommend: a}}
      """)
    #expect(try scenario.decide(#""account": {"since": "2026-10-25T22:59:59Z"}"#).outcome == "no_match")
    #expect(try scenario.decide(#""account": {"since": "2026-10-25T23:00:00Z"}"#).outcome == "matched")
  }
}
