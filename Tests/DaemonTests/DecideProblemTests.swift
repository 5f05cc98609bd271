import Foundation
import Testing
import TestSupport

/// What `/v1/decide` says of bodies and queries that are wrong.
@Suite struct DecideProblemTests {
  struct Bad: Sendable {
    let body: String
    let offset: Int
    let detail: String

    init(_ body: String, at offset: Int, _ detail: String) {
      self.body = body
      self.offset = offset
      self.detail = detail
    }
  }

  static let notJSON = [
    Bad("{", at: 1, "ends"), Bad("[1,", at: 3, "ends"), Bad("nul", at: 3, "null"),
    Bad(#"{"journey": 'a'}"#, at: 12, "'"), Bad(#"{"journey": "a",}"#, at: 16, "}"),
    Bad(#"{"journey": "a"} {"#, at: 17, "after"),
    Bad(#"{"journey": "a", "journey": "b"}"#, at: 17, "journey"),
    Bad(#"{"journey": NaN}"#, at: 12, "N"), Bad(#"{"journey": "\x"}"#, at: 14, "an escape"),
    Bad("{\"journey\": \"a\u{1}\"}", at: 14, "0x01"), Bad("\u{FEFF}{}", at: 0, "byte-order mark"),
    Bad(#"{"a": 01}"#, at: 7, "a leading zero"), Bad(#"{"a": "\ud800"}"#, at: 7, "surrogate"),
    Bad("journey=a", at: 0, "j"), Bad(" \n ", at: 3, "ends"),
  ]

  @Test func `what is no JSON is refused with its byte, and others are served`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for bad in Self.notJSON {
      let answer = try daemon.decide(bad.body)
      #expect(answer.status == 400 && answer.problem == "not-json", "\(bad.body)")
      let detail = answer["detail"] ?? ""
      #expect(detail.hasPrefix("the body is not JSON: at byte \(bad.offset), "), "\(bad.body): \(detail)")
      #expect(detail.contains(bad.detail), "\(bad.body): \(detail)")
      #expect(answer.revision == daemon.folder.revision())
      #expect(try daemon.decide(Samples.state("anna")).status == 200)
    }
    let empty = try daemon.decide("")
    #expect(empty.status == 400 && empty["detail"] == "the body is empty; send a journey state as JSON")
  }

  private static let lineAdvice = "put each value on a line of its own (curl keeps lines with --data-binary)"

  @Test(arguments: [
    ("/v1/decide", "an array of them as application/json, or states line by line as application/x-ndjson"),
    ("/v1/next", "send a journey state as application/json, and send many as lines to /v1/decide?reserve=1"),
    ("/v1/why?action=guide", "send a journey state as application/json, and ask about one at a time"),
    (
      "/v1/outcomes", "an array of them as application/json, or outcomes line by line as application/x-ndjson"
    ),
    ("/v1/events", "an array of them as application/json, or events line by line as application/x-ndjson"),
    ("/v1/accounts/decide?account=acme", "send nothing, or an object with 'now' as application/json"),
  ])
  func `several values in the place of one are told how to send them`(target: String, advice: String) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for body in [
      #"{"journey": "a"}{"journey": "b"}"#, "{\"journey\": \"a\"}\n{\"journey\": \"b\"}\n",
      #"{"journey": "a"}, {"journey": "b"}"#, #"[{"journey": "a"}] [{"journey": "b"}]"#,
      // So long that it is read on another thread.
      #"{"journey": "a"}"# + String(repeating: " ", count: 32 << 10) + #"{"journey": "b"}"#,
    ] {
      let answer = try daemon.ask("POST", target, body)
      #expect(answer.status == 400 && answer.problem == "not-json", "\(body.prefix(80))")
      let detail = answer["detail"] ?? ""
      #expect(detail.contains("after the end of the value, expected nothing; send "), "\(detail)")
      #expect(detail.hasSuffix(advice), "\(detail)")
    }
    let other = try daemon.ask("POST", target, #"{"journey": "a"} x"#)
    #expect(other["detail"]?.hasSuffix("expected nothing") == true)
  }

  @Test func `several values on one line of a stream are told to stand on lines of their own`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.lines(
      "/v1/decide", "{\"journey\": \"a\"}{\"journey\": \"b\"}\n{\"journey\": \"c\"}\n")
    #expect(answer.status == 200 && answer.text.contains("expected nothing; \(Self.lineAdvice)"))
    #expect(answer.text.contains(#""journey":"c""#))
  }

  struct Wrong: Sendable {
    let member: String
    let mistakes: [String]

    init(_ member: String, _ mistakes: String...) {
      self.member = member
      self.mistakes = mistakes
    }
  }

  private static let instant =
    "expected an instant such as '2026-09-23T10:00:00Z' or a date such as '2026-09-23'"

  /// Members of a state beside its journey.
  static let wrong = [
    Wrong(#""stage": 3"#, "/stage: expected a string, found the number 3"),
    Wrong(#""persona": ["buyer"]"#, "/persona: expected a string, found an array"),
    Wrong(#""market": true"#, "/market: expected a string, found true"),
    Wrong(#""sentiment": "good""#, "/sentiment: expected a number, found the string 'good'"),
    Wrong(#""sentiment": 1.5"#, "/sentiment: expected a number from -1 to 1, found the number 1.5"),
    Wrong(#""sentiment": 1e999"#, "/sentiment: the number is too large"),
    Wrong(#""now": "yesterday""#, "/now: \(instant), found the string 'yesterday'"),
    Wrong(#""now": 1790000000"#, "/now: \(instant), found the number 1790000000"),
    Wrong(
      #""stage_entered": "2026-02-30T00:00:00Z""#,
      "/stage_entered: \(instant), found the string '2026-02-30T00:00:00Z'"),
    Wrong(#""pain_points": "price""#, "/pain_points: expected an array, found the string 'price'"),
    Wrong(
      #""pain_points": [1]"#,
      "/pain_points/0: expected a pain point: its id, or an object with 'id' and 'severity', found the number 1"
    ),
    Wrong(#""pain_points": [{"severity": 1}]"#, "/pain_points/0: the pain point has no 'id'"),
    Wrong(
      #""pain_points": [{"id": "price", "severity": 2}]"#,
      "/pain_points/0/severity: expected a number from 0 to 1, found the number 2"),
    Wrong(#""triggers": [{}]"#, "/triggers/0: expected a string, found an object"),
    Wrong(#""consent": []"#, "/consent: expected an object, found an array"),
    Wrong(
      #""consent": {"email": "yes"}"#,
      "/consent/email: expected true, false, or an object with 'given' and 'at', found the string 'yes'"),
    Wrong(
      #""consent": {"email": {"given": 1}}"#,
      "/consent/email/given: expected true or false, found the number 1"),
    Wrong(
      #""touchpoints": ["pricing-page"]"#,
      "/touchpoints/0: expected a touchpoint, which is an object, found the string 'pricing-page'"),
    Wrong(#""touchpoints": [{}]"#, "/touchpoints/0: the touchpoint has no 'type'"),
    Wrong(
      #""buying_group": [null, 1]"#,
      "/buying_group/1: expected a member of the buying group, which is an object, found the number 1"),
    Wrong(#""contacts": [{"channel": "email"}]"#, "/contacts/0: the contact has no 'action'"),
    Wrong(
      #""contacts": [{"action": "product-tour", "outcome": "lost"}]"#,
      "/contacts/0/outcome: unknown outcome 'lost'; the outcomes are "),
    Wrong(#""account": "acme""#, "/account: expected an object, found the string 'acme'"),
    Wrong(
      #""account": {"employees": 1.5}"#,
      "/account/employees: expected a whole number of at most 64 bits, found the number 1.5"),
    Wrong(
      #""account": {"employees": "12"}"#, "/account/employees: expected a whole number, found the string '12'"
    ),
    Wrong(#""account": {"vip": 1}"#, "/account/vip: expected true or false, found the number 1"),
    Wrong(#""account": {"tags": "a"}"#, "/account/tags: expected an array, found the string 'a'"),
    Wrong(#""account": {"tags": [1]}"#, "/account/tags/0: expected a string, found the number 1"),
    Wrong(#""account": {"since": false}"#, "/account/since: \(instant), found false"),
    Wrong(#""account": {"a/b~c": 1e999}"#, "/account/a~1b~0c: the number is too large"),
    Wrong(
      #""stage": 1, "sentiment": [], "account": {"revenue": {}}"#,
      "/account/revenue: expected a number, found an object",
      "/sentiment: expected a number, found an array", "/stage: expected a string, found the number 1"),
  ]

  @Test func `every value of the wrong type is refused with its pointer, and others are served`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    for wrong in Self.wrong {
      for (body, prefix) in [
        (#"{"journey": "a", \#(wrong.member)}"#, ""),
        (#"[\#(Samples.state("fine")), {"journey": "a", \#(wrong.member)}]"#, "/1"),
      ] {
        let answer = try client.ask("POST", "/v1/decide", body, type: "application/json")
        #expect(answer.status == 422 && answer.problem == "state-refused", "\(body)")
        #expect(answer.mistakes.count == wrong.mistakes.count, "\(body)")
        for (found, wanted) in zip(answer.mistakes, wrong.mistakes) {
          #expect(found.hasPrefix(prefix + wanted), "\(body): \(found)")
        }
        #expect(answer["detail"]?.hasPrefix("the state does not fit: \(prefix)\(wrong.mistakes[0])") ?? false)
      }
      #expect(try daemon.decide(Samples.state("anna")).status == 200)
    }
  }

  @Test func `a body that is no state, or a state without a journey, is refused`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let noObject = "expected a journey state, which is an object, found"
    for (body, mistakes) in [
      ("12", [": \(noObject) the number 12"]), (#""anna""#, [": \(noObject) the string 'anna'"]),
      ("null", [": \(noObject) null"]), ("{}", [": 'journey' is missing; it is the id of a person's path"]),
      (#"{"journey": null}"#, [": 'journey' is missing; it is the id of a person's path"]),
      (#"{"journey": 7}"#, ["/journey: expected a string, found the number 7"]),
      (
        #"{"journey": ""}"#,
        ["/journey: 'journey' is empty; it is the id of a person's path, chosen by the caller"]
      ),
      ("[[]]", ["/0: \(noObject) an array"]),
      (
        "[{}, 1]",
        ["/0: 'journey' is missing; it is the id of a person's path", "/1: \(noObject) the number 1"]
      ),
    ] {
      let answer = try daemon.decide(body)
      #expect(answer.status == 422 && answer.mistakes == mistakes, "\(body)")
    }
  }

  @Test func `what the book does not know is warned of, or refused where that is wished`() throws {
    let body = #"{"journey": "a", "stage": "nowhere", "account": {"colour": "red"}}"#
    let warned = try TestDaemon(in: try TestFolder()).decide(body)
    #expect(warned.status == 200)
    let warnings = warned.json["warnings"] as? [[String: String]] ?? []
    #expect(warnings.map { $0["pointer"] } == ["/account/colour", "/stage"])
    let refused = try TestDaemon(in: try TestFolder(), ["UNKNOWN": "refuse"]).decide(body)
    #expect(refused.status == 422)
    #expect(
      refused.mistakes == [
        "/account/colour: undeclared attribute 'colour'", "/stage: unknown stage 'nowhere'",
      ])
  }

  @Test func `query parameters that are wrong are refused with what there is`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for (query, detail) in [
      ("limit=-1", "'limit' is a whole number from 0 to 1000, not '-1'"),
      ("limit=1001", "'limit' is a whole number from 0 to 1000, not '1001'"),
      ("limit=", "'limit' is a whole number from 0 to 1000, not ''"),
      ("limit=2&limit=x", "the parameter 'limit' stands there twice; give it once"),
      ("explain=all", "'explain' is 'none', 'matched' or 'full', not 'all'"),
      ("preview", "'preview' is 'true' or 'false', not ''"),
      (
        "Limit=1",
        "unknown parameter 'Limit'; there are 'limit', 'explain', 'preview', 'reserve' and 'memory'"
      ),
      ("reserve=0", "'reserve' is a whole number from 1 to 100, not '0'"),
      ("reserve=1&preview=true", "'preview' records nothing, so it reserves nothing"),
    ] {
      let answer = try daemon.decide(Samples.state("anna"), query: "?\(query)")
      #expect(answer.status == 400 && answer.problem == "bad-query" && answer["detail"] == detail, "\(query)")
      #expect(answer.revision == daemon.folder.revision())
    }
  }

  @Test func `limits are said, each with its own answer`() throws {
    let daemon = try TestDaemon(
      in: try TestFolder(),
      [
        "LIMITS_STATES": "5", "LIMITS_LIST_LENGTH": "3", "LIMITS_JSON_DEPTH": "8", "LIMITS_BODY_SIZE": "2048",
      ])
    #expect(try daemon.decide(Samples.array(5)).status == 200)
    let many = try daemon.decide(Samples.array(6))
    #expect(many.status == 413 && many.problem == "too-many-states")
    #expect(many["detail"] == "the array has 6 states; send at most 5 at a time")

    let list = try daemon.decide(#"{"journey": "a", "triggers": ["a", "b", "c", "d"]}"#)
    #expect(list.status == 422 && list.mistakes == ["/triggers: the list has 4 entries; at most 3 are taken"])

    func nested(_ depth: Int) -> String {
      #"{"journey": "a", "x": "# + String(repeating: "[", count: depth - 1)
        + String(repeating: "]", count: depth - 1) + "}"
    }
    #expect(try daemon.decide(nested(8)).status == 200)
    let deep = try daemon.decide(nested(9))
    #expect(deep.status == 400 && deep.problem == "not-json")
    #expect(deep["detail"]?.contains("deep") ?? deep["detail"]?.contains("nest") ?? false, "\(deep.text)")

    let large = try daemon.decide(#"{"journey": "\#(String(repeating: "x", count: 2_048))"}"#)
    #expect(large.status == 413 && large.problem == "body-too-large")
    #expect(try daemon.decide(Samples.state("anna")).status == 200)
  }

  @Test func `a thousand states are taken and one more is not`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let state = { (id: String) in #"{"journey": "\#(id)"}"# }
    #expect(try daemon.decide(Samples.array(1_000, state)).list.count == 1_000)
    let answer = try daemon.decide(Samples.array(1_001, state))
    #expect(answer.status == 413 && answer.problem == "too-many-states")
  }
}
