import Testing

@Suite("A count")
struct CountTests {
  @Test(arguments: touchpoints)
  func `of touchpoints looks at those not later than now`(_ example: ConditionExample) throws {
    try example.check()
  }

  private static func seen(_ entries: String...) -> String {
    #""touchpoints": [\#(entries.joined(separator: ", "))]"#
  }

  static let webinar =
    #"{"type": "webinar", "at": "2026-09-09T10:00:00Z", "sentiment": 0.5, "channel": "email"}"#
  static let undated = #"{"type": "webinar"}"#
  static let later = #"{"type": "webinar", "at": "2026-09-23T10:00:00.000001Z"}"#
  static let review = #"{"type": "review", "at": "2026-09-22T10:00:00Z", "sentiment": -0.5}"#

  static let touchpoints: [ConditionExample] = [
    .init("{touchpoints: webinar}", seen(webinar), true),
    .init("{touchpoints: webinar}", seen(review), false),
    .init("{touchpoints: [webinar, review]}", seen(review), true),
    .init("{touchpoints: webinar}", seen(undated), true),
    .init("{touchpoints: webinar}", seen(later), false),
    .init("{touchpoints: webinar}", "", false),
    .init("{touchpoints: {type: webinar, within: 14d}}", seen(webinar), true),
    .init("{touchpoints: {type: webinar, within: 13d23h59m59s}}", seen(webinar), false),
    .init("{touchpoints: {type: webinar, older_than: 14d}}", seen(webinar), false),
    .init("{touchpoints: {type: webinar, older_than: 13d23h59m59s}}", seen(webinar), true),
    .init("{touchpoints: {type: webinar, within: 14d}}", seen(undated), false),
    .init("{touchpoints: {type: webinar, older_than: 1d}}", seen(undated), false),
    .init("{touchpoints: {type: webinar, within: 1d, at_most: 0}}", seen(undated), true),
    .init("{touchpoints: {at_least: 2}}", seen(webinar, review), true),
    .init("{touchpoints: {at_least: 3}}", seen(webinar, review, later), false),
    .init("{touchpoints: {at_most: 1}}", seen(webinar, review), false),
    .init("{touchpoints: {at_most: 2}}", "", true),
    .init("{touchpoints: {at_least: 1, at_most: 2}}", "", false),
    .init("{touchpoints: {at_least: 1, at_most: 2}}", seen(webinar, webinar), true),
    .init("{touchpoints: {type: review, at_most: 0}}", seen(webinar), true),
    .init("{touchpoints: {medium: online}}", seen(webinar), true),
    .init("{touchpoints: {medium: offline}}", seen(webinar), false),
    .init("{touchpoints: {medium: [online, offline]}}", seen(#"{"type": "rumour"}"#), false),
    .init("{touchpoints: {ownership: independent, influence: indirect}}", seen(review), true),
    .init("{touchpoints: {ownership: independent, influence: direct}}", seen(review), false),
    .init("{touchpoints: {channel: email}}", seen(webinar), true),
    .init("{touchpoints: {channel: email}}", seen(review), false),
    .init("{touchpoints: {channel: email, medium: online, within: 30d, at_most: 0}}", seen(webinar), false),
    .init("{touchpoints: {sentiment: {lt: 0}}}", seen(webinar, review), true),
    .init("{touchpoints: {sentiment: {lt: -0.5}}}", seen(webinar, review), false),
    .init("{touchpoints: {sentiment: {between: [-0.5, 0]}}}", seen(review), true),
    .init("{touchpoints: {sentiment: 0.5}}", seen(webinar), true),
    // What is not known of an entry passes `exists: false` alone.
    .init("{touchpoints: {sentiment: {ne: 0.5}}}", seen(undated), false),
    .init("{touchpoints: {sentiment: {not_in: [0.5]}}}", seen(undated), false),
    .init("{touchpoints: {sentiment: {exists: false}}}", seen(undated), true),
    .init("{touchpoints: {sentiment: {exists: false}}}", seen(webinar), false),
    .init("{last_touchpoint: review}", seen(review, webinar), true),
    .init("{last_touchpoint: webinar}", seen(webinar, later), true),
    .init(
      "{last_touchpoint: fair}", seen(review, #"{"type": "fair", "at": "2026-09-22T12:00:00+02:00"}"#), true),
    .init("{last_touchpoint: {exists: false}}", seen(undated), true),
    .init("{last_touchpoint_at: {within: 1d}}", seen(review), true),
    .init("{last_touchpoint_at: {within: 1d}}", seen(webinar), false),
  ]

  @Test(arguments: history)
  func `of contacts looks at merged ones, not later than now`(_ example: ConditionExample) throws {
    try example.check()
  }

  static let mail =
    #"{"action": "when", "channel": "email", "at": "2026-09-16T10:00:00Z", "outcome": "dismissed"}"#
  static let mailOpened =
    #"{"action": "when", "channel": "email", "at": "2026-09-16T10:30:00Z", "outcome": "opened"}"#
  static let call = #"{"action": "unless", "channel": "phone", "at": "2026-09-22T10:00:00Z"}"#
  static let unsent = #"{"action": "unless", "at": "2026-09-22T10:00:00Z", "outcome": "not_sent"}"#
  static let strange = #"{"action": "gone", "kind": "k"}"#

  static let history: [ConditionExample] = [
    .init("{contacts: {action: when}}", contacts(mail), true),
    .init("{contacts: {action: [any, unless]}}", contacts(mail), false),
    .init("{contacts: {kind: k}}", contacts(mail), true),
    .init("{contacts: {channel: phone}}", contacts(mail, call), true),
    .init("{contacts: {channel: phone}}", contacts(mail, unsent), false),
    .init("{contacts: {outcome: dismissed}}", contacts(mail), true),
    .init("{contacts: {outcome: delivered}}", contacts(call), true),
    .init("{contacts: {outcome: [opened, clicked]}}", contacts(mail), false),
    .init("{contacts: {at_least: 2}}", contacts(mail, call), true),
    .init("{contacts: {at_least: 2}}", contacts(mail, mailOpened), false),
    .init("{contacts: {outcome: opened, at_least: 1}}", contacts(mail, mailOpened), true),
    .init("{contacts: {at_least: 1}}", contacts(unsent), false),
    .init("{contacts: {within: 7d}}", contacts(mail), true),
    .init("{contacts: {within: 6d23h59m59s}}", contacts(mail), false),
    .init("{contacts: {older_than: 7d}}", contacts(mail), false),
    .init("{contacts: {older_than: 6d}}", contacts(mail), true),
    .init("{contacts: {kind: k}}", contacts(strange), true),
    .init("{contacts: {action: when, within: 1d}}", contacts(#"{"action": "when"}"#), false),
    .init(
      "{contacts: {action: when}}", contacts(#"{"action": "when", "at": "2026-09-24T00:00:00Z"}"#), false),
    .init("{contacts: {at_most: 0}}", "", true),
    .init("{last_contact_at: {within: 1d}}", contacts(mail, call), true),
    .init("{last_contact_at: {within: 1d}}", contacts(mail, unsent), false),
    .init("{last_contact_at: {exists: false}}", contacts(strange), true),
  ]

  @Test(arguments: groups)
  func `of the buying group looks at who is known`(_ example: ConditionExample) throws { try example.check() }

  private static func group(_ entries: String...) -> String {
    #""buying_group": [\#(entries.joined(separator: ", "))]"#
  }

  static let decider = #"{"journey": "acme/bo", "persona": "cfo", "stage": "decision", "engaged": true}"#
  static let gatekeeper = #"{"role": "gatekeeper", "engaged": false}"#

  static let groups: [ConditionExample] = [
    .init("{buying_group: {role: decider}}", group(decider), true),
    .init("{buying_group: {role: decider, at_most: 0}}", "", true),
    .init("{buying_group: {role: decider, at_most: 0}}", group(decider), false),
    .init("{buying_group: {role: gatekeeper}}", group(gatekeeper), true),
    // A role is ignored where the persona has one, and taken where it has none.
    .init("{buying_group: {role: gatekeeper}}", group(#"{"persona": "cfo", "role": "gatekeeper"}"#), false),
    .init("{buying_group: {role: buyer}}", group(#"{"persona": "stranger", "role": "buyer"}"#), true),
    .init("{buying_group: {persona: [cfo, engineer], at_least: 2}}", group(decider, decider), true),
    .init("{buying_group: {stage: decision, engaged: true}}", group(decider, gatekeeper), true),
    .init("{buying_group: {engaged: false}}", group(#"{"persona": "cfo"}"#), false),
    .init("{buying_group: {engaged: false}}", group(gatekeeper), true),
    .init("{buying_group: {at_least: 2}}", group(decider, "null", gatekeeper), true),
    .init("{buying_group: {stage: awareness}}", group(#"{"stage": "nowhere"}"#), false),
  ]
}
