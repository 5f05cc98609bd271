import Testing
import Time

@testable import Decisions

@Suite("Something that a state names twice")
struct SpelledTwiceTests {
  private static func book(_ consent: String) -> String {
    """
    channels: {letter: {consent: \(consent), label: Letter by post}, sms: {consent: \(consent)}}
    actions: {a: {kind: k, channels: [letter]}, c: {kind: k}}
    rules: {r: {recommend: a}}
    """
  }

  /// In whatever order entries stand, the answer is the same; those after the first are warned of.
  private static func outlines(_ entries: [String], consent: String, _ others: String = "") throws -> Set<
    String
  > {
    let scenario = try Scenario(files: [book(consent)])
    var outlines: Set<String> = []
    for first in entries.indices {
      let rotated = Array(entries[first...] + entries[..<first])
      for order in [rotated, rotated.reversed()] {
        let answer = try scenario.decide("\"consent\": {\(order.joined(separator: ", "))}\(others)")
        outlines.insert(answer.outline)
        #expect(answer.warnings.count == order.filter { !$0.hasSuffix("null") }.count - 1)
      }
    }
    return outlines
  }

  private static let shut = "held_back; a no-consent/letter by letter"

  @Test(
    arguments: [
      [#""letter": true"#, #""LETTER": false"#], [#""letter": false"#, #""Letter": true"#],
      [#""Letter by post": false"#, #""letter": {"given": true, "at": "2026-09-01T00:00:00Z"}"#],
      [#""lEtter": true"#, #""letteR": {"given": false, "at": "2026-09-01"}"#, #""LETTER BY POST": true"#],
      [#""letter": {"given": false}"#, #""LETTER": {"given": false}"#],
      [#""letter": null"#, #""LETTER": false"#, #""letter by post": true"#],
    ], ["opt-in", "opt-out"])
  func `a channel with a no among its spellings is shut, in whatever order they stand`(
    entries: [String], consent: String
  ) throws {
    #expect(try Self.outlines(entries, consent: consent) == [Self.shut])
    let optOut =
      #", "contacts": [{"action": "c", "channel": "letter", "at": "2026-08-01T00:00:00Z", "outcome": "complained"}]"#
    #expect(try Self.outlines(entries, consent: "none", optOut) == [Self.shut])
  }

  @Test(
    arguments: [
      ([("letter", "2026-09-10"), ("LETTER", "2026-09-20")], "2026-09-10T00:00:00Z"),
      ([("Letter by post", "2026-09-20"), ("letter", "2026-09-10T12:00:00Z")], "2026-09-10T12:00:00Z"),
      ([("letter", "2026-09-20"), ("LETTER", nil)], nil), ([("letter", nil), ("LETTER", "2026-09-20")], nil),
    ] as [([(String, String?)], String?)])
  func
    `a channel to which all say yes has the earliest consent, and one without an instant where one has none`(
      given: [(String, String?)], at: String?
    ) throws
  {
    let scenario = try Scenario(files: [Self.book("opt-in")])
    for given in [given, given.reversed()] {
      let entries = given.map { name, at in
        "\"\(name)\": {\"given\": true\(at.map { ", \"at\": \"\($0)\"" } ?? "")}"
      }
      let state = try scenario.read("\"consent\": {\(entries.joined(separator: ", "))}")
      #expect(state.consent.values.map(\.isGiven) == [true])
      #expect(state.consent.values.first?.at?.description == at)
    }
  }

  @Test
  func `a channel is warned of at each spelling after the first, also where what is unknown is refused`()
    throws
  {
    let scenario = try Scenario(files: [Self.book("opt-out")])
    let state =
      #""consent": {"sms": true, "LETTER": true, "SMS": null, "letter": false, "Sms": true}"#
    let read = try scenario.read(state, limits: .init(refusesUnknown: true))
    #expect(read.warnings.map(\.pointer) == ["/consent/Sms", "/consent/letter"])
    #expect(read.warnings[1].detail == "'letter' names the channel 'letter' again; a no goes before a yes")
  }

  @Test(arguments: [
    (#"{"letter": {"at": "2026-09-01T00:00:00Z"}}"#, "/consent/letter"),
    (#"{"letter": {}}"#, "/consent/letter"),
    (#"{"LETTER": {"given": null}}"#, "/consent/LETTER"), (#"{"fax": {"Given": true}}"#, "/consent/fax"),
    (#"{"letter": {"given": "yes"}}"#, "/consent/letter/given"),
  ])
  func `aside: a consent that is an object says whether it is given`(consent: String, pointer: String) throws
  {
    let scenario = try Scenario(files: [Self.book("opt-out")])
    let refusal = #expect(throws: StateRefusal.self) { _ = try scenario.read("\"consent\": \(consent)") }
    #expect(refusal?.problems.map(\.pointer) == [pointer])
  }

  @Test
  func `a pain point has the higher severity, whatever its spellings and their order`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}}
      rules: {r: {when: {pain_points: {any: [price], min_severity: 0.8}}, recommend: a}}
      """)
    let list = [#""Price""#, #"{"id": "PRICE", "severity": 0.9}"#, #"{"id": "price", "severity": 0.1}"#]
    for order in [list, list.reversed(), [list[1], list[2], list[0]]] {
      #expect(try scenario.decide("\"pain_points\": [\(order.joined(separator: ", "))]").outcome == "matched")
    }
  }
}
