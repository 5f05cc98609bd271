import JSON
import Rules

/// The few shapes that the schema of a state is made of.
extension JSONWriter {
  /// The schema of values of some types.
  ///
  /// - Parameter more: writes what else holds of them.
  mutating func schema(_ types: [String], _ more: (inout JSONWriter) -> Void = { _ in }) {
    object {
      $0.array("type", of: types)
      more(&$0)
    }
  }

  /// A member whose values are of some types.
  ///
  /// - Parameter more: writes what else holds of them.
  mutating func schema(
    named name: String, _ types: [String], _ more: (inout JSONWriter) -> Void = { _ in }
  ) {
    member(named: name) { $0.schema(types, more) }
  }

  /// The examples of a schema; nothing where there are none.
  mutating func examples(_ texts: [String]) {
    if !texts.isEmpty { array("examples", of: texts) }
  }

  /// Of a string that has to be there.
  mutating func stringSchema(examples: [String]) {
    object {
      $0.member("type", "string")
      $0.examples(examples)
    }
  }

  /// A member that is a string or null, with the ids of the book as examples.
  mutating func idSchema(named name: String, examples: [String]) {
    member(named: name) { $0.idSchema(examples: examples) }
  }

  mutating func idSchema(examples: [String]) {
    schema(["string", "null"]) { $0.examples(examples) }
  }

  /// A member that is an instant, or a bare date.
  mutating func instantSchema(named name: String) {
    member(named: name) { $0.object { $0.instantConstraints() } }
  }

  /// The members of the schema of an instant, or a bare date.
  private mutating func instantConstraints() {
    array("type", of: ["string", "null"])
    array("anyOf", of: ["date-time", "date"]) { writer, format in
      writer.object { $0.member("format", format) }
    }
  }

  mutating func rangeSchema(named name: String, _ range: ClosedRange<Double>) {
    schema(named: name, ["number", "null"]) {
      $0.member("minimum", range.lowerBound)
      $0.member("maximum", range.upperBound)
    }
  }

  /// A member that is a list.
  ///
  /// - Parameter item: writes the schema of its items, which may be null: those are as if they were not there.
  mutating func listSchema(named name: String, _ item: (inout JSONWriter) -> Void) {
    schema(named: name, ["array", "null"]) { $0.member("items", item) }
  }

  /// Of an object or null.
  mutating func objectSchema(required: [String], _ properties: (inout JSONWriter) -> Void) {
    schema(["object", "null"]) {
      if !required.isEmpty { $0.array("required", of: required) }
      $0.object("properties", properties)
    }
  }

  // MARK: Attributes

  /// Declared attributes, as nested objects of the segments of their paths.
  mutating func attributeSchemas(_ tree: AttributeTree, _ attributes: [Attribute]) {
    for (name, node) in tree.children.sorted(by: { bytesPrecede($0.key, $1.key) }) {
      if let index = node.attribute {
        member(named: name) { $0.schema(of: attributes[index]) }
      } else {
        schema(named: name, ["object", "null"]) {
          $0.object("properties") { $0.attributeSchemas(node, attributes) }
        }
      }
    }
  }

  private mutating func schema(of attribute: Attribute) {
    object {
      switch attribute.type {
      case .bool: $0.array("type", of: ["boolean", "null"])
      case .int: $0.array("type", of: ["integer", "null"])
      case .number: $0.array("type", of: ["number", "null"])
      case .string:
        $0.array("type", of: ["string", "null"])
        if let values = attribute.values { $0.array("examples", of: values) }
      case .timestamp: $0.instantConstraints()
      case .strings:
        $0.array("type", of: ["array", "null"])
        $0.member("items") { $0.idSchema(examples: attribute.values ?? []) }
      }
      if attribute.isPersonal { $0.member("$comment", "personal data") }
    }
  }
}
