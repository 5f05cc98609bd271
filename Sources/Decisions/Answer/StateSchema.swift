import JSON
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
      $0.member("description", "What the caller knows of a journey now. Null means not known.")
      $0.member("$comment", "rule book \(book.revision)")
      $0.member("type", "object")
      $0.array("required", of: ["journey"])
      $0.object("properties") {
        for key in StateKey.allCases { $0.schema(of: key, book) }
        $0.attributeSchemas(attributeTree, book.attributes)
      }
      if refusesUnknown { $0.member("additionalProperties", false) }
    }
    return writer.bytes
  }
}
