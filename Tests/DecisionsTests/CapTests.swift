import Testing

@Suite("A cap")
struct CapTests {
  private static func book(_ caps: String, action: String = "", zone: String = "Europe/Copenhagen") -> String
  {
    """
    policies: {time_zone: \(zone), caps: {\(caps)}}
    actions: {a: {kind: k, group: g\(action)}, b: {kind: other}, c: {kind: k}}
    rules: {r: {recommend: a}}
    """
  }

  private static func made(_ instants: String..., more: String = "") -> String {
    let list = instants.map { #"{"action": "c", "at": "\#($0)"\#(more)}"# }
    return #""contacts": [\#(list.joined(separator: ", "))]"#
  }

  @Test(arguments: rolling)
  func `counts back from now in a rolling window, half-open`(_ example: Example) throws {
    try example.check()
  }

  static let rolling: [Example] = [
    .init(
      "not reached", book("w: {kind: k, at_most: 2, within: 7d}"), made("2026-09-23T09:00:00Z"), "matched a"),
    .init(
      "reached: opens when the oldest of the last two leaves", book("w: {kind: k, at_most: 2, within: 7d}"),
      made("2026-09-18T00:00:00Z", "2026-09-20T00:00:00Z", "2026-09-22T00:00:00Z"),
      "held_back; a capped by w until 2026-09-27T00:00:00Z"),
    .init(
      "at the edge", book("w: {kind: k, at_most: 1, within: 7d}"), made("2026-09-16T10:00:00Z"), "matched a"),
    .init(
      "just inside the edge", book("w: {kind: k, at_most: 1, within: 7d}"),
      made("2026-09-16T10:00:00.000001Z"),
      "held_back; a capped by w until 2026-09-23T10:00:00.000001Z"),
    .init("of nothing never opens", book("w: {at_most: 0, within: 7d}"), "held_back; a capped by w"),
    .init("of another kind", book("w: {kind: other, at_most: 0, within: 7d}"), "matched a"),
    .init(
      "where all keys match the candidate", book("w: {kind: k, group: g, at_most: 1, within: 7d}"),
      made("2026-09-22T00:00:00Z", more: #", "group": "g""#),
      "held_back; a capped by w until 2026-09-29T00:00:00Z"),
    .init(
      "does not count a contact without the group", book("w: {kind: k, group: g, at_most: 1, within: 7d}"),
      made("2026-09-22T00:00:00Z"), "matched a"),
    .init(
      "counts a contact by the kind it was made with", book("w: {kind: k, at_most: 1, within: 7d}"),
      made("2026-09-22T00:00:00Z", more: #", "kind": "other""#), "matched a"),
    .init(
      "counts an action that is gone by what it carries", book("w: {kind: k, at_most: 1, within: 7d}"),
      contacts(#"{"action": "gone", "kind": "k", "at": "2026-09-22T00:00:00Z"}"#),
      "held_back; a capped by w until 2026-09-29T00:00:00Z"),
    .init(
      "does not count a contact without time or one not sent", book("w: {at_most: 1, within: 7d}"),
      contacts(
        #"{"action": "c"}"#, #"{"action": "c", "at": "2026-09-22T00:00:00Z", "outcome": "not_sent"}"#),
      "matched a"),
    .init(
      "counts one given as later than now", book("w: {at_most: 1, within: 1d}"), made("2026-09-24T00:00:00Z"),
      "held_back; a capped by w until 2026-09-25T00:00:00Z"),
    .init(
      "does not hold back who is exempt",
      book("w: {at_most: 1, within: 7d}", action: ", caps: {exempt: true}"),
      made("2026-09-22T00:00:00Z"), "matched a"),
    .init(
      "does not count what does not count",
      """
      policies: {caps: {w: {at_most: 1, within: 7d}}}
      actions: {a: {kind: k}, c: {kind: k, caps: {counts: false}}}
      rules: {r: {recommend: a}}
      """, made("2026-09-22T00:00:00Z"), "matched a"),
    .init(
      "is named by the one that opens last",
      book("p: {at_most: 1, within: 7d}, q: {at_most: 1, within: 8d}, r: {at_most: 1, within: 2d}"),
      made("2026-09-22T00:00:00Z"), "held_back; a capped by q until 2026-09-30T00:00:00Z"),
    .init(
      "of equals by the smaller id",
      book("q: {at_most: 1, within: 7d}, p: {kind: k, at_most: 1, within: 7d}"),
      made("2026-09-22T00:00:00Z"), "held_back; a capped by p until 2026-09-29T00:00:00Z"),
    .init(
      "counts each one chosen for those after it",
      """
      policies: {caps: {w: {kind: k, at_most: 1, within: 7d}}}
      actions: {a: {kind: k}, b: {kind: k}, c: {kind: other}}
      rules: {r: {recommend: [a, b, c]}}
      """, "matched a c; b capped by w until 2026-09-30T10:00:00Z"),
    .init(
      "passes on a hole in `until` that another cap leaves",
      book("p: {at_most: 1, within: 1d}, q: {at_most: 2, within: 7d}"),
      made("2026-09-18T00:00:00Z", "2026-09-23T00:00:00Z"),
      "held_back; a capped by q until 2026-09-25T00:00:00Z"),
  ]

  @Test(arguments: channels)
  func `that names a channel is a gate of that channel`(_ example: Example) throws { try example.check() }

  private static let mails = made("2026-09-22T00:00:00Z", more: #", "channel": "post""#)

  static let channels: [Example] = [
    .init(
      "another channel is open",
      book("w: {channel: post, at_most: 1, within: 7d}", action: ", channels: [post, phone]"),
      mails, "matched a/phone"),
    .init(
      "no other", book("w: {channel: [post, email], at_most: 1, within: 7d}", action: ", channels: [post]"),
      mails,
      "held_back; a channel-capped/post by w until 2026-09-29T00:00:00Z"),
    .init(
      "a contact of another channel",
      book("w: {channel: phone, at_most: 1, within: 7d}", action: ", channels: [phone]"),
      mails, "matched a/phone"),
    .init(
      "a contact without a channel",
      book("w: {channel: post, at_most: 1, within: 7d}", action: ", channels: [post]"),
      made("2026-09-22T00:00:00Z"), "matched a/post"),
    .init("an action without channels", book("w: {channel: post, at_most: 0, within: 7d}"), "matched a"),
    .init(
      "an exempt action",
      book("w: {channel: post, at_most: 1, within: 7d}", action: ", channels: [post], caps: {exempt: true}"),
      mails,
      "matched a/post"),
    .init(
      "a cap without a channel goes first",
      book(
        "v: {channel: post, at_most: 1, within: 9d}, w: {at_most: 1, within: 7d}",
        action: ", channels: [post]"),
      mails, "held_back; a capped by w until 2026-10-01T00:00:00Z"),
    .init(
      "the channel chosen counts for those after it",
      """
      policies: {caps: {w: {channel: post, at_most: 1, within: 7d}}}
      actions: {a: {kind: k, channels: [post]}, b: {kind: k, channels: [post, phone]}, c: {kind: k, channels: [post]}}
      rules: {r: {recommend: [a, b, c]}}
      """, "matched a/post b/phone; c channel-capped/post by w until 2026-09-30T10:00:00Z"),
  ]

  @Test(arguments: calendar)
  func `counts calendar days, weeks and months on the clock of the book's zone`(_ example: Example) throws {
    try example.check()
  }

  private static func at(_ now: String, _ contact: String) -> String {
    #""now": "\#(now)", \#(made(contact))"#
  }

  private static let (day, week, month) = (
    book("w: {at_most: 1, calendar: day}"), book("w: {at_most: 1, calendar: week}"),
    book("w: {at_most: 1, calendar: month}")
  )

  static let calendar: [Example] = [
    .init(
      "a day from its midnight", day, made("2026-09-22T22:00:00Z"),
      "held_back; a capped by w until 2026-09-23T22:00:00Z"),
    .init("not from before it", day, made("2026-09-22T21:59:59.999999Z"), "matched a"),
    .init(
      "a day of 25 hours", day, at("2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z"),
      "held_back; a capped by w until 2026-10-25T23:00:00Z"),
    .init("the day before it", day, at("2026-10-25T12:00:00Z", "2026-10-24T21:59:59Z"), "matched a"),
    .init(
      "a day of 23 hours", day, at("2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z"),
      "held_back; a capped by w until 2026-03-29T22:00:00Z"),
    .init("the day before that", day, at("2026-03-29T12:00:00Z", "2026-03-28T22:59:59Z"), "matched a"),
    .init(
      "a week from Monday", week, made("2026-09-20T22:00:00Z"),
      "held_back; a capped by w until 2026-09-27T22:00:00Z"),
    .init("not from Sunday", week, made("2026-09-20T21:59:59Z"), "matched a"),
    .init(
      "a week in which clocks go back", week, at("2026-10-22T10:00:00Z", "2026-10-18T22:00:00Z"),
      "held_back; a capped by w until 2026-10-25T23:00:00Z"),
    .init(
      "a week in which clocks go forward, on its Sunday", week,
      at("2026-03-29T21:59:59Z", "2026-03-22T23:00:00Z"),
      "held_back; a capped by w until 2026-03-29T22:00:00Z"),
    .init("the Monday after", week, at("2026-03-29T22:00:00Z", "2026-03-29T21:59:59Z"), "matched a"),
    .init(
      "a month", month, made("2026-08-31T22:00:00Z"), "held_back; a capped by w until 2026-09-30T22:00:00Z"),
    .init("not the month before", month, made("2026-08-31T21:59:59Z"), "matched a"),
    .init(
      "a month in which clocks go back", month, at("2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z"),
      "held_back; a capped by w until 2026-10-31T23:00:00Z"),
    .init(
      "February", month, at("2028-02-29T12:00:00Z", "2028-01-31T23:00:00Z"),
      "held_back; a capped by w until 2028-02-29T23:00:00Z"),
    .init(
      "December", month, at("2026-12-31T22:59:59Z", "2026-12-01T00:00:00Z"),
      "held_back; a capped by w until 2026-12-31T23:00:00Z"),
    .init(
      "midnight that does not exist", book("w: {at_most: 1, calendar: day}", zone: "America/Sao_Paulo"),
      at("2018-11-03T12:00:00Z", "2018-11-03T11:00:00Z"),
      "held_back; a capped by w until 2018-11-04T03:00:00Z"),
    .init(
      "midnight that comes twice", book("w: {at_most: 1, calendar: day}", zone: "America/Havana"),
      at("2018-11-03T12:00:00Z", "2018-11-03T11:00:00Z"),
      "held_back; a capped by w until 2018-11-04T04:00:00Z"),
    .init(
      "the day after it", book("w: {at_most: 1, calendar: day}", zone: "America/Havana"),
      at("2018-11-04T12:00:00Z", "2018-11-04T04:30:00Z"),
      "held_back; a capped by w until 2018-11-05T05:00:00Z"),
    .init(
      "a contact given as later than now, past the window it falls in", day, made("2026-09-24T10:00:00Z"),
      "held_back; a capped by w until 2026-09-24T22:00:00Z"),
    .init("nothing allowed never opens", book("w: {at_most: 0, calendar: day}"), "held_back; a capped by w"),
  ]
}
