import Testing
import Time

@testable import Decisions
@testable import Rules

@Suite("Contacts")
struct ContactMergingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let records: [Contact]
    let merged: [String]

    init(_ name: String, _ records: [Contact], _ merged: [String]) {
      (self.name, self.records, self.merged) = (name, records, merged)
    }

    var testDescription: String { name }
  }

  /// - Parameters:
  ///   - clock: `10:00`, on the day of the tests; nil for a contact without an instant.
  private static func record(
    _ action: String, _ clock: String?, _ outcome: Outcome = .delivered, decision: DecisionReference? = nil,
    channel: Int? = nil, kind: Int? = nil
  ) -> Contact {
    let at = clock.flatMap { Instant(rfc3339: "2026-09-23T\($0)Z") }
    return Contact(
      action: nil, actionID: action, kind: kind, group: nil, channel: channel, at: at,
      results: [.init(outcome, at: at)], decision: decision, countsTowardCaps: true)
  }

  /// `a 10:00:00 delivered@10:00:00,opened@10:30:00`.
  private static func outline(_ contact: Contact) -> String {
    func clock(_ at: Instant?) -> String { at.map { String($0.description.dropFirst(11).dropLast()) } ?? "-" }
    let results = contact.results.map { "\($0.outcome.rawValue)@\(clock($0.at))" }
    let channel = contact.channel.map { "/\($0)" } ?? ""
    return "\(contact.actionID)\(channel) \(clock(contact.at)) \(results.joined(separator: ","))"
  }

  @Test(arguments: cases)
  func `that are one are merged, in whatever order they come`(_ example: Case) {
    let span = TimeSpan.hour
    #expect(ContactMerging(within: span).contacts(example.records).map(Self.outline) == example.merged)
    #expect(
      ContactMerging(within: span).contacts(example.records.reversed()).map(Self.outline) == example.merged)
  }

  static let cases: [Case] = [
    .init("none", [], []),
    .init("one", [record("a", "10:00:00")], ["a 10:00:00 delivered@10:00:00"]),
    .init(
      "the same within the span, edge included", [record("a", "10:00:00"), record("a", "11:00:00", .opened)],
      ["a 10:00:00 delivered@10:00:00,opened@11:00:00"]),
    .init(
      "just past the span", [record("a", "10:00:00"), record("a", "11:00:01")],
      ["a 10:00:00 delivered@10:00:00", "a 11:00:01 delivered@11:00:01"]),
    .init(
      "from one to the next",
      [record("a", "12:00:00"), record("a", "10:00:00"), record("a", "11:00:00", .clicked)],
      ["a 10:00:00 delivered@10:00:00,clicked@11:00:00"]),
    .init(
      "another action", [record("b", "10:00:00"), record("a", "10:00:00")],
      ["a 10:00:00 delivered@10:00:00", "b 10:00:00 delivered@10:00:00"]),
    .init(
      "another action between", [record("a", "10:00:00"), record("b", "10:10:00"), record("a", "10:20:00")],
      ["a 10:00:00 delivered@10:00:00", "b 10:10:00 delivered@10:10:00"]),
    .init(
      "another channel", [record("a", "10:00:00", channel: 1), record("a", "10:00:00")],
      ["a 10:00:00 delivered@10:00:00", "a/1 10:00:00 delivered@10:00:00"]),
    .init(
      "the same decision, however far apart",
      [record("a", "20:00:00", .opened, decision: "d"), record("a", "10:00:00", decision: "d")],
      ["a 10:00:00 delivered@10:00:00,opened@20:00:00"]),
    .init(
      "the same decision with another action",
      [record("a", "10:00:00", decision: "d"), record("b", "10:00:00", decision: "d")],
      ["a 10:00:00 delivered@10:00:00", "b 10:00:00 delivered@10:00:00"]),
    .init(
      "by decision and by time in turn",
      [
        record("a", "10:00:00", decision: "d"), record("a", "20:00:00", .opened, decision: "d"),
        record("a", "20:30:00", .clicked),
      ], ["a 10:00:00 delivered@10:00:00,opened@20:00:00,clicked@20:30:00"]),
    .init(
      "an outcome twice, the earliest counts",
      [record("a", "10:30:00", .opened), record("a", "10:00:00", .opened)], ["a 10:00:00 opened@10:00:00"]),
    .init(
      "without an instant never by time", [record("a", nil), record("a", "10:00:00"), record("a", nil)],
      ["a 10:00:00 delivered@10:00:00", "a - delivered@-", "a - delivered@-"]),
    .init(
      "without an instant by decision",
      [record("a", nil, .opened, decision: "d"), record("a", "10:00:00", decision: "d")],
      ["a 10:00:00 delivered@10:00:00,opened@-"]),
    .init(
      "an outcome with and without an instant",
      [record("a", nil, .opened, decision: "d"), record("a", "10:00:00", .opened, decision: "d")],
      ["a 10:00:00 opened@10:00:00"]),
    .init(
      "not sent is none", [record("a", "10:00:00", .notSent)], []),
    .init(
      "not sent takes the whole contact",
      [record("a", "10:00:00", decision: "d"), record("a", "15:00:00", .notSent, decision: "d")],
      []),
    .init(
      "not sent leaves another", [record("a", "10:00:00"), record("a", "15:00:00", .notSent)],
      ["a 10:00:00 delivered@10:00:00"]),
    .init(
      "by instant, then action, then channel",
      [
        record("b", "10:00:00"), record("a", "10:00:00", channel: 2), record("a", "10:00:00", channel: 1),
        record("c", "09:00:00"), record("a", nil),
      ],
      [
        "c 09:00:00 delivered@09:00:00", "a/1 10:00:00 delivered@10:00:00", "a/2 10:00:00 delivered@10:00:00",
        "b 10:00:00 delivered@10:00:00", "a - delivered@-",
      ]),
    .init(
      "ids by code points", [record("caf\u{e9}", "10:00:00"), record("cafe\u{301}", "10:00:00")],
      ["cafe\u{301} 10:00:00 delivered@10:00:00", "caf\u{e9} 10:00:00 delivered@10:00:00"]),
  ]

  @Test
  func `keep the kind of the earliest record`() {
    let records = [Self.record("a", "10:30:00", kind: 1), Self.record("a", "10:00:00", kind: 2)]
    #expect(ContactMerging(within: .hour).contacts(records).map(\.kind) == [2])
    #expect(ContactMerging(within: .hour).contacts(records.reversed()).map(\.kind) == [2])
  }

  @Test(arguments: [("2h", 1), ("1h59m59s", 2)])
  func `are one within 'same_contact_within'`(span: String, count: Int) throws {
    let answer = try Scenario(
      """
      policies: {same_contact_within: \(span)}
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {when: {contacts: {at_least: 2}}, recommend: b}}
      """
    ).decide(
      contacts(
        #"{"action": "a", "at": "2026-09-20T10:00:00Z"}"#, #"{"action": "a", "at": "2026-09-20T12:00:00Z"}"#))
    #expect(answer.outcome == (count == 2 ? "matched" : "no_match"))
  }

  @Test
  func `of the daemon's own records keep what those say of kind and caps`() throws {
    let scenario = try Scenario(
      """
      policies:
        caps: {w: {kind: k, at_most: 1, within: 7d}, o: {kind: own, at_most: 1, within: 8d}}
      actions: {a: {kind: k}, b: {kind: own}}
      rules: {r: {recommend: [a, b]}}
      """)
    let at = try #require(Instant(rfc3339: "2026-09-20T10:30:00Z"))
    let own = Contact(
      action: 0, actionID: "a", kind: scenario.plan.book.kinds.firstIndex(of: "own"), group: nil,
      channel: nil,
      at: at, results: [.init(.delivered, at: at)], decision: nil, countsTowardCaps: true, origin: .reserved)
    let state = contacts(#"{"action": "a", "at": "2026-09-20T10:00:00Z", "kind": "k"}"#)
    #expect(try scenario.decide(state).outline == "matched b; a capped by w until 2026-09-27T10:00:00Z")
    #expect(
      try scenario.decide(state, history: .init(contacts: [own])).outline
        == "matched a; b capped by o until 2026-09-28T10:00:00Z")
  }

  @Test
  func `of state and history are used together`() throws {
    let scenario = try Scenario(
      """
      policies: {caps: {w: {at_most: 2, within: 7d}}}
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {recommend: a}}
      """)
    let at = try #require(Instant(rfc3339: "2026-09-20T10:30:00Z"))
    let own = Contact(
      action: 1, actionID: "b", kind: 0, group: nil, channel: nil, at: at,
      results: [.init(.delivered, at: at)], decision: nil, countsTowardCaps: true, origin: .reserved)
    let same = contacts(#"{"action": "b", "at": "2026-09-20T11:00:00Z"}"#)
    #expect(try scenario.decide(same, history: .init(contacts: [own])).outline == "matched a")
    let other = contacts(#"{"action": "b", "at": "2026-09-20T12:00:00Z"}"#)
    #expect(
      try scenario.decide(other, history: .init(contacts: [own])).outline
        == "held_back; a capped by w until 2026-09-27T10:30:00Z")
  }
}
