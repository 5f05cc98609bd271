import Decisions
import DecisionLog
import JSON
import Testing
import TestSupport
import Time

/// What the log holds of a decision.
@Suite struct RecordTests {
  private static let state = #"""
    { "journey" : "anna",
      "account": {"id": "acme", "employees": 420, "owner": "secret-owner"}, "mood": "secret-mood",
      "stage": "consideration", "persona": "cfo", "sentiment": null,
      "pain_points": [{"id": "price", "severity": 0.8, "note": "secret-note"}, "delay", null],
      "person": {"birthday": "1970-01-01", "phone": "secret-phone", "gender": "secret-gender", "language": "da"},
      "consent": {"email": {"given": true, "at": "2026-01-10T12:00:00Z", "by": "secret-by"}, "pigeon": true},
      "touchpoints": [{"type": "webinar", "at": "2026-01-10T12:00:00Z", "text": "secret-text"}],
      "buying_group": [{"journey": "bo", "name": "secret-bo"}],
      "contacts": [{"action": "guide", "note": "secret"}], "now": "2026-09-23T10:00:00Z" }
    """#

  private func record(_ journeys: DecisionLog.Journeys = .plain, _ state: String = state) throws -> String {
    let log = try TestLog { $0.journeys = journeys }
    try log.decide(state)
    log.stop()
    return try #require(try log.records.first)
  }

  private func member(_ name: String, of record: String) throws -> String {
    let document = try JSONDocument(parsing: Array(record.utf8))
    for (key, value) in document.members(of: document.root) where document.string(at: key) == name {
      return String(decoding: document.rawBytes(of: value), as: UTF8.self)
    }
    return ""
  }

  @Test func `the state is what was decided on: unknown keys and personal values are not in it`() throws {
    let record = try record()
    #expect(!record.contains("secret"))
    let hash = Pseudonyms(key: TestLog.key).hash(.attribute, of: "person.birthday", "1970-01-01")
    let gender = Pseudonyms(key: TestLog.key).hash(.attribute, of: "person.gender", "secret-gender")
    // No rule reads the phone; a rule reads birthday and gender.
    #expect(
      try member("state", of: record)
        == #"{"journey":"anna","account":{"id":"acme","employees":420},"stage":"consideration","persona":"cfo","#
        + #""pain_points":[{"id":"price","severity":0.8},"delay",null],"#
        + #""person":{"birthday":"\#(hash)","gender":"\#(gender)","language":"da"},"#
        + #""consent":{"email":{"given":true,"at":"2026-01-10T12:00:00Z"}},"#
        + #""touchpoints":[{"type":"webinar","at":"2026-01-10T12:00:00Z"}],"#
        + #""buying_group":[{"journey":"bo"}],"contacts":[{"action":"guide"}],"now":"2026-09-23T10:00:00Z"}"#)
  }

  @Test func `a warning does not quote a personal value`() throws {
    let decision = try member("decision", of: try record())
    #expect(
      decision.contains(
        #"{"pointer":"/person/gender","detail":"not shown, since the attribute is personal"}"#))
    #expect(decision.contains(#"{"pointer":"/mood","detail":"undeclared attribute 'mood'"}"#))
  }

  @Test func `the rules that matched stand there with file and line`() throws {
    let lines = TestBook.text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("cfo-without-a-case:") }) + 1
    let matched = try member("matched", of: try record())
    #expect(matched.contains(#"{"rule":"cfo-without-a-case","file":"book.yaml","line":\#(line)}"#))
  }

  @Test func `with hashed journeys nobody is named`() throws {
    let record = try record(.hashed)
    for name in ["anna", "acme", "\"bo\""] { #expect(!record.contains(name), "\(name)") }
    let names = Pseudonyms(key: TestLog.key)
    let state = try member("state", of: record)
    #expect(
      state.hasPrefix(
        #"{"journey":"\#(names.hash(.journey, "anna"))","account":{"id":"\#(names.hash(.account, "acme"))""#))
    #expect(state.contains(#""buying_group":[{"journey":"\#(names.hash(.journey, "bo"))"}]"#))
    // A text that names somebody is there as the rule file has it.
    let decision = try member("decision", of: record)
    #expect(decision.contains(#""because":"{journey} of {account.id} wants numbers""#))
    #expect(decision.contains(#""because":"somebody to call""#))
  }

  @Test func `a hash is of the name, its kind and the key`() {
    let names = Pseudonyms(key: TestLog.key)
    let all = [
      names.hash(.journey, "a"), names.hash(.account, "a"), names.hash(.attribute, of: "x", "a"),
      names.hash(.attribute, of: "y", "a"),
      Pseudonyms(key: [UInt8](repeating: 7, count: 32)).hash(.journey, "a"),
    ]
    #expect(Set(all).count == all.count)
    for hash in all { #expect(hash.wholeMatch(of: /h:[0-9a-f]{32}/) != nil) }
  }
}
