import Testing

@Suite("A pause")
struct PauseTests {
  private static func book(_ pauses: String, channels: String = "") -> String {
    """
    policies: {pauses: {\(pauses)}}
    actions: {a: {kind: k\(channels)}, b: {kind: other}, c: {kind: k}}
    rules: {r: {recommend: a}}
    """
  }

  private static func dismissed(_ instants: String..., more: String = "") -> String {
    let list = instants.map { #"{"action": "c", "at": "\#($0)", "outcome": "dismissed"\#(more)}"# }
    return #""contacts": [\#(list.joined(separator: ", "))]"#
  }

  private static let once = book("p: {after: 1, outcomes: [dismissed, complained], within: 1d, pause: 2d}")
  private static let thrice = book("p: {after: 3, outcomes: [dismissed], within: 30d, pause: 60d}")

  @Test(arguments: runs)
  func `runs from the last of enough counted outcomes`(_ example: Example) throws { try example.check() }

  static let runs: [Example] = [
    .init(
      "after one", once, dismissed("2026-09-22T10:00:00Z"),
      "held_back; a paused by p until 2026-09-24T10:00:00Z"),
    .init(
      "up to its end", once, dismissed("2026-09-21T10:00:00.000001Z"),
      "held_back; a paused by p until 2026-09-23T10:00:00.000001Z"),
    .init("and no longer", once, dismissed("2026-09-21T10:00:00Z"), "matched a"),
    .init(
      "not by another outcome", once, contacts(#"{"action": "c", "at": "2026-09-22T10:00:00Z"}"#), "matched a"
    ),
    .init(
      "not by one without time", once, contacts(#"{"action": "c", "outcome": "dismissed"}"#), "matched a"),
    .init(
      "by any of the outcomes", once,
      contacts(#"{"action": "c", "at": "2026-09-22T10:00:00Z", "outcome": "complained"}"#),
      "held_back; a paused by p until 2026-09-24T10:00:00Z"),
    .init(
      "not after two of three", thrice, dismissed("2026-09-20T00:00:00Z", "2026-09-22T00:00:00Z"), "matched a"
    ),
    .init(
      "after three", thrice,
      dismissed("2026-09-22T00:00:00Z", "2026-09-10T00:00:00Z", "2026-09-20T00:00:00Z"),
      "held_back; a paused by p until 2026-11-21T00:00:00Z"),
    .init(
      "not where they are as far apart as `within`", thrice,
      dismissed("2026-08-23T00:00:00Z", "2026-09-20T00:00:00Z", "2026-09-22T00:00:00Z"), "matched a"),
    .init(
      "where they are a moment less apart", thrice,
      dismissed("2026-08-23T00:00:00.000001Z", "2026-09-20T00:00:00Z", "2026-09-22T00:00:00Z"),
      "held_back; a paused by p until 2026-11-21T00:00:00Z"),
    .init(
      "from the last run of several", thrice,
      dismissed(
        "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z", "2026-07-30T00:00:00Z", "2026-07-31T00:00:00Z"),
      "held_back; a paused by p until 2026-09-29T00:00:00Z"),
    .init(
      "from an earlier run, long before now", thrice,
      dismissed(
        "2026-07-29T00:00:00Z", "2026-07-30T00:00:00Z", "2026-07-31T00:00:00Z", "2026-09-22T00:00:00Z"),
      "held_back; a paused by p until 2026-09-29T00:00:00Z"),
    .init(
      "from the outcome's own instant", once,
      contacts(
        #"{"action": "c", "at": "2026-09-01T10:00:00Z", "decision": "d"}"#,
        #"{"action": "c", "at": "2026-09-22T10:00:00Z", "outcome": "dismissed", "decision": "d"}"#),
      "held_back; a paused by p until 2026-09-24T10:00:00Z"),
    .init(
      "counting a contact once, whatever came of it",
      book("p: {after: 2, outcomes: [dismissed, opened], within: 9d, pause: 9d}"),
      contacts(
        #"{"action": "c", "at": "2026-09-22T10:00:00Z", "outcome": "opened"}"#,
        #"{"action": "c", "at": "2026-09-22T10:30:00Z", "outcome": "dismissed"}"#), "matched a"),
  ]

  @Test(arguments: selections)
  func `counts and holds back what it selects`(_ example: Example) throws { try example.check() }

  private static let mail = #", "channel": "post""#

  static let selections: [Example] = [
    .init(
      "another kind of candidate",
      book("p: {kind: other, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}"),
      dismissed("2026-09-22T10:00:00Z"), "matched a"),
    .init(
      "another kind of contact", book("p: {kind: k, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}"),
      dismissed("2026-09-22T10:00:00Z", more: #", "kind": "other""#), "matched a"),
    .init(
      "this kind", book("p: {kind: k, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}"),
      dismissed("2026-09-22T10:00:00Z"), "held_back; a paused by p until 2026-10-01T10:00:00Z"),
    .init(
      "a channel",
      book(
        "p: {channel: post, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}",
        channels: ", channels: [post]"),
      dismissed("2026-09-22T10:00:00Z", more: mail),
      "held_back; a channel-paused/post by p until 2026-10-01T10:00:00Z"),
    .init(
      "a channel, beside another",
      book(
        "p: {channel: post, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}",
        channels: ", channels: [post, phone]"),
      dismissed("2026-09-22T10:00:00Z", more: mail), "matched a/phone"),
    .init(
      "no contact without a channel",
      book(
        "p: {channel: post, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}",
        channels: ", channels: [post]"),
      dismissed("2026-09-22T10:00:00Z"), "matched a/post"),
    .init(
      "those that caps do not count too",
      """
      policies: {pauses: {p: {after: 1, outcomes: [dismissed], within: 1d, pause: 9d}}}
      actions: {a: {kind: k, caps: {exempt: true, counts: false}}, c: {kind: k, caps: {counts: false}}}
      rules: {r: {recommend: a}}
      """, dismissed("2026-09-22T10:00:00Z"), "held_back; a paused by p until 2026-10-01T10:00:00Z"),
    .init(
      "the one that opens last",
      book(
        "o: {after: 1, outcomes: [dismissed], within: 1d, pause: 8d}, p: {after: 1, outcomes: [dismissed], within: 1d, pause: 9d}, q: {after: 1, outcomes: [dismissed], within: 2d, pause: 9d}"
      ),
      dismissed("2026-09-22T10:00:00Z"), "held_back; a paused by p until 2026-10-01T10:00:00Z"),
    .init(
      "candidates chosen before, where a delivery counts",
      """
      policies: {pauses: {p: {kind: k, after: 1, outcomes: [delivered], within: 1d, pause: 9d}}}
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {recommend: [a, b]}}
      """, "matched a; b paused by p until 2026-10-02T10:00:00Z"),
  ]
}
