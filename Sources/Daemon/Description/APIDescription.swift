import API
import JSON

/// The description of the whole API as an OpenAPI 3.1 document, made of what the endpoints declare and what their
/// handlers say of themselves.
struct APIDescription: Sendable {
  /// In the order in which they are to stand.
  let paths: [PathDescription]

  /// The document as text of many lines. It is the same for every daemon of a version.
  var text: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 64 << 10)
    writer.value(document)
    return PrettyJSON.lines(of: writer.bytes)
  }

  private var document: JSONValue {
    [
      "openapi": "3.1.1",
      "info": [
        "title": "Waymark", "version": "1",
        "summary": "The next best action for a customer's journey, and why",
        "description":
          "HTTP/1.1 over a Unix socket, such as /run/waymark/waymark.sock; the host of an address may be any. Who may do what follows from the user at the other end of the socket: x-waymark-right names what an operation needs, and access in the daemon's configuration says who has it.",
      ],
      "servers": [["url": "http://waymark", "description": "through the daemon's socket"]],
      "paths": .object(paths.map { .init($0.endpoint.rawValue, $0.value) }),
      "components": [
        "schemas": .object(SchemaName.allCases.map { .init($0.rawValue, $0.schema) }),
        "headers": .object(HeaderDescription.allCases.map { .init($0.rawValue, $0.header) }),
        "responses": .object(problemResponses.map { .init($0.name, $0.value) }),
      ],
    ]
  }

  private var problemResponses: [ProblemResponse] {
    let all = paths.reduce(into: Set<ProblemResponse>()) { $0.formUnion($1.problemResponses) }
    return all.sorted { ($0.status, $0.name) < ($1.status, $1.name) }
  }
}
