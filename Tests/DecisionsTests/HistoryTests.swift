import Testing
import Time

@testable import Decisions
@testable import Rules

@Suite("What is remembered")
struct HistoryTests {
  private static func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

  private static func contact(
    _ action: Int, _ text: String, channel: Int? = nil, _ outcome: Outcome = .delivered
  ) throws -> Contact {
    let at = try instant(text)
    return Contact(
      action: action, actionID: "\(action)", kind: 0, group: nil, channel: channel, at: at,
      results: [.init(outcome, at: at)], decision: nil, countsTowardCaps: true, origin: .reserved)
  }

  private static let account = #""account": {"id": "acme"}"#

  struct Counting: Sendable, CustomTestStringConvertible {
    let policy: String
    let state: String
    let outline: String

    var testDescription: String { "\(policy) for {\(state)}" }
  }

  static let counting: [Counting] = [
    .init(
      policy: "caps: {w: {at_most: 2, within: 7d, per: account}}", state: account,
      outline: "held_back; a capped by w until 2026-09-27T10:00:00Z"),
    .init(policy: "caps: {w: {at_most: 3, within: 7d, per: account}}", state: account, outline: "matched a"),
    .init(policy: "caps: {w: {at_most: 1, within: 7d, per: account}}", state: "", outline: "matched a"),
    .init(policy: "caps: {w: {at_most: 1, within: 7d}}", state: account, outline: "matched a"),
    .init(
      policy: "caps: {w: {at_most: 2, calendar: month, per: account}}", state: account,
      outline: "held_back; a capped by w until 2026-10-01T00:00:00Z"),
    .init(
      policy: """
        pauses: {p: {after: 2, outcomes: [dismissed], within: 14d, pause: 3d, per: account}}
        """, state: account, outline: "held_back; a paused by p until 2026-09-24T10:00:00Z"),
    .init(
      policy: "pauses: {p: {after: 1, outcomes: [dismissed], within: 14d, pause: 3d}}", state: account,
      outline: "matched a"),
    .init(
      policy: """
        pauses: {p: {after: 1, outcomes: [dismissed], within: 14d, pause: 3d, per: account}}
        """, state: "", outline: "matched a"),
  ]

  @Test(arguments: counting)
  func `other journeys count for policies of a named account alone, each merged by itself`(
    _ example: Counting
  ) throws {
    let scenario = try Scenario(
      """
      policies: {\(example.policy)}
      actions: {a: {kind: k, cooldown: 30d}, b: {kind: k}}
      rules: {r: {when: {contacts: {at_most: 0}, last_contact_at: {exists: false}}, recommend: a}}
      """)
    let history = JourneyHistory(
      others: [
        [
          try Self.contact(0, "2026-09-20T10:00:00Z", .dismissed),
          try Self.contact(0, "2026-09-20T10:59:00Z"),
        ],
        [try Self.contact(0, "2026-09-21T10:00:00Z", .dismissed)],
      ])
    #expect(try scenario.decide(example.state, history: history).outline == example.outline)
  }

  @Test
  func `contacts of the journey count for policies of the account`() throws {
    let scenario = try Scenario(
      """
      policies: {caps: {w: {at_most: 2, within: 7d, per: account}}}
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {recommend: a}}
      """)
    let own = try Self.contact(1, "2026-09-20T10:00:00Z")
    let other = try Self.contact(1, "2026-09-22T10:00:00Z")
    #expect(
      try scenario.decide(Self.account, history: .init(contacts: [own], others: [[other]])).outline
        == "held_back; a capped by w until 2026-09-27T10:00:00Z")
    #expect(
      try scenario.decide(
        contacts(
          #"{"action": "b", "at": "2026-09-20T10:00:00Z"}"#, #"{"action": "b", "at": "2026-09-22T10:00:00Z"}"#
        )
      ).outline == "held_back; a capped by w until 2026-09-27T10:00:00Z")
  }

  @Test
  func `what others did opens and closes no channel`() throws {
    let scenario = try Scenario(
      """
      policies: {caps: {w: {at_most: 9, within: 7d, per: account}}}
      actions: {a: {kind: k, channels: [post]}}
      rules: {r: {recommend: a}}
      """)
    let post = try #require(scenario.plan.book.vocabulary.channels.index(ofID: "post"))
    let others = [
      [
        try Self.contact(0, "2026-09-22T10:00:00Z", channel: post, .unsubscribed),
        try Self.contact(0, "2026-09-20T10:00:00Z", channel: post, .bounced),
      ]
    ]
    #expect(try scenario.decide(Self.account, history: .init(others: others)).outline == "matched a/post")
  }

  struct Consent: Sendable, CustomTestStringConvertible {
    let given: String
    let isOpen: Bool

    var testDescription: String { given }
  }

  static let consents: [Consent] = [
    .init(given: "true", isOpen: false),
    .init(given: #"{"given": true, "at": "2026-09-20T10:00:00Z"}"#, isOpen: false),
    .init(given: #"{"given": true, "at": "2026-09-20T10:00:00.000001Z"}"#, isOpen: true),
  ]

  @Test(arguments: consents)
  func `a withdrawal closes its channel until a later consent`(_ consent: Consent) throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k, channels: [email]}, b: {kind: k, channels: [post]}}
      rules: {r: {recommend: [{action: a, score: 60}, b]}}
      """)
    let email = try #require(scenario.plan.book.vocabulary.channels.index(ofID: "email"))
    let withdrawals = [Withdrawal(channel: email, at: try Self.instant("2026-09-20T10:00:00Z"))]
    #expect(
      try scenario.decide(
        #""consent": {"email": \#(consent.given)}"#, history: .init(withdrawals: withdrawals)
      )
      .outline == (consent.isOpen ? "matched a/email b/post" : "matched b/post; a no-consent/email by email"))
  }

  @Test(arguments: [
    ("caps: {w: {at_most: 1, within: 7d, per: account}}", true),
    ("pauses: {p: {after: 1, outcomes: [opened], within: 1d, pause: 1d, per: account}}", true),
    ("caps: {w: {at_most: 1, within: 7d}}, holdout: {percent: 5, per: account}", false),
  ])
  func `a plan says whether it counts accounts`(policies: String, counts: Bool) throws {
    let scenario = try Scenario(
      "policies: {\(policies)}\nactions: {a: {kind: k}}\nrules: {r: {recommend: a}}")
    #expect(scenario.plan.countsAccounts == counts)
  }
}
