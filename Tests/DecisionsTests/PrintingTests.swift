import Testing

@testable import Decisions
@testable import Rules

@Suite("An answer")
struct PrintingTests {
  @Test(arguments: [
    ("2026-09-23T10:00:00Z", "2026-09-23T10:00:00Z"), ("2026-09-23T10:00:00.000Z", "2026-09-23T10:00:00Z"),
    ("2026-09-23T12:00:00.120+02:00", "2026-09-23T10:00:00.12Z"),
    ("2026-09-23t10:00:00.123456z", "2026-09-23T10:00:00.123456Z"),
    ("2026-09-23T10:00:00.1234569Z", "2026-09-23T10:00:00.123456Z"),
    ("2026-09-23T10:00:00.0000009Z", "2026-09-23T10:00:00Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ("2024-02-28T23:59:59-00:01", "2024-02-29T00:00:59Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
  ])
  func `prints instants in UTC, with a fraction only where there is one`(given: String, printed: String)
    throws
  {
    let answer = try Scenario("actions: {a: {kind: k}}").decide(#""now": "\#(given)""#)
    #expect(answer.text.contains("\"now\":\"\(printed)\","))
  }

  @Test(arguments: [
    ("80", "80"), ("80.0", "80"), ("0x50", "80"), ("8e1", "80"), ("0.10", "0.1"),
    ("12.345678", "12.345678"),
    ("1e-7", "1e-7"), ("0.000001", "0.000001"), ("-0.0", "0"),
    ("0.30000000000000004", "0.30000000000000004"),
    ("33.333333333333336", "33.333333333333336"),
  ])
  func `prints numbers as ECMAScript does`(given: String, printed: String) throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k}}
      rules: {r: {recommend: {action: a, score: \(given)}}}
      """
    ).decide("")
    #expect(answer.text.contains("\"score\":\(printed),"))
  }

  @Test
  func `hands payloads on with their keys in order and their numbers as they are`() throws {
    let answer = try Scenario(
      """
      actions:
        a:
          kind: k
          channels: [post]
          treatments: {post: {z: 1.0, a: [no, null, true], m: {}}}
          payload: {z: 9223372036854775807, y: -9223372036854775808, b: 1e21, a: 0.5, "c\\td": "\\"ø\\" 😀"}
      rules: {r: {recommend: a}}
      """
    ).decide("")
    #expect(answer.text.contains(#""treatment":{"z":1,"a":["no",null,true],"m":{}},"#))
    #expect(
      answer.text.contains(
        #""payload":{"z":9223372036854775807,"y":-9223372036854775808,"b":1e+21,"a":0.5,"c\td":"\"ø\" 😀"}}"#))
  }

  @Test
  func `writes raw UTF-8 and escapes quotes, backslashes and control characters only`() throws {
    let answer = try Scenario("actions: {a: {kind: k}}").decide(
      #""journey": "\u00f8/\"\\\u0001\u2028\ud83d\ude00\t""#)
    #expect(answer.text.hasPrefix(#"{"journey":"ø/\"\\\u0001"# + "\u{2028}😀" + #"\t","revision":""#))
  }

  @Test
  func `has its keys in the documented order, and lists even where they are empty`() throws {
    let scenario = try Scenario("actions: {a: {kind: k}}")
    let revision = scenario.plan.book.revision
    #expect(
      try scenario.decide("").text == """
        {"journey":"j","revision":"\(revision)","now":"2026-09-23T10:00:00Z","outcome":"no_match",\
        "stage":{"source":"unknown"},"persona":{"source":"unknown"},"detected":[],"recommendations":[],\
        "held_back":[],"alerts":[],"errors":[],"warnings":[]}
        """)
  }
}
