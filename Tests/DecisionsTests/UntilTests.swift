import Testing
import Time

@testable import Decisions
@testable import Rules

@Suite("Until")
struct UntilTests {
  private static let day = #"quiet_hours: {day: {channels: [phone], from: "06:00", until: "18:00"}"#
  private static let night = #"night: {channels: [post], from: "18:00", until: "06:00"}}"#

  private static func book(_ gates: String, channels: String = "[phone, post]", _ action: String = "")
    -> String
  {
    """
    policies:
      \(day), \(night)
      \(gates)
    actions: {a: {kind: k, channels: \(channels)\(action)}, c: {kind: k}}
    rules: {r: {recommend: a}}
    """
  }

  private static let dismissed = contacts(
    #"{"action": "c", "channel": "phone", "at": "2026-09-23T09:00:00Z", "outcome": "dismissed"}"#)

  @Test(arguments: leaps)
  func `is found though a gate of months stands behind one of hours`(_ example: Example) throws {
    try example.check()
  }

  static let leaps: [Example] = [
    .init(
      "a pause of all its channels",
      book("pauses: {p: {channel: [phone, post], after: 1, outcomes: [dismissed], within: 1d, pause: 200d}}"),
      dismissed, "held_back; a quiet-hours/phone by day until 2027-04-11T09:00:00Z"),
    .init(
      "a pause of one and a longer one of the other",
      book(
        """
        pauses:
            p: {channel: phone, after: 1, outcomes: [dismissed], within: 1d, pause: 100d}
            q: {channel: post, kind: k, after: 1, outcomes: [delivered], within: 1d, pause: 70d}
        """), contacts(#"{"action": "c", "channel": "post", "at": "2026-09-23T09:00:00Z"}"#),
      "held_back; a quiet-hours/phone by day until 2026-09-23T18:00:00Z"),
    .init(
      "a cap of a year", book("caps: {once: {kind: k, at_most: 1, within: 365d}}"), dismissed,
      "held_back; a capped by once until 2027-09-23T09:00:00Z"),
    .init(
      "a cooldown of months and a cap of a channel",
      book(
        "caps: {once: {channel: phone, at_most: 1, within: 365d}}", channels: "[phone]", ", cooldown: 90d"),
      contacts(
        #"{"action": "c", "channel": "phone", "at": "2026-09-22T19:00:00Z"}"#,
        #"{"action": "a", "at": "2026-09-23T09:00:00Z"}"#),
      "held_back; a cooldown until 2027-09-22T19:00:00Z"),
    .init(
      "an action that is not there for months",
      book("limit: 1", channels: "[phone]", ", available: {from: 2027-05-05}"),
      "held_back; a unavailable until 2027-05-05T00:00:00Z"),
    .init(
      "one that is gone when its channel opens",
      book("limit: 1", channels: "[phone]", ", available: {until: 2026-09-23T17:00:00Z}"),
      "held_back; a quiet-hours/phone by day"),
    .init(
      "a bounce behind quiet hours", book("limit: 1", channels: "[phone]"),
      contacts(#"{"action": "c", "channel": "phone", "at": "2026-09-22T12:00:00Z", "outcome": "bounced"}"#),
      "held_back; a bounced/phone by phone until 2026-09-24T18:00:00Z"),
  ]

  /// Windows of half an hour that hand over to each other from Monday to Sunday evening: hundreds open and close
  /// before none is shut.
  private static func book(chainOn channels: String) -> String {
    let windows = (0..<48).map { index in
      let (from, until) = (index * 30, (index * 30 + 31) % 1_440)
      func clock(_ minute: Int) -> String { "\"\(pad(minute / 60)):\(pad(minute % 60))\"" }
      let days = index == 47 ? ", days: [mon, tue, wed, thu, fri, sat]" : ""
      return "w\(index): {channels: \(channels), from: \(clock(from)), until: \(clock(until))\(days)}"
    }
    return """
      policies:
        fallback: [b]
        quiet_hours: {\(windows.joined(separator: ", "))}
      actions: {a: {kind: k, channels: [phone]}, b: {kind: k, channels: [phone, post], cooldown: 3d}, c: {kind: k}}
      rules: {r: {recommend: [a, b]}}
      """
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  @Test
  func `is left out after 64 questions, with a warning for each action`() throws {
    let monday = #""now": "2026-09-21T00:10:00Z""#
    let both = try Scenario(Self.book(chainOn: "[phone, post]")).decide(monday)
    #expect(both.outline == "held_back; a quiet-hours/phone by w0; b quiet-hours/phone by w0")
    #expect(both.nextPossible == nil)
    #expect(
      both.warnings
        == ["a", "b"].map {
          " no 'until' was found for '\($0)': its gates were not open together after 64 openings"
        })
    // A day before the end of the chain it is found.
    let sunday = try Scenario(Self.book(chainOn: "[phone, post]")).decide(#""now": "2026-09-27T00:10:00Z""#)
    #expect(sunday.nextPossible == "2026-09-27T23:31:00Z" && sunday.warnings == [])
    // A channel that opens makes up for one that was given up.
    let sent = contacts(#"{"action": "b", "at": "2026-09-20T20:00:00Z"}"#)
    let one = try Scenario(Self.book(chainOn: "[phone]")).decide("\(monday), \(sent)")
    #expect(one.outline == "held_back; a quiet-hours/phone by w0; b cooldown until 2026-09-23T20:00:00Z")
    #expect(one.warnings.count == 1 && one.nextPossible == "2026-09-23T20:00:00Z")
    // Where consent lacks no time helps: nothing is warned of.
    let shut = try Scenario(Self.book(chainOn: "[phone]"))
      .decide("\(monday), \(sent), \"consent\": {\"phone\": false}")
    #expect(shut.warnings == [])
  }

  @Test
  func `and next possible look at all that is held back, listed or not, also with no recommendation allowed`()
    throws
  {
    let actions = (0..<15).map { "a\($0 + 10): {kind: k, available: {from: 2026-10-\(30 - $0)}}" }
    let ids = (0..<15).map { "a\($0 + 10)" }
    let scenario = try Scenario(
      "actions: {\(actions.joined(separator: ", "))}\nrules: {r: {recommend: [\(ids.joined(separator: ", "))]}}"
    )
    let answer = try scenario.decide("")
    #expect(answer.heldBack.count == 10)
    #expect(answer.nextPossible == "2026-10-16T00:00:00Z")
    let none = try Scenario(
      "actions: {a: {kind: k}, b: {kind: k, available: {from: 2026-10-30}}}\nrules: {r: {recommend: [a, b]}}"
    ).decide("", limit: 0)
    #expect(none.outcome == "matched" && none.nextPossible == "2026-10-30T00:00:00Z")
  }
}
