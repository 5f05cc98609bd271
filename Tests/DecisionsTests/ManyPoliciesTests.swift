import Testing

@testable import Decisions

/// Sets of policies are words of 64 bits: here are more than one word holds.
@Suite("Caps and pauses beyond the sixty-fourth")
struct ManyPoliciesTests {
  /// Seventy caps that are about another action, then one cap and one pause more.
  private static func book(cap: String, pause: String = "{action: z, after: 1") -> String {
    let caps = (10..<80).map { "c\($0): {action: z, at_most: 1, within: 7d}" } + ["d: \(cap)"]
    return """
      policies:
        caps: {\(caps.joined(separator: ", "))}
        pauses: {p: \(pause), outcomes: [dismissed], within: 7d, pause: 7d}}
      actions: {a: {kind: k}, b: {kind: k}, z: {kind: other}}
      rules: {r: {recommend: [a, b]}}
      """
  }

  static let examples: [Example] = [
    .init(
      "a cap", book(cap: "{kind: k, at_most: 1, within: 7d}"),
      contacts(#"{"action": "b", "at": "2026-09-22T00:00:00Z"}"#),
      "held_back; a capped by d until 2026-09-29T00:00:00Z; b capped by d until 2026-09-29T00:00:00Z"),
    .init(
      "a cap that a recommendation uses up", book(cap: "{kind: k, at_most: 1, within: 7d}"),
      "matched a; b capped by d until 2026-09-30T10:00:00Z"),
    .init(
      "a cap of nothing", book(cap: "{action: b, at_most: 0, within: 7d}"), "matched a; b capped by d"),
    .init(
      "a pause", book(cap: "{kind: other, at_most: 1, within: 7d}", pause: "{action: b, after: 1"),
      contacts(#"{"action": "b", "at": "2026-09-22T00:00:00Z", "outcome": "dismissed"}"#),
      "matched a; b paused by p until 2026-09-29T00:00:00Z"),
    .init(
      "a cap goes before a pause",
      book(cap: "{kind: k, at_most: 1, within: 1d}", pause: "{kind: k, after: 1"),
      contacts(#"{"action": "b", "at": "2026-09-23T00:00:00Z", "outcome": "dismissed"}"#),
      "held_back; a capped by d until 2026-09-30T00:00:00Z; b capped by d until 2026-09-30T00:00:00Z"),
  ]

  @Test(arguments: examples)
  func `hold back as the first do`(_ example: Example) throws { try example.check() }
}
