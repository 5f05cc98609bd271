import JSON
import Rules

/// Writes the few shapes that the schema of a state is made of.
struct StateSchemaWriter {
  var writer = JSONWriter(reservingCapacity: 8_192)

  mutating func object(_ members: (inout Self) -> Void) {
    writer.beginObject()
    members(&self)
    writer.endObject()
  }

  mutating func member(_ name: String, _ value: (inout Self) -> Void) {
    writer.key(name)
    value(&self)
  }

  mutating func text(_ name: String, _ text: String) { member(name) { $0.writer.string(text) } }
  mutating func number(_ name: String, _ number: Double) { member(name) { $0.writer.double(number) } }
  mutating func flag(_ name: String, _ flag: Bool) { member(name) { $0.writer.bool(flag) } }

  mutating func list(_ name: String, _ texts: [String]) {
    member(name) {
      $0.writer.beginArray()
      for text in texts { $0.writer.string(text) }
      $0.writer.endArray()
    }
  }

  mutating func types(_ name: String, _ types: [String]) {
    member(name) { $0.object { $0.list("type", types) } }
  }

  mutating func string(examples: [String]) {
    object {
      $0.text("type", "string")
      if !examples.isEmpty { $0.list("examples", examples) }
    }
  }

  /// An id that callers choose.
  mutating func callersID(_ name: String) {
    member(name) {
      $0.object {
        $0.list("type", ["string", "null"])
        $0.number("maxLength", Double(FieldReader.longestID))
      }
    }
  }

  /// A string that may be null, with the ids of the book as examples.
  mutating func id(_ name: String, _ examples: [String]) {
    member(name) {
      $0.object {
        $0.list("type", ["string", "null"])
        if !examples.isEmpty { $0.list("examples", examples) }
      }
    }
  }

  mutating func instant(_ name: String) {
    member(name) { $0.object { $0.instant() } }
  }

  /// An instant, or a bare date.
  private mutating func instant() {
    list("type", ["string", "null"])
    member("anyOf") {
      $0.writer.beginArray()
      for format in ["date-time", "date"] { $0.object { $0.text("format", format) } }
      $0.writer.endArray()
    }
  }

  mutating func range(_ name: String, _ low: Double, _ high: Double) {
    member(name) {
      $0.object {
        $0.list("type", ["number", "null"])
        $0.number("minimum", low)
        $0.number("maximum", high)
      }
    }
  }

  mutating func entries(_ name: String, _ item: (inout Self) -> Void) {
    member(name) {
      $0.object {
        $0.list("type", ["array", "null"])
        $0.member("items", item)
      }
    }
  }

  mutating func entry(required: [String], _ properties: (inout Self) -> Void) {
    object {
      $0.text("type", "object")
      if !required.isEmpty { $0.list("required", required) }
      $0.member("properties") { $0.object(properties) }
    }
  }

  mutating func painPoint(_ ids: [String]) {
    object {
      $0.member("anyOf") {
        $0.writer.beginArray()
        $0.string(examples: ids)
        $0.entry(required: ["id"]) {
          $0.member("id") { $0.string(examples: ids) }
          $0.range("severity", 0, 1)
        }
        $0.writer.endArray()
      }
    }
  }

  mutating func consent(_ name: String, _ channels: [String]) {
    member(name) {
      $0.object {
        $0.list("type", ["object", "null"])
        $0.text("description", "by channel: \(channels.joined(separator: ", "))")
        $0.member("additionalProperties") {
          $0.object {
            $0.member("anyOf") {
              $0.writer.beginArray()
              $0.object { $0.list("type", ["boolean", "null"]) }
              $0.entry(required: ["given"]) {
                $0.types("given", ["boolean"])
                $0.instant("at")
              }
              $0.writer.endArray()
            }
          }
        }
      }
    }
  }

  /// Declared attributes, as nested objects of the segments of their paths.
  mutating func attributes(_ tree: AttributeTree, _ attributes: [Attribute]) {
    for (name, node) in tree.children.sorted(by: { bytesPrecede($0.key, $1.key) }) {
      member(name) {
        if let index = node.attribute {
          $0.value(of: attributes[index])
        } else {
          $0.object {
            $0.list("type", ["object", "null"])
            $0.member("properties") { $0.object { $0.attributes(node, attributes) } }
          }
        }
      }
    }
  }

  private mutating func value(of attribute: Attribute) {
    object {
      switch attribute.type {
      case .bool: $0.list("type", ["boolean", "null"])
      case .int: $0.list("type", ["integer", "null"])
      case .number: $0.list("type", ["number", "null"])
      case .string: $0.list("type", ["string", "null"])
      case .timestamp: $0.instant()
      case .strings:
        $0.list("type", ["array", "null"])
        $0.member("items") { $0.string(examples: attribute.values ?? []) }
      }
      if attribute.type == .string, let values = attribute.values { $0.list("examples", values) }
      if attribute.isPersonal { $0.text("$comment", "personal data") }
    }
  }
}
