import API
import JSON

/// An answer of the description that only problems give; many operations share it.
struct ProblemResponse: Sendable, Hashable {
  let status: Int
  /// In the order of their declaration; all of them have the status.
  let types: [ProblemType]
  /// Whether it has no body.
  let isHead: Bool

  /// Among the responses of the description.
  var name: String {
    types.map(\.rawValue).joined(separator: ".") + (isHead ? ".head" : "")
  }

  var reference: JSONValue { ["$ref": "#/components/responses/\(name)"] }

  var value: JSONValue {
    var headers = [HeaderDescription.revision.use]
    if status == 405 { headers.append(HeaderDescription.allow.use) }
    if status == 503 { headers.append(HeaderDescription.retryAfter.use) }
    let members: [JSONValue.Member] = [
      .init("description", .string(description)), .init("headers", .object(headers)),
    ]
    return .object(members + (isHead ? [] : [.init("content", .object([content.member]))]))
  }

  var description: String { types.map { "`\($0.rawValue)`: \($0.title)" }.joined(separator: "; ") }

  var content: OperationDescription.Content {
    .init(
      [
        "allOf": [
          SchemaName.problem.reference,
          ["properties": ["type": .words(types.map(\.name)), "status": ["const": .int(status)]]],
        ]
      ], as: MediaType.problem)
  }
}

extension OperationDescription.Content {
  /// As a member of what may be sent or answered.
  var member: JSONValue.Member {
    let example = example.map { [JSONValue.Member("example", $0)] } ?? []
    return .init(mediaType, .object([.init("schema", schema)] + example))
  }
}
