import API
import Foundation
import JSON
import Serving
import Testing
import TestSupport

@testable import Daemon
@testable import Settings

/// The OpenAPI description of the API, and what is described.
@Suite struct DescriptionTests {
  @Test func `config has the description that the daemon answers with`() throws {
    let answer = try TestRouter().ask("GET", "/v1/openapi.json")
    #expect(answer.status == 200 && answer.head?.contentType == "application/json")
    Golden.check(answer.text, against: Project.root.appending(path: "config/openapi.json"))
  }

  @Test func `it has every method of every endpoint, and no other`() throws {
    let described = try DescribedAPI(TestRouter()).operations.map { "\($0.method) \($0.path)" }
    let declared = Endpoint.allCases.flatMap { endpoint in
      endpoint.methods.map { "\($0) \(endpoint.rawValue)" }
    }
    #expect(described.sorted() == declared.sorted())
  }

  @Test func `what leads elsewhere in it leads somewhere, and nothing is described in vain`() throws {
    let api = try DescribedAPI(TestRouter())
    let ids = api.operations.map(\.id)
    #expect(Set(ids).count == ids.count)
    let targets = api.all("links").flatMap { $0.members.map { $0.value["operationId"]?.text ?? "" } }
    #expect(targets.count >= 6 && Set(targets).isSubset(of: ids))
    let references = Set(api.all("$ref").compactMap(\.text))
    for reference in references { #expect(api.validator.resolved(reference) != nil, "\(reference)") }
    let parts = ["schemas", "headers", "responses"].flatMap { part in
      (api.document["components"]?[part]?.members ?? []).map { "#/components/\(part)/\($0.name)" }
    }
    #expect(Set(parts) == references)
  }

  @Test func `an operation says which right it needs, and how it can be refused`() throws {
    let api = try DescribedAPI(TestRouter())
    for endpoint in Endpoint.allCases {
      for method in endpoint.methods {
        let operation = try #require(api.operation(method, endpoint.rawValue))
        let right = endpoint.right(method)
        #expect(operation.value["x-waymark-right"]?.text == right.map { "\($0)" })
        #expect((operation.value["responses"]?["403"] != nil) == (right != nil), "\(operation.id)")
        let key = operation.parameters.contains { $0["name"]?.text == HeaderName.idempotencyKey }
        #expect(key == endpoint.takesKey)
      }
    }
  }

  // MARK: Requests

  @Test func `each parameter is taken, and no other`() throws {
    let router = try TestRouter()
    for operation in try DescribedAPI(router).operations {
      let endpoint = try #require(Endpoint(rawValue: operation.path))
      let request = GoodRequest(endpoint, operation.method)
      let parameters = operation.parameters.filter { $0["in"]?.text == "query" }
      let names = Set(parameters.compactMap { $0["name"]?.text })
      for parameter in Parameter.allCases {
        let query = operation.query(with: parameter)
        // What is recorded is for arrays and lines; the id of a rule is one of this book.
        let body = parameter == .reserve ? "[\(request.body)]" : request.body
        let target =
          parameter == .id ? "\(endpoint.rawValue)?id=show-the-product" : "\(endpoint.rawValue)?\(query)"
        let answer = router.ask(operation.method, target, body, type: request.type)
        let takesSome = !names.isEmpty
        if parameter == .list, names.contains(parameter.rawValue) {
          // A report on nobody has few numbers; that it was looked for says the answer.
          #expect(answer.status == 404, "\(operation.id) \(target): \(answer.text)")
        } else if names.contains(parameter.rawValue) {
          #expect(answer.status == 200, "\(operation.id) \(target): \(answer.text)")
        } else if takesSome {
          #expect(answer.status == 400, "\(operation.id) \(target)")
        }
      }
    }
  }

  @Test func `each example fits its schema, and is taken`() throws {
    let router = try TestRouter()
    let api = try DescribedAPI(router)
    var count = 0
    for operation in api.operations {
      for content in operation.value["requestBody"]?["content"]?.members ?? [] {
        guard let example = content.value["example"], let schema = content.value["schema"] else { continue }
        #expect(api.validator.mistakes(in: example, by: schema) == [], "\(operation.id)")
        let query = operation.query(with: nil)
        let target = operation.path + (query.isEmpty ? "" : "?\(query)")
        let answer = router.ask(operation.method, target, example.json, type: content.name)
        #expect(answer.status == 200, "\(operation.id): \(answer.text)")
        count += 1
      }
      for parameter in operation.parameters {
        guard let example = parameter["example"], let schema = parameter["schema"] else { continue }
        #expect(api.validator.mistakes(in: example, by: schema) == [], "\(operation.id)")
      }
    }
    #expect(count >= 3)
  }

  // MARK: Answers

  @Test func `answers are as they are described`() throws {
    let router = try TestRouter(
      { $0.access.decideUsers = ["1001"] },
      rules: [
        "more.yaml": """
        policies:
          quiet_hours:
            always: {channels: [phone], from: "00:00", until: "23:59"}
        rules:
          placed: {when: {pain_points: price}, place: {stage: decision}}
          found: {when: {triggers: search-begun}, detect: {pain_point: price, severity: 0.9}}
          failing: {when: {if: "1 / int(account.revenue) > 0"}, suppress: {action: product-tour}}
          no: {tags: [calm], owner: us, when: {triggers: search-begun}, suppress: {action: product-tour}}

        """
      ])
    let api = try DescribedAPI(router)
    let rich = #"""
      {"journey": "rich", "account": {"id": "acme", "revenue": 0}, "triggers": ["search-begun", "nothing"],
       "pain_points": ["open-complaint"], "consent": {"email": true}, "persona": "buyer"}
      """#
    func check(
      _ method: String, _ target: String, _ body: String = "", type: String? = nil,
      headers: [(String, String)] = [], from peer: UInt32 = TestRouter.own.userID, status: Int
    ) throws {
      let answer = router.ask(
        method, target, body, type: type, headers: headers, from: TestRouter.peer(peer))
      #expect(answer.status == status, "\(method) \(target): \(answer.text)")
      let path = String(target.split(separator: "?")[0])
      let operation = try #require(api.operation(method, path))
      let response = try #require(api.response(of: operation, answer.status), "\(method) \(target)")
      let ofSome = [
        HeaderName.replayed, HeaderName.released, HeaderName.closed, HeaderName.incomplete,
        HeaderName.unnamedOptOuts, HeaderName.decisionLog,
      ]
      for header in response["headers"]?.members ?? [] where !ofSome.contains(header.name) {
        #expect(answer.header(header.name) != nil, "\(method) \(target): \(header.name)")
      }
      guard method != "HEAD" else { return }
      let type = MediaType.withoutParameters(answer.head?.contentType ?? "")
      let schema = try #require(
        response["content"]?[type]?["schema"], "\(method) \(target): \(answer.status) \(type)")
      guard type.hasSuffix("json"), type != MediaType.lines else {
        guard type == MediaType.lines else { return }
        for line in answer.lines {
          let mistakes = api.validator.mistakes(in: try Self.value(line), by: schema["items"] ?? .null)
          #expect(mistakes == [], "\(method) \(target): \(line)")
        }
        return
      }
      // Documents about documents may hold anything.
      if path == "/v1/schema/state" || path == "/v1/openapi.json" { return }
      #expect(
        api.validator.mistakes(in: try Self.value(answer.text), by: schema) == [],
        "\(method) \(target): \(answer.text)")
    }
    let (json, lines) = (MediaType.json, MediaType.lines)
    for endpoint in Endpoint.allCases {
      for method in endpoint.methods {
        let request = GoodRequest(endpoint, method)
        try check(method, request.target, request.body, type: request.type, status: 200)
        if endpoint.right(method) != nil {
          try check(method, request.target, request.body, type: request.type, from: 1_009, status: 403)
        }
        try check(method, endpoint.rawValue + "?x=1&x=2", request.body, type: request.type, status: 400)
        let body = endpoint.body(method)
        if body != .ignored {
          try check(method, request.target, request.body, type: "text/plain", status: 415)
        }
        if body.takesJSON { try check(method, request.target, "{", type: json, status: 400) }
        if body.takesLines {
          try check(method, request.target, "\(request.body)\n{\n{}\n", type: lines, status: 200)
        }
      }
    }
    for query in ["", "?explain=full&limit=1", "?preview=true"] {
      try check("POST", "/v1/decide\(query)", rich, type: json, status: 200)
    }
    for action in ["product-tour", "follow-up-call"] {
      try check("POST", "/v1/why?action=\(action)&limit=2", rich, type: json, status: 200)
    }
    try check("POST", "/v1/why?action=nothing", rich, type: json, status: 404)
    try check("POST", "/v1/why", rich, type: json, status: 400)
    try check("POST", "/v1/why?action=product-tour", "[\(rich)]", type: json, status: 422)
    try check("POST", "/v1/decide", "[\(rich), \(rich)]", type: json, status: 200)
    try check("POST", "/v1/decide", Samples.array(1_001) { _ in "{}" }, type: json, status: 413)
    try check("POST", "/v1/decide", #"{"journey": 1, "stage": 2}"#, type: json, status: 422)
    try check("POST", "/v1/decide?reserve=2", "\(rich)\n\(rich)", type: lines, status: 200)
    let key = [("Idempotency-Key", "k")]
    let now = #"{"journey": "x", "now": "2026-09-22T10:00:00Z"}"#
    try check("POST", "/v1/next", rich, type: json, headers: key, status: 200)
    try check("POST", "/v1/next", rich, type: json, headers: key, status: 200)
    try check("POST", "/v1/next", now, type: json, headers: key, status: 409)
    try check("POST", "/v1/next", #"{"journey": "x", "now": "2020-01-01"}"#, type: json, status: 422)
    try check("GET", "/v1/contacts?journey=rich", status: 200)
    try check("GET", "/v1/contacts", headers: [("Accept", lines)], status: 200)
    try check("GET", "/v1/contacts", status: 400)
    try check(
      "POST", "/v1/outcomes",
      #"{"decision": "019f0000-0000-7000-8000-000000000000", "action": "x", "outcome": "opened"}"#,
      type: json,
      status: 422)
    try check("POST", "/v1/outcomes", "[{}]", type: json, status: 422)
    try check("POST", "/v1/decide", Samples.complaint("angry"), type: json, status: 200)
    try check("GET", "/v1/alerts?after=0&limit=5&wait=1", status: 200)
    try check("GET", "/v1/alerts?limit=0", status: 400)
    try check("GET", "/v1/rules?id=nothing", status: 404)
    try router.folder.write("rules: {broken", to: "rules/broken.yaml")
    try check("POST", "/v1/book/reload", status: 422)
    try check("GET", "/v1/book", status: 200)
    // A method that a path does not take.
    let other = router.ask("PUT", "/v1/book")
    #expect(other.status == 405 && other.header("Allow") != nil && other.header("Waymark-Revision") != nil)
  }

  private static func value(_ text: String) throws -> JSONValue {
    let document = try JSONDocument(parsing: Array(text.utf8))
    return JSONValue(document, at: document.root)
  }
}
