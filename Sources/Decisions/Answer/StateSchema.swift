import JSON
import Rules

extension DecisionPlan {
  /// The JSON Schema (2020-12) of a journey state under this book.
  ///
  /// Ids of the vocabulary are given as examples, since labels and aliases are taken too and an unknown one only
  /// warns; attributes that are declared have their types.
  package func stateSchema(refusesUnknown: Bool) -> [UInt8] {
    var schema = StateSchemaWriter()
    schema.object {
      $0.text("$schema", "https://json-schema.org/draft/2020-12/schema")
      $0.text("title", "Journey state")
      $0.text("description", "What the caller knows of a journey now. Null means not known.")
      $0.text("$comment", "rule book \(book.revision)")
      $0.text("type", "object")
      $0.list("required", ["journey"])
      $0.member("properties") {
        $0.object {
          for key in StateKey.allCases { $0.stateKey(key, book) }
          $0.attributes(attributeTree, book.attributes)
        }
      }
      if refusesUnknown { $0.flag("additionalProperties", false) }
    }
    return schema.writer.bytes
  }
}
