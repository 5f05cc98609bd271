package import JSON
import Rules

extension DecisionPlan {
  /// The JSON Schema (2020-12) of a journey state under this book.
  ///
  /// Ids of the vocabulary are given as examples, since labels and aliases are taken too and an unknown one only
  /// warns; attributes that are declared have their types.
  package func stateSchema(refusesUnknown: Bool) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 8_192)
    writer.object {
      $0.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      $0.member("title", "Journey state")
      $0.member("description", Self.description)
      $0.member("$comment", "rule book \(book.revision)")
      $0.stateMembers(attributeTree, book)
      if refusesUnknown { $0.member("additionalProperties", false) }
    }
    return writer.bytes
  }

  /// The schema of a journey state as part of another document, which does not say under which book it is one.
  package var generalStateSchema: JSONValue {
    var writer = JSONWriter()
    writer.object {
      $0.member("description", Self.description)
      $0.stateMembers(attributeTree, book)
    }
    guard let document = try? JSONDocument(parsing: writer.bytes) else { return ["type": "object"] }
    return JSONValue(document, at: document.root)
  }

  private static let description = "What the caller knows of a journey now. Null means not known."
}

extension JSONWriter {
  fileprivate mutating func stateMembers(_ attributes: AttributeTree, _ book: RuleBook) {
    member("type", "object")
    array("required", of: ["journey"])
    object("properties") {
      for key in StateKey.allCases { $0.schema(of: key, book) }
      $0.attributeSchemas(attributes, book.attributes)
    }
  }
}
