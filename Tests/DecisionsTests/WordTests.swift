import Foundation
import Testing
import Time

@testable import Decisions
@testable import Rules

@Suite("A word of the book in a state")
struct WordTests {
  private static let book = """
    policies:
      caps: {one-offer: {kind: offer, at_most: 1, within: 20d}, one-of-spring: {group: spring, at_most: 1, within: 10d}}
    actions:
      coupon: {kind: offer, group: spring, cooldown: 30d}
      talk: {kind: meeting}
    rules: {r: {recommend: coupon}}
    """

  private static func contact(_ members: String) -> String {
    contacts(#"{"at": "2026-09-20T08:00:00Z", \#(members)}"#)
  }

  @Test(arguments: counted)
  func `counts in any capitals`(_ example: Example) throws { try example.check() }

  static let counted: [Example] = [
    .init(
      "an action", book, contact(#""action": "COUPON""#),
      "held_back; coupon cooldown until 2026-10-20T08:00:00Z"),
    .init(
      "an action with a kelvin sign for its k", book.replacing("coupon", with: "kit"),
      contact("\"action\": \"\u{212a}IT\""), "held_back; kit cooldown until 2026-10-20T08:00:00Z"),
    .init("not with a space", book, contact(#""action": " coupon""#), "matched coupon"),
    .init(
      "a kind", book, contact(#""action": "gone", "kind": "Offer""#),
      "held_back; coupon capped by one-offer until 2026-10-10T08:00:00Z"),
    .init(
      "a group", book, contact(#""action": "TALK", "group": "SPRING""#),
      "held_back; coupon capped by one-of-spring until 2026-09-30T08:00:00Z"),
    .init("an outcome", book, contact(#""action": "Coupon", "outcome": "NOT_SENT""#), "matched coupon"),
  ]

  @Test(arguments: Outcome.allCases)
  func `an outcome, in whatever capitals, is that outcome`(outcome: Outcome) throws {
    for name in [outcome.rawValue, outcome.rawValue.uppercased(), outcome.rawValue.capitalized] {
      let state = try Scenario(Self.book).read(Self.contact(#""action": "coupon", "outcome": "\#(name)""#))
      #expect(state.contacts.first?.outcomes == OutcomeSet(outcome))
    }
  }

  @Test(arguments: ["lost", "NOT SENT", "delivered ", ""])
  func `an outcome that there is not is none in capitals either`(name: String) throws {
    #expect(Outcome(named: name) == nil)
    let scenario = try Scenario(Self.book)
    #expect(throws: StateRefusal.self) {
      _ = try scenario.read(Self.contact(#""action": "coupon", "outcome": "\#(name)""#))
    }
  }

  @Test
  func `an action that it lacks is one in all its spellings, and named as the state does`() throws {
    let state = try Scenario(Self.book).read(
      contacts(#"{"action": "Gone-ÅR"}"#, "{\"action\": \"gone-a\u{30a}r\"}"))
    #expect(Set(state.contacts.map(\.actionID)) == ["gone-år"])
    #expect(state.warnings.first?.detail == "unknown action 'Gone-ÅR'; the contact is kept")
  }

  @Test(arguments: Role.allCases)
  func `a role counts in any capitals`(role: Role) throws {
    let scenario = try Scenario(
      "actions: {a: {kind: k}}\nrules: {r: {when: {buying_group: {role: \(role.rawValue)}}, recommend: a}}")
    let answer = try scenario.decide(#""buying_group": [{"role": "\#(role.rawValue.capitalized)"}]"#)
    #expect(answer.outline == "matched a" && answer.warnings == [])
  }

  @Test
  func `a value that an attribute declares counts in the book's spelling`() throws {
    let scenario = try Scenario(
      """
      attributes:
        account.tier: {type: string, values: [Gold, silver, Große]}
        account.likes: {type: strings, values: [Jazz, folk]}
      actions: {a: {kind: k}, b: {kind: k}, c: {kind: k}}
      rules:
        r: {when: {account.tier: Gold}, recommend: a, because: "{account.tier}, {account.likes}"}
        s: {when: {account.likes: {has_all: [Jazz, folk]}}, recommend: b}
        t: {when: {if: 'account.tier == "Große"'}, recommend: c}
      """)
    let answer = try scenario.decide(
      #""account": {"tier": "GOLD", "likes": ["jazz", "polka", null, "FOLK"]}"#)
    #expect(answer.actions == ["a", "b"])
    #expect(answer.recommendations.first?["because"] as? String == "Gold, Jazz, folk")
    #expect(answer.warnings == ["/account/likes/1 'polka' is none of the values of 'account.likes'"])
    #expect(try scenario.decide(#""account": {"tier": "GROSSE"}"#).actions == ["c"])
    #expect(try scenario.decide(#""account": {"tier": "gold "}"#).warnings.count == 1)
  }

  @Test
  func `a value of an attribute that declares none is exact`() throws {
    let scenario = try Scenario(
      "actions: {a: {kind: k}}\nrules: {r: {when: {note: yes please}, recommend: a}}")
    #expect(try scenario.decide(#""note": "Yes please""#).actions == [])
  }
}
