import Testing

@Suite("A gate")
struct GateTests {
  private static let recommend = "rules: {r: {recommend: a}}"

  private static func action(_ settings: String, _ rules: String = "") -> String {
    """
    actions: {a: {kind: k, group: g, \(settings)}, b: {kind: other}}
    rules: {r: {recommend: a}\(rules.isEmpty ? "" : ", \(rules)")}
    """
  }

  @Test(arguments: ownGates)
  func `of dates, eligibility and suppression names its reason`(_ example: Example) throws {
    try example.check()
  }

  static let ownGates: [Example] = [
    .init(
      "not yet available", action("available: {from: 2026-10-01}"),
      "held_back; a unavailable until 2026-10-01T00:00:00Z"),
    .init("available from now", action("available: {from: 2026-09-23T10:00:00Z}"), "matched a"),
    .init(
      "available until now", action("available: {until: 2026-09-23T10:00:00Z}"), "held_back; a unavailable"),
    .init(
      "available a moment longer", action("available: {until: 2026-09-23T10:00:00.000001Z}"), "matched a"),
    .init(
      "available at midnight in the book's zone",
      "policies: {time_zone: Europe/Copenhagen}\n" + action("available: {from: 2026-10-26}"),
      "held_back; a unavailable until 2026-10-25T23:00:00Z"),
    .init("not eligible", action("eligible: {market: b2b}"), #""market": "b2c""#, "held_back; a ineligible"),
    .init("not known to be eligible", action("eligible: {market: b2b}"), "held_back; a ineligible"),
    .init("eligible", action("eligible: {market: b2b}"), #""market": "b2b""#, "matched a"),
    .init(
      "eligible by what is placed", action("eligible: {stage: decision}", "p: {place: {stage: decision}}"),
      "matched a"),
    .init(
      "eligible by what is detected",
      action("eligible: {pain_points: price}", "d: {detect: {pain_point: price}}"), "matched a"),
    .init(
      "suppressed by the smallest of several rules",
      action("weight: 1", "z: {suppress: {all: true}}, y: {suppress: {kind: k}}"),
      "held_back; a suppressed by y"),
    .init(
      "suppressed by action", action("weight: 1", "s: {suppress: {action: a}}"),
      "held_back; a suppressed by s"),
    .init(
      "suppressed where every key matches",
      action("weight: 1", "s: {suppress: {kind: [k, other], group: g}}"),
      "held_back; a suppressed by s"),
    .init(
      "not suppressed where one key does not match",
      action("weight: 1", "s: {suppress: {kind: other, group: g}}"), "matched a"),
    .init(
      "spared by an exception", action("weight: 1", "s: {suppress: {all: true, except: {group: g}}}"),
      "matched a"),
    .init(
      "not spared by an exception for others",
      action("weight: 1", "s: {suppress: {all: true, except: {kind: other}}}"),
      "held_back; a suppressed by s"),
    .init(
      "not suppressed by a rule that does not hold",
      action("weight: 1", "s: {when: {stage: decision}, suppress: {all: true}}"), "matched a"),
    .init(
      "not suppressed by a rule whose time has not come",
      action("weight: 1", "s: {from: 2026-09-24, suppress: {all: true}}"), "matched a"),
    .init(
      "not suppressed by a rule whose time is over",
      action("weight: 1", "s: {until: 2026-09-23T10:00:00Z, suppress: {all: true}}"), "matched a"),
    .init(
      "not suppressed by a rule that is off",
      action("weight: 1", "s: {enabled: false, suppress: {all: true}}"), "matched a"),
    .init(
      "an action without channels, not suppressed on one",
      action("weight: 1", "s: {suppress: {channel: email}}"), "matched a"),
    .init(
      "an action without channels, not spared by an exception for one",
      action("weight: 1", "s: {suppress: {all: true, except: {channel: email}}}"),
      "held_back; a suppressed by s"),
    .init(
      "suppressed on one channel", action("channels: [post, phone]", "s: {suppress: {channel: post}}"),
      "matched a/phone"),
    .init(
      "suppressed on all channels",
      action(
        "channels: [post, phone]", "t: {suppress: {channel: [phone, post]}}, s: {suppress: {channel: post}}"),
      "held_back; a channel-suppressed/post by s"),
    .init(
      "spared on one channel",
      action("channels: [post, phone]", "s: {suppress: {all: true, except: {channel: phone}}}"),
      "matched a/phone"),
  ]

  @Test(arguments: orders)
  func `stands in the documented order, and 'until' is past all of them`(_ example: Example) throws {
    try example.check()
  }

  private static let everything = """
    policies:
      caps: {c: {kind: k, at_most: 0, within: 1d}}
    """

  private static let contact = contacts(
    #"{"action": "a", "at": "2026-09-23T09:00:00Z", "outcome": "dismissed"}"#)

  static let orders: [Example] = [
    .init(
      "dates before eligibility", action("eligible: {market: b2b}, available: {from: 2026-10-01}"),
      "held_back; a unavailable"),
    .init(
      "eligibility before suppression", action("eligible: {market: b2b}", "s: {suppress: {all: true}}"),
      "held_back; a ineligible"),
    .init(
      "suppression before cooldown", action("cooldown: 1d", "s: {suppress: {all: true}}"), contact,
      "held_back; a suppressed by s"),
    .init(
      "cooldown before caps", everything + "\n" + action("cooldown: 1d"), contact, "held_back; a cooldown"),
    .init(
      "caps before pauses",
      """
      policies:
        caps: {c: {kind: k, at_most: 1, within: 1h30m}}
        pauses: {p: {kind: k, after: 1, outcomes: [dismissed], within: 1d, pause: 2d}}
      """ + "\n" + action("weight: 1"), contact, "held_back; a capped by c until 2026-09-25T09:00:00Z"),
    .init(
      "pauses before channels",
      "policies: {pauses: {p: {kind: k, after: 1, outcomes: [dismissed], within: 1d, pause: 2d}}}\n"
        + action("channels: [email]"), contact, "held_back; a paused by p"),
    .init(
      "dates, then cooldown", action("cooldown: 30d, available: {from: 2026-10-01}"), contact,
      "held_back; a unavailable until 2026-10-23T09:00:00Z"),
    .init(
      "dates that end before the cooldown does", action("cooldown: 30d, available: {until: 2026-10-01}"),
      contact,
      "held_back; a cooldown"),
    .init(
      "a channel that opens later than the action",
      "policies: {quiet_hours: {q: {from: \"10:00\", until: \"11:00\"}}}\n"
        + action("cooldown: 1d30m, channels: [post]"), contact,
      "held_back; a cooldown until 2026-09-24T09:30:00Z"),
    .init(
      "a channel that is quiet when the action opens",
      "policies: {quiet_hours: {q: {from: \"09:00\", until: \"11:00\"}}}\n"
        + action("cooldown: 1d30m, channels: [post]"), contact,
      "held_back; a cooldown until 2026-09-24T11:00:00Z"),
  ]

  @Test(arguments: cooldowns)
  func `of a cooldown is closed until just before it has passed`(_ example: Example) throws {
    try example.check()
  }

  private static func past(_ at: String, _ more: String = "") -> String {
    contacts(#"{"action": "a", "at": "\#(at)"\#(more)}"#)
  }

  static let cooldowns: [Example] = [
    .init("just over", action("cooldown: 14d"), past("2026-09-09T10:00:00Z"), "matched a"),
    .init(
      "not quite over", action("cooldown: 14d"), past("2026-09-09T10:00:00.000001Z"),
      "held_back; a cooldown until 2026-09-23T10:00:00.000001Z"),
    .init(
      "of the latest contact", action("cooldown: 14d"),
      contacts(
        #"{"action": "a", "at": "2026-09-20T00:00:00Z"}"#, #"{"action": "a", "at": "2026-09-11T00:00:00Z"}"#),
      "held_back; a cooldown until 2026-10-04T00:00:00Z"),
    .init(
      "of another action", action("cooldown: 14d"),
      contacts(#"{"action": "b", "at": "2026-09-20T00:00:00Z"}"#), "matched a"),
    .init(
      "after a bounce too", action("cooldown: 14d"), past("2026-09-20T00:00:00Z", #", "outcome": "bounced""#),
      "held_back; a cooldown until 2026-10-04T00:00:00Z"),
    .init(
      "not after what was not sent", action("cooldown: 14d"),
      past("2026-09-20T00:00:00Z", #", "outcome": "not_sent""#), "matched a"),
    .init(
      "not after a contact without time", action("cooldown: 14d"), contacts(#"{"action": "a"}"#), "matched a"),
    .init(
      "after a contact given as later than now", action("cooldown: 1d"), past("2026-09-24T00:00:00Z"),
      "held_back; a cooldown until 2026-09-25T00:00:00Z"),
    .init(
      "exact when clocks change", "policies: {time_zone: Europe/Copenhagen}\n" + action("cooldown: 1d"),
      #""now": "2026-10-25T12:00:00Z", \#(past("2026-10-24T12:00:01Z"))"#,
      "held_back; a cooldown until 2026-10-25T12:00:01Z"),
  ]
}
