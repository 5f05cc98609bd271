import API
import Foundation
import History
import Serving
import Settings
import Testing
import TestSupport

@testable import Daemon

/// What the router asks of every request, endpoint by endpoint.
@Suite struct RouterTests {
  private static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]

  private static func good(_ endpoint: Endpoint, _ method: String) -> (target: String, body: String, String?)
  {
    let request = GoodRequest(endpoint, method)
    return (request.target, request.body, request.type)
  }

  @Test(arguments: Endpoint.allCases)
  func `each endpoint answers its methods, and 405 with them to all others`(_ endpoint: Endpoint) throws {
    let router = try TestRouter()
    for method in Self.methods {
      let (target, body, type) = Self.good(endpoint, method)
      let response = router.ask(method, target, body, type: type)
      #expect(response.count == 1, "\(method) \(target)")
      #expect(response.header("Waymark-Revision") == router.folder.revision(), "\(method) \(target)")
      if endpoint.methods.contains(method) {
        #expect(response.status == 200, "\(method) \(target): \(response.text)")
        #expect(response.header("Allow") == nil)
      } else {
        #expect(response.status == 405 && response.problem == "method-not-allowed", "\(method) \(target)")
        #expect(response.header("Allow") == endpoint.methods.joined(separator: ", "))
      }
    }
  }

  @Test(arguments: Endpoint.allCases)
  func `each endpoint is refused to whoever lacks its right, and to nobody else`(_ endpoint: Endpoint) throws
  {
    let router = try TestRouter {
      $0.access.decideUsers = ["1001"]
      $0.access.reportUsers = ["1002"]
      $0.access.adminUsers = ["1003"]
    }
    let holders: [UInt32: Right] = [1_001: .decide, 1_002: .report, 1_003: .admin]
    for method in endpoint.methods {
      let (target, body, type) = Self.good(endpoint, method)
      let right = endpoint.right(method)
      for user in [1_001, 1_002, 1_003, 1_004] as [UInt32] {
        let response = router.ask(method, target, body, type: type, from: TestRouter.peer(user))
        let mayAsk = right == nil || holders[user] == right
        #expect(response.status == (mayAsk ? 200 : 403), "\(user): \(method) \(target): \(response.text)")
        if !mayAsk { #expect(response.problem == "forbidden" && response.count == 1) }
      }
    }
  }

  @Test(arguments: [
    ("DELETE", "/v1/journeys?journey=anna"), ("GET", "/v1/alerts"), ("GET", "/v1/backup"),
    ("HEAD", "/v1/backup"),
    ("POST", "/v1/book/reload"), ("POST", "/v1/history/accept"),
  ])
  func `what administers is refused to others by default, and does nothing`(
    _ method: String, _ target: String
  ) throws {
    let router = try TestRouter()
    #expect(router.post("/v1/next", Samples.state("anna")).status == 200)
    let response = router.ask(method, target, from: TestRouter.peer(1_001))
    #expect(response.status == 403 && response.problem == "forbidden")
    #expect(router.history.contactCount == 1)
    let refusal = try router.log.wait(for: "peer.refused")
    #expect(refusal.text.contains("\"uid\":1001"))
  }

  @Test func `the contacts of all journeys are for administrators, those of one are not`() throws {
    let router = try TestRouter()
    #expect(router.post("/v1/next", Samples.state("anna")).status == 200)
    let accept = [("Accept", "application/x-ndjson")]
    let other = TestRouter.peer(1_001)
    let all = router.ask("GET", "/v1/contacts", headers: accept, from: other)
    #expect(all.status == 403 && all.problem == "forbidden" && !all.text.contains("anna"))
    // The contact, and the stage that was seen.
    #expect(router.ask("GET", "/v1/contacts?journey=anna", headers: accept, from: other).lines.count == 2)
    #expect(router.ask("GET", "/v1/contacts", headers: accept).lines.count == 2)
  }

  @Test func `who may report but not decide may import`() throws {
    let router = try TestRouter {
      $0.access.decideUsers = ["1001"]
      $0.access.reportUsers = ["1002"]
    }
    let line = #"{"journey": "a", "action": "follow-up-call", "at": "2026-01-01T10:00:00Z"}"#
    for (user, status) in [(1_001, 403), (1_002, 200)] as [(UInt32, Int)] {
      let response = router.ask(
        "POST", "/v1/contacts", line, type: "application/x-ndjson", from: TestRouter.peer(user))
      #expect(response.status == status)
    }
    #expect(router.history.contactCount == 1)
  }

  @Test(arguments: ["/", "", "/v1", "/v1/decide/", "/v1/Decide", "/v2/decide", "//livez", "*"])
  func `another path is 404, whatever is sent to it`(_ path: String) throws {
    let router = try TestRouter()
    for type in [nil, "application/json", "application/x-ndjson", "text/plain"] {
      let response = router.ask("POST", path, "{}", type: type, from: TestRouter.peer(1_001))
      #expect(response.status == 404 && response.problem == "not-found", "\(path)")
      #expect(response.count == 1)
    }
  }

  @Test(arguments: Endpoint.allCases) func `a body is refused that an endpoint does not take`(
    _ endpoint: Endpoint
  ) throws {
    let router = try TestRouter()
    for method in endpoint.methods {
      let (target, body, _) = Self.good(endpoint, method)
      let kind = endpoint.body(method)
      for type in ["text/plain", "application/xml", "application/json", "application/x-ndjson"] {
        let response = router.ask(method, target, body.isEmpty ? "{}" : body, type: type)
        let isTaken =
          switch type {
          case "application/json": kind == .ignored || kind.takesJSON
          case "application/x-ndjson": kind == .ignored || kind.takesLines
          default: kind == .ignored
          }
        #expect(response.status == (isTaken ? 200 : 415), "\(method) \(target) \(type): \(response.text)")
        if !isTaken { #expect(response.problem == "unsupported-media-type") }
      }
    }
  }

  @Test(arguments: [Endpoint.next, .decide, .outcomes]) func `an empty body is refused`(_ endpoint: Endpoint)
    throws
  {
    let router = try TestRouter()
    for type in [nil, "application/json", "application/x-www-form-urlencoded"] {
      let response = router.ask("POST", endpoint.rawValue, "", type: type)
      #expect(response.status == 400 && response.problem == "not-json")
    }
  }

  @Test(arguments: Endpoint.allCases) func `an idempotency key is refused where it means nothing`(
    _ endpoint: Endpoint
  ) throws {
    let router = try TestRouter()
    for method in endpoint.methods {
      let (target, body, type) = Self.good(endpoint, method)
      let response = router.ask(method, target, body, type: type, headers: [("Idempotency-Key", "k")])
      #expect(response.status == (endpoint.takesKey ? 200 : 400), "\(method) \(target)")
      if !endpoint.takesKey { #expect(response.problem == "key-not-taken") }
    }
  }

  @Test func `two idempotency keys are refused, and reserve nothing`() throws {
    let router = try TestRouter()
    let response = router.post(
      "/v1/next", Samples.state("anna"), headers: [("Idempotency-Key", "a"), ("Idempotency-Key", "b")])
    #expect(response.status == 400 && response.problem == "bad-key")
    #expect(router.history.contactCount == 0)
  }

  @Test(arguments: Endpoint.allCases) func `a parameter given twice is refused`(_ endpoint: Endpoint) throws {
    let router = try TestRouter()
    for method in endpoint.methods {
      let (target, body, type) = Self.good(endpoint, method)
      let doubled = target + (target.contains("?") ? "&" : "?") + "x=1&x=1"
      let response = router.ask(method, doubled, body, type: type)
      #expect(response.status == 400 && response.problem == "bad-query", "\(method) \(doubled)")
    }
  }

  @Test func `an error that says nothing of the request is 500, and in the log`() throws {
    struct Surprise: Error {}
    let router = try TestRouter()
    let response = RecordedResponse()
    router.state.parse(Array("{}".utf8), at: .decide, for: response) { _ in throw Surprise() }
    #expect(response.status == 500 && response.problem == "internal" && response.count == 1)
    try router.log.wait(for: "request.unanswered")
    let problem = router.state.problem(reading: Surprise(), of: .line)
    #expect(problem.status == 500)
  }

  @Test func `a long body is parsed elsewhere, and answered all the same`() throws {
    let router = try TestRouter()
    let states = Samples.array(2_000)
    #expect(states.utf8.count > 64 << 10)
    #expect(router.post("/v1/decide", states).problem == "too-many-states")
    #expect(router.post("/v1/decide", Samples.array(900)).status == 200)
    #expect(router.post("/v1/decide", Samples.array(900) + "x").problem == "not-json")
  }

  @Test func `a reload is answered once the new book serves`() throws {
    let router = try TestRouter()
    let before = router.folder.revision()
    #expect(router.post("/v1/decide", Samples.state("a")).status == 200)
    try router.folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let response = router.ask("POST", "/v1/book/reload")
    #expect(response.status == 200 && response.json["revision"] as? String != before)
    #expect(response.header("Waymark-Revision") == router.folder.revision())
    #expect(router.matched("show-the-product") == 1 && router.matched("extra-rule") == 0)
    try router.folder.write("rules: {broken", to: "rules/more.yaml")
    let refused = router.ask("POST", "/v1/book/reload")
    #expect(refused.status == 422 && refused.problem == "book-rejected")
    #expect(router.state.rejection != nil && router.ask("GET", "/v1/rules").status == 200)
  }

  @Test func `the titles of rules are in the language of the book`() throws {
    let router = try TestRouter(rules: [
      "more.yaml": """
      rules:
        titled:
          title: {en: Look at it, de: Sieh es an}
          when: {stage: retention}
          recommend: {action: product-tour, score: 1}

      """,
      "policies.yaml": "policies:\n  language: de\n",
    ])
    let rules = router.ask("GET", "/v1/rules?id=titled").json["rules"] as? [[String: Any]]
    #expect(rules?.first?["title"] as? String == "Sieh es an")
  }
}
