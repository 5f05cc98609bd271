import JSON

/// A JSON Schema, or a part of one, as it is written down; keys keep their order.
enum SchemaValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case string(String)
  case int(Int)
  case bool(Bool)
  case array([SchemaValue])
  case object([(String, SchemaValue)])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: SchemaValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, SchemaValue)...) { self = .object(elements) }

  func write(to writer: inout JSONWriter) {
    switch self {
    case .string(let text): writer.string(text)
    case .int(let value): writer.int(Int64(value))
    case .bool(let value): writer.bool(value)
    case .array(let elements):
      writer.beginArray()
      for element in elements { element.write(to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for (key, value) in members {
        writer.key(key)
        value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

// MARK: The parts that schemas are made of

extension SchemaValue {
  static func reference(_ name: String) -> SchemaValue { ["$ref": .string("#/$defs/\(name)")] }

  /// One of the cases of an enumeration of the model.
  static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> SchemaValue
  where Choice.RawValue == String {
    ["enum": .array(Choice.allCases.map { .string($0.rawValue) })]
  }

  static func any(of alternatives: SchemaValue...) -> SchemaValue { ["anyOf": .array(alternatives)] }

  static func list(of element: SchemaValue) -> SchemaValue { ["type": "array", "items": element] }

  /// One, or a list of them.
  static func oneOrMore(_ element: SchemaValue) -> SchemaValue {
    ["anyOf": [element, ["type": "array", "items": element, "minItems": 1]]]
  }

  /// A mapping of these keys and no others.
  static func mapping(
    _ properties: [(String, SchemaValue)], required: [String] = [], minimum: Int = 0
  ) -> SchemaValue {
    var members: [(String, SchemaValue)] = [
      ("type", "object"), ("properties", .object(properties)), ("additionalProperties", false),
    ]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    if minimum > 0 { members.append(("minProperties", .int(minimum))) }
    return .object(members)
  }

  /// A mapping of ids.
  static func entries(_ value: SchemaValue) -> SchemaValue {
    ["type": ["object", "null"], "propertyNames": .reference("id"), "additionalProperties": value]
  }

  func described(_ description: String) -> SchemaValue {
    guard case .object(let members) = self else { return self }
    return .object([("description", .string(description))] + members)
  }
}
