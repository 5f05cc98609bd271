extension SchemaValue {
  typealias Property = (String, SchemaValue)

  static func reference(_ name: String) -> SchemaValue { ["$ref": .string("#/$defs/\(name)")] }

  /// One of the cases of an enumeration of the model.
  static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> SchemaValue
  where Choice.RawValue == String {
    ["enum": .array(Choice.allCases.map { .string($0.rawValue) })]
  }

  static let boolean: SchemaValue = ["type": "boolean"]
  static let text: SchemaValue = ["type": "string"]

  static func any(of alternatives: SchemaValue...) -> SchemaValue { ["anyOf": .array(alternatives)] }

  static func list(of element: SchemaValue) -> SchemaValue { ["type": "array", "items": element] }

  /// One, or a list of them.
  static func oneOrMore(_ element: SchemaValue) -> SchemaValue {
    ["anyOf": [element, ["type": "array", "items": element, "minItems": 1]]]
  }

  /// A mapping of the keys that its reader accepts, and no others.
  ///
  /// - Parameters:
  ///   - keys: all by default; one of several alternative mappings has a part of them.
  ///   - schema: what stands under each key.
  static func mapping<Key: MappingKey>(
    only keys: [Key] = Array(Key.allCases), required: [Key] = [], minimum: Int = 0,
    _ schema: (Key) -> SchemaValue
  ) -> SchemaValue {
    .mapping(properties(only: keys, schema), required: required.map(\.rawValue), minimum: minimum)
  }

  /// A mapping of these keys and no others.
  static func mapping(
    _ properties: [Property], required: [String] = [], minimum: Int = 0
  ) -> SchemaValue {
    var members: [Property] = [
      ("type", "object"), ("properties", .object(properties)), ("additionalProperties", false),
    ]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    if minimum > 0 { members.append(("minProperties", .int(minimum))) }
    return .object(members)
  }

  /// What stands under each key of a mapping, in their order.
  static func properties<Key: MappingKey>(
    only keys: [Key] = Array(Key.allCases), _ schema: (Key) -> SchemaValue
  ) -> [Property] {
    keys.map { ($0.rawValue, schema($0)) }
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
