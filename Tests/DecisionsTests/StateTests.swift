import JSON
import Testing

@testable import Decisions

@Suite("A state")
struct StateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let state: String
    let pointers: [String]

    init(_ state: String, _ pointers: String...) {
      (self.state, self.pointers) = (state, pointers)
    }

    var testDescription: String { state }
  }

  private static let book = """
    actions: {a: {kind: k, channels: [post]}}
    rules: {r: {recommend: a}}
    """

  private static func refusal(_ state: String, limits: JourneyState.Limits = .init()) throws -> StateRefusal?
  {
    let scenario = try Scenario(book)
    return #expect(throws: StateRefusal.self) { _ = try scenario.read(state, limits: limits) }
  }

  @Test(arguments: refusals)
  func `is refused with a pointer to every fault`(_ example: Case) throws {
    let refusal = try Self.refusal(example.state)
    #expect(refusal?.problems.map(\.pointer) == example.pointers)
    #expect(refusal?.problems.allSatisfy { !$0.detail.isEmpty } == true)
  }

  static let refusals: [Case] = [
    .init("{}", ""), .init(#"{"journey": null}"#, ""), .init(#"{"journey": ""}"#, "/journey"),
    .init(#"{"journey": 7}"#, "/journey"),
    .init(#""now": "2026-09-23 10:00:00Z""#, "/now"), .init(#""now": "2026-09-23T10:00:60Z""#, "/now"),
    .init(#""now": "2026-09-23T24:00:00Z""#, "/now"), .init(#""now": "2026-13-23""#, "/now"),
    .init(#""now": "2026-02-29T10:00:00Z""#, "/now"), .init(#""now": "2026-09-23T10:00:00""#, "/now"),
    .init(#""now": "2026-09-23T10:00:00+2:00""#, "/now"), .init(#""now": "2026-09-23T10:00:00.Z""#, "/now"),
    .init(#""now": 1790157600"#, "/now"),
    .init(#""stage": ["decision"]"#, "/stage"), .init(#""stage_entered": "yesterday""#, "/stage_entered"),
    .init(#""sentiment": 1.5"#, "/sentiment"), .init(#""sentiment": -1.0000001"#, "/sentiment"),
    .init(#""sentiment": "0""#, "/sentiment"),
    .init(#""pain_points": {}"#, "/pain_points"), .init(#""pain_points": [3]"#, "/pain_points/0"),
    .init(#""pain_points": ["price", {"severity": 1}]"#, "/pain_points/1"),
    .init(#""pain_points": [{"id": "price", "severity": 2}]"#, "/pain_points/0/severity"),
    .init(#""pain_points": [{"id": "price", "severity": -0.1}]"#, "/pain_points/0/severity"),
    .init(#""triggers": "trial""#, "/triggers"), .init(#""triggers": ["trial", 1]"#, "/triggers/1"),
    .init(#""consent": {"email": "yes"}"#, "/consent/email"),
    .init(#""consent": {"email": {"given": 1, "at": "x"}}"#, "/consent/email/at", "/consent/email/given"),
    .init(#""consent": []"#, "/consent"),
    .init(#""touchpoints": [{"at": "2026-09-23T10:00:00Z"}]"#, "/touchpoints/0"),
    .init(
      #""touchpoints": [{"type": "webinar", "at": "x", "sentiment": 2}]"#, "/touchpoints/0/at",
      "/touchpoints/0/sentiment"),
    .init(#""touchpoints": ["webinar"]"#, "/touchpoints/0"),
    .init(
      #""buying_group": [{"engaged": "yes", "stage": 1}]"#, "/buying_group/0/engaged", "/buying_group/0/stage"
    ),
    .init(#""contacts": [{"channel": "post"}]"#, "/contacts/0"),
    .init(#""contacts": [{"action": "a"}, {"action": "a", "outcome": "lost"}]"#, "/contacts/1/outcome"),
    .init(#""contacts": [{"action": 1, "at": 2}]"#, "/contacts/0/action", "/contacts/0/at"),
    .init(#""account": 3"#, "/account"), .init(#""account": {"id": 3}"#, "/account/id"),
    .init(#""account": {"employees": 1.5}"#, "/account/employees"),
    .init(#""account": {"employees": "5"}"#, "/account/employees"),
    .init(#""account": {"employees": 9223372036854775808}"#, "/account/employees"),
    .init(#""account": {"score": 1e400}"#, "/account/score"),
    .init(#""undeclared": [1e400]"#, "/undeclared/0"),
    .init(#""account": {"active": 1}"#, "/account/active"),
    .init(#""account": {"tags": "a"}"#, "/account/tags"),
    .init(#""account": {"tags": ["a", 1]}"#, "/account/tags/1"), .init(#""note": true"#, "/note"),
    .init(#""account": {"since": "2026-09-31"}"#, "/account/since"),
    .init(#""account": {"employees": 9223372036854775807.0}"#, "/account/employees"),
    .init(#""account": {"employees": 1e19}"#, "/account/employees"),
    .init(
      #""stage": 1, "sentiment": 2, "account": {"active": "x"}"#, "/account/active", "/sentiment", "/stage"),
  ]

  @Test(arguments: warnings)
  func `is read with a warning for what the book does not know`(_ example: Case) throws {
    let scenario = try Scenario(Self.book)
    let answer = try scenario.decide(example.state)
    #expect(answer.warnings.map { String($0.prefix { $0 != " " }) } == example.pointers)
    #expect(answer.outcome == "matched")
    let refusal = try Self.refusal(example.state, limits: .init(refusesUnknown: true))
    #expect(refusal?.problems.map(\.pointer) == example.pointers)
  }

  static let warnings: [Case] = [
    .init(#""market": "b2g""#, "/market"), .init(#""stage": "decison""#, "/stage"),
    .init(#""persona": """#, "/persona"),
    .init(#""pain_points": ["price", "x", {"id": "y"}]"#, "/pain_points/1", "/pain_points/2/id"),
    .init(#""triggers": ["x"]"#, "/triggers/0"), .init(#""consent": {"fax": true}"#, "/consent/fax"),
    .init(#""touchpoints": [{"type": "x"}]"#, "/touchpoints/0/type"),
    .init(#""touchpoints": [{"type": "webinar", "channel": "fax"}]"#, "/touchpoints/0/channel"),
    .init(
      #""buying_group": [{"persona": "x", "role": "boss", "stage": "y"}]"#, "/buying_group/0/persona",
      "/buying_group/0/role", "/buying_group/0/stage"),
    .init(#""contacts": [{"action": "a", "channel": "fax"}]"#, "/contacts/0/channel"),
    .init(#""person": {"time_zone": "Mars/Olympus"}"#, "/person/time_zone"),
    .init(#""account": {"industry": "mining"}"#, "/account/industry"),
    .init(#""account": {"size": 3}, "other": {"deep": []}"#, "/account/size", "/other"),
    .init(#""account": {"a/b~c": 1}"#, "/account/a~1b~0c"),
    .init(#""triggers": ["x", "x"], "stage": "y""#, "/stage", "/triggers/0", "/triggers/1"),
  ]

  @Test
  func `keeps a contact of an action that the book does not have, with a warning in any case`() throws {
    let scenario = try Scenario(Self.book)
    let state = try scenario.read(contacts(#"{"action": "gone"}"#), limits: .init(refusesUnknown: true))
    #expect(state.warnings.map(\.pointer) == ["/contacts/0/action"])
    #expect(state.contacts.map(\.actionID) == ["gone"])
  }

  @Test(arguments: [
    #""market": null, "stage": null, "persona": null, "stage_entered": null, "sentiment": null, "now": null"#,
    #""pain_points": null, "triggers": null, "touchpoints": null, "buying_group": null, "contacts": null"#,
    #""account": null, "person": {"language": null, "time_zone": null}, "consent": {"email": null}"#,
    #""account": {"employees": 4.20e2, "score": -0, "tags": []}, "note": "", "undeclared": null"#,
    #""touchpoints": [null, {"type": "WEBINAR", "at": null, "sentiment": -1}], "pain_points": [null]"#,
    #""stage_entered": "2026-09-23t10:00:00.123456789z""#,
  ])
  func `takes null for not known, and what is known to be harmless`(members: String) throws {
    let answer = try Scenario(Self.book).decide(members)
    #expect(answer.warnings == [])
    #expect(answer.outcome == "matched")
  }

  @Test(arguments: [
    ("{\"journey\": \"ID\"}", "/journey"),
    ("{\"journey\": \"j\", \"account\": {\"id\": \"ID\"}}", "/account/id"),
    ("{\"journey\": \"j\", \"buying_group\": [{\"journey\": \"ID\"}]}", "/buying_group/0/journey"),
  ])
  func `takes ids of journeys and accounts up to a length in bytes`(state: String, pointer: String) throws {
    let scenario = try Scenario(Self.book)
    for longest in [String(repeating: "a", count: 512), String(repeating: "å", count: 256)] {
      #expect(throws: Never.self) { _ = try scenario.read(state.replacing("ID", with: longest)) }
      let refusal = try Self.refusal(state.replacing("ID", with: longest + "b"))
      #expect(refusal?.problems.map(\.pointer) == [pointer])
      #expect(refusal?.problems.first?.detail == "the id is 513 bytes long; at most 512 are taken")
    }
  }

  @Test(arguments: [
    ("420.0", 420), ("9007199254740993.0", 9_007_199_254_740_992),
    ("9007199254740993", 9_007_199_254_740_993),
    ("42e1", 420), ("-9223372036854775808.0", Int64.min),
  ])
  func `takes a whole number that is written with a fraction for the nearest double`(
    text: String, value: Int64
  ) throws {
    let state = try Scenario(Self.book).read(#""account": {"employees": \#(text)}"#)
    #expect(state.attributes.contains(.int(value)))
  }

  @Test
  func `takes lists up to a length`() throws {
    let scenario = try Scenario(Self.book)
    let limits = JourneyState.Limits(listLength: 2)
    #expect(throws: Never.self) { _ = try scenario.read(#""triggers": ["trial", "search"]"#, limits: limits) }
    let refusal = try Self.refusal(#""triggers": ["trial", "search", "renewal"]"#, limits: limits)
    #expect(refusal?.problems.map(\.pointer) == ["/triggers"])
  }

  @Test
  func `with a key twice is no JSON`() throws {
    let scenario = try Scenario(Self.book)
    #expect(throws: JSONError.self) { _ = try scenario.read(#"{"journey": "j", "\u006aourney": "k"}"#) }
  }

  @Test
  func `inside a larger document has pointers of its own`() throws {
    let scenario = try Scenario(Self.book)
    let document = try JSONDocument(parsing: Array(#"{"states": [{"journey": "j", "stage": "x"}]}"#.utf8))
    let list = try #require(document.member("states", of: document.root))
    for state in document.elements(of: list) {
      let read = try JourneyState.read(document, at: state, for: scenario.plan, limits: .init())
      #expect(read.warnings.map(\.pointer) == ["/stage"])
    }
  }

  @Test(arguments: [
    "STRASSE", "straße", "Straẞe", "ΟΔΟΣ", "οδος", "οδοσ", "A\u{30a}r", "år", "ÅR", "\u{212b}r", "ﬁn",
    "FIN",
  ])
  func `names words by full case folding and whatever the composition of characters`(name: String) throws {
    let scenario = try Scenario(files: [
      "stages: {s: {phase: before, label: Straße, aliases: [\"οδός\", \"οδος\", \"år\", fin]}}"
    ])
    #expect(try scenario.decide("\"stage\": \"\(name)\"").place("stage") == "s given")
  }

  @Test
  func `near the last year that can be written is given no opening in the past`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k, cooldown: 30d}}
      rules: {r: {recommend: a}}
      """)
    let sent = contacts(#"{"action": "a", "at": "9999-12-30T00:00:00Z"}"#)
    let answer = try scenario.decide(#""now": "9999-12-31T00:00:00Z", \#(sent)"#)
    #expect(answer.outline == "held_back; a cooldown")
  }

  @Test(arguments: ["9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00"])
  func `is refused where an offset leads out of the years that can be written`(now: String) throws {
    let refusal = try Self.refusal("\"now\": \"\(now)\"")
    #expect(refusal?.problems.map(\.pointer) == ["/now"])
  }
}
