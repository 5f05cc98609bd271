import API
import JSON
import Testing
import TestSupport

@testable import Daemon

/// The description of the API, as the daemon answers with it.
struct DescribedAPI {
  struct Operation {
    let path: String
    /// In capitals.
    let method: String
    let value: JSONValue

    var id: String { value["operationId"]?.text ?? "" }
    var parameters: [JSONValue] { value["parameters"]?.elements ?? [] }

    /// A query with the examples of all parameters that there must be, and of one more.
    func query(with parameter: Parameter?) -> String {
      let required = parameters.filter { $0["required"] == true && $0["in"]?.text == "query" }
        .compactMap { $0["name"]?.text.flatMap { Parameter(rawValue: $0) } }
      let all = required + (parameter.map { required.contains($0) ? [] : [$0] } ?? [])
      return all.map { "\($0.rawValue)=\($0.example.text ?? $0.example.json)" }.joined(separator: "&")
    }
  }

  let document: JSONValue

  init(_ router: TestRouter) throws {
    let bytes = router.ask("GET", "/v1/openapi.json").body
    let read = try JSONDocument(parsing: bytes)
    document = JSONValue(read, at: read.root)
  }

  var operations: [Operation] {
    (document["paths"]?.members ?? []).flatMap { path in
      path.value.members.map { Operation(path: path.name, method: $0.name.uppercased(), value: $0.value) }
    }
  }

  func operation(_ method: String, _ path: String) -> Operation? {
    operations.first { $0.method == method && $0.path == path }
  }

  /// What an operation says of answers with a status.
  func response(of operation: Operation, _ status: Int) -> JSONValue? {
    let response = operation.value["responses"]?["\(status)"]
    return response?["$ref"]?.text.map { validator.resolved($0) } ?? response
  }

  var validator: SchemaValidator { SchemaValidator(document: document) }

  /// Every member of a name, anywhere.
  func all(_ name: String) -> [JSONValue] {
    func search(_ value: JSONValue) -> [JSONValue] {
      value.members.flatMap { ($0.name == name ? [$0.value] : []) + search($0.value) }
        + value.elements.flatMap(search)
    }
    return search(document)
  }
}

extension JSONValue {
  var members: [Member] { if case .object(let members) = self { members } else { [] } }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// Without a line feed.
  var json: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
