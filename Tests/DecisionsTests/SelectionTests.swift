import Testing

@Suite("The selection")
struct SelectionTests {
  private static func book(_ policies: String, _ actions: String, _ recommended: String = "[a, b, c, d]")
    -> String
  {
    """
    policies: {\(policies)}
    actions: {\(actions)}
    rules: {r: {recommend: \(recommended)}}
    """
  }

  private static let four = "a: {kind: k, group: g}, b: {kind: k}, c: {kind: m, group: g}, d: {kind: m}"

  @Test(arguments: spreads)
  func `takes what spread and limit allow, in rank order`(_ example: Example) throws { try example.check() }

  static let spreads: [Example] = [
    .init("three where nothing is said", book("language: en", four), "matched a b c; d outranked"),
    .init("as the policies say", book("limit: 1", four), "matched a; b outranked; c outranked; d outranked"),
    .init("as the caller says", book("limit: 1", four), limit: 2, "matched a b; c outranked; d outranked"),
    .init(
      "one of a kind", book("spread: {kind: 1}", four), "matched a c; b spread by kind; d spread by kind"),
    .init("two of a kind", book("spread: {kind: 2}, limit: 9", four), "matched a b c d"),
    .init("one of a group", book("spread: {group: 1}, limit: 9", four), "matched a b d; c spread by group"),
    .init(
      "one of a kind and of a group", book("spread: {group: 1, kind: 1}", four),
      "matched a d; b spread by kind; c spread by group"),
    .init(
      "spread before limit", book("spread: {kind: 1}, limit: 1", four),
      "matched a; b spread by kind; c outranked; d outranked"),
    .init(
      "none", book("limit: 0", "a: {kind: k}, b: {kind: k, cooldown: 1d}", "[a, b]"),
      "matched; a outranked; b outranked"),
    .init(
      "nothing of what is held back counts for spread",
      book("spread: {kind: 1}", "a: {kind: k, eligible: {market: b2b}}, b: {kind: k}", "[a, b]"),
      "matched b; a ineligible"),
    .init(
      "gates before spread",
      book("spread: {kind: 1}", "a: {kind: k}, b: {kind: k, eligible: {market: b2b}}", "[a, b]"),
      "matched a; b ineligible"),
  ]

  @Test(arguments: fallbacks)
  func `falls back where no candidate comes through`(_ example: Example) throws { try example.check() }

  private static let closed = "a: {kind: k, eligible: {market: b2b}}"

  static let fallbacks: [Example] = [
    .init(
      "on candidates all held back", book("fallback: [f]", "\(closed), f: {kind: k}", "a"),
      "fallback f; a ineligible"),
    .init("on nothing", "policies: {fallback: [f]}\nactions: {f: {kind: k}}", "fallback f"),
    .init(
      "not where one comes through", book("fallback: [f]", "a: {kind: k}, f: {kind: k}", "a"), "matched a"),
    .init(
      "not where one is only outranked", book("fallback: [f], limit: 0", "a: {kind: k}, f: {kind: k}", "a"),
      "matched; a outranked"),
    .init(
      "in their order", "policies: {fallback: [z, f]}\nactions: {f: {kind: k}, z: {kind: k}}", "fallback z f"),
    .init(
      "up to the limit", "policies: {fallback: [z, f], limit: 1}\nactions: {f: {kind: k}, z: {kind: k}}",
      "fallback z; f outranked"),
    .init(
      "with a limit of none", "policies: {fallback: [f], limit: 0}\nactions: {f: {kind: k}}",
      "fallback; f outranked"),
    .init(
      "through spread",
      "policies: {fallback: [z, f], spread: {kind: 1}}\nactions: {f: {kind: k}, z: {kind: k}}",
      "fallback z; f spread by kind"),
    .init(
      "through gates",
      "policies: {fallback: [f, z]}\nactions: {f: {kind: k, channels: [email]}, z: {kind: k}}",
      "fallback z; f no-consent/email by email"),
    .init(
      "through caps that earlier fallbacks fill",
      "policies: {fallback: [f, z], caps: {w: {at_most: 1, within: 1d}}}\nactions: {f: {kind: k}, z: {kind: k}}",
      "fallback f; z capped by w until 2026-09-24T10:00:00Z"),
    .init(
      "with one line for a candidate tried again", book("fallback: [f, a]", "\(closed), f: {kind: k}", "a"),
      "fallback f; a ineligible"),
    .init("in vain", book("fallback: [a]", closed, "a"), "held_back; a ineligible"),
    .init(
      "in vain, without a candidate",
      "policies: {fallback: [f]}\nactions: {f: {kind: k, available: {from: 2027-01-01}}}",
      "no_match; f unavailable until 2027-01-01T00:00:00Z"),
    .init("nowhere", "actions: {f: {kind: k}}", "no_match"),
  ]

  @Test
  func `says when something is possible where nothing is recommended`() throws {
    let dates = (1...12).map { "a\(9 + $0): {kind: k, available: {from: 2027-01-\(31 - $0)}}" }
    let names = (1...12).map { "a\(9 + $0)" }.joined(separator: ", ")
    let scenario = try Scenario(Self.book("limit: 3", dates.joined(separator: ", "), "[\(names)]"))
    let answer = try scenario.decide("")
    #expect(answer.heldBack.count == 10)
    #expect(answer.nextPossible == "2027-01-19T00:00:00Z")
    let full = try scenario.decide("", listsAll: true)
    #expect(full.heldBack.count == 12)
    #expect(full.nextPossible == "2027-01-19T00:00:00Z")

    let limited = try Scenario(
      Self.book("limit: 3", "a: {kind: k}, b: {kind: k, available: {from: 2027-01-01}}", "[a, b]"))
    #expect(try limited.decide("").nextPossible == nil)
    #expect(try limited.decide("", limit: 0).nextPossible == "2027-01-01T00:00:00Z")
  }

  @Test
  func `marks fallbacks, which have no score, priority or reason`() throws {
    let answer = try Scenario("policies: {fallback: [f]}\nactions: {f: {kind: k}}").decide("")
    let fallback = try #require(answer.recommendations.first)
    #expect(Set(fallback.keys) == ["rank", "action", "kind", "title", "rules", "fallback"])
    #expect(fallback["fallback"] as? Bool == true)
    #expect(fallback["rules"] as? [String] == [])
  }
}
