import API
import JSON

/// One path of the description.
struct PathDescription: Sendable {
  let endpoint: Endpoint
  let operations: [OperationDescription]

  init(of route: Route) {
    endpoint = route.endpoint
    operations = type(of: route.handler).operations
  }

  private var operationsByMethod: [(method: String, operation: OperationDescription)] {
    endpoint.methods.compactMap { method in
      operations.first { $0.method == (method == "HEAD" ? "GET" : method) }.map { (method, $0) }
    }
  }

  var value: JSONValue {
    .object(
      operationsByMethod.map { method, operation in
        .init(method.lowercased(), value(of: operation, as: method))
      })
  }

  private func value(of operation: OperationDescription, as method: String) -> JSONValue {
    let isHead = method == "HEAD"
    var members: [JSONValue.Member] = [
      .init("operationId", .string(operation.id + (isHead ? "Head" : ""))),
      .init("summary", .string(operation.summary + (isHead ? " (the head of the answer)" : ""))),
    ]
    if !operation.details.isEmpty { members.append(.init("description", .string(operation.details))) }
    members.append(.init("x-waymark-right", endpoint.right(method).map { .string("\($0)") } ?? .null))
    let parameters = operation.parameters.map(Self.parameter) + (endpoint.takesKey ? [Self.key] : [])
    if !parameters.isEmpty { members.append(.init("parameters", .array(parameters))) }
    if !operation.request.isEmpty {
      members.append(
        .init(
          "requestBody",
          [
            "required": .bool(endpoint.body(method).isRequired), "content": Self.contents(operation.request),
          ]))
    }
    members.append(.init("responses", responses(of: operation, as: method)))
    return .object(members)
  }

  private static func parameter(_ use: OperationDescription.Use) -> JSONValue {
    let parameter = use.parameter
    return [
      "name": .string(parameter.rawValue), "in": "query", "required": .bool(use.isRequired),
      "description": .string(parameter.summary), "schema": use.schema, "example": parameter.example,
    ]
  }

  private static let key: JSONValue = [
    "name": .string(HeaderName.idempotencyKey), "in": "header", "required": false,
    "description": "a repeated request is known by it, for a day",
    "schema": [
      "type": "string", "minLength": .int(RequestLimits.keyLength.lowerBound),
      "maxLength": .int(RequestLimits.keyLength.upperBound),
    ],
  ]

  private static func contents(_ contents: [OperationDescription.Content]) -> JSONValue {
    .object(contents.map(\.member))
  }

  // MARK: Answers

  /// The answers of all its operations that only problems give.
  var problemResponses: Set<ProblemResponse> {
    Set(
      operationsByMethod.flatMap { method, operation in
        statuses(of: operation, as: method).filter { status in
          !operation.answers.contains { $0.status == status }
        }
        .map { problemResponse($0, operation, as: method) }
      } + [Self.methodNotAllowed])
  }

  private static let methodNotAllowed = ProblemResponse(
    status: 405, types: [.methodNotAllowed], isHead: false)

  private func problems(of operation: OperationDescription, as method: String) -> Set<ProblemType> {
    Set(operation.problems + endpoint.problemsOfEveryRequest(method))
  }

  private func statuses(of operation: OperationDescription, as method: String) -> [Int] {
    Set(problems(of: operation, as: method).map(\.status) + operation.answers.map(\.status)).sorted()
  }

  private func problemResponse(
    _ status: Int, _ operation: OperationDescription, as method: String
  ) -> ProblemResponse {
    let problems = problems(of: operation, as: method)
    return ProblemResponse(
      status: status, types: ProblemType.allCases.filter { problems.contains($0) && $0.status == status },
      isHead: method == "HEAD")
  }

  private func responses(of operation: OperationDescription, as method: String) -> JSONValue {
    let answers = statuses(of: operation, as: method).map { status in
      JSONValue.Member("\(status)", response(status, operation, as: method))
    }
    return .object(answers + [.init("405", Self.methodNotAllowed.reference)])
  }

  private func response(_ status: Int, _ operation: OperationDescription, as method: String) -> JSONValue {
    let problems = problemResponse(status, operation, as: method)
    let answers = operation.answers.filter { $0.status == status }
    guard !answers.isEmpty else { return problems.reference }
    let isHead = method == "HEAD"
    var headers = [HeaderDescription.revision.use]
    if status == 200, endpoint.takesKey {
      headers += [HeaderDescription.replayed, .released, .closed].map(\.use)
    }
    if status == 200 { headers += operation.headers.map(\.use) }
    if status == 503 { headers.append(HeaderDescription.retryAfter.use) }
    let hasProblems = !problems.types.isEmpty
    let texts = answers.map(\.description) + (hasProblems ? [problems.description] : [])
    var members: [JSONValue.Member] = [
      .init("description", .string(texts.joined(separator: "; "))), .init("headers", .object(headers)),
    ]
    let contents = answers.flatMap(\.contents) + (hasProblems ? [problems.content] : [])
    if !isHead { members.append(.init("content", Self.contents(contents))) }
    let links = operation.links.map { JSONValue.Member($0.name, $0.value) }
    if status == 200, !links.isEmpty, !isHead { members.append(.init("links", .object(links))) }
    return .object(members)
  }
}

extension OperationDescription.Link {
  fileprivate var value: JSONValue {
    var members: [JSONValue.Member] = [
      .init("operationId", .string(target)), .init("description", .string(description)),
    ]
    if !parameters.isEmpty { members.append(.init("parameters", .object(parameters))) }
    if let body { members.append(.init("requestBody", body)) }
    return .object(members)
  }
}
