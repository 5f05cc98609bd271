package import Rules

extension SchemaValue {
  package typealias Property = (String, SchemaValue)

  package static func reference(_ name: String) -> SchemaValue { ["$ref": .string("#/definitions/\(name)")] }

  /// An id of one kind, as a rule file refers to it.
  package static func id(of kind: IDKind) -> SchemaValue { .reference(kind.definition) }

  /// One id of a kind, or a list of them.
  package static func ids(of kind: IDKind) -> SchemaValue { .oneOrMore(.id(of: kind)) }

  /// One of the cases of an enumeration of the model.
  package static func choice<Choice: CaseIterable & RawRepresentable>(_: Choice.Type) -> SchemaValue
  where Choice.RawValue == String {
    .words(Choice.allCases.map(\.rawValue))
  }

  package static func words(_ words: [String]) -> SchemaValue { ["enum": .array(words.map { .string($0) })] }

  package static let boolean: SchemaValue = ["type": "boolean"]
  package static let text: SchemaValue = ["type": "string", "minLength": 1]

  package static func any(of alternatives: SchemaValue...) -> SchemaValue { ["anyOf": .array(alternatives)] }

  package static func list(of element: SchemaValue, minimum: Int = 1) -> SchemaValue {
    .object(
      [("type", "array"), ("items", element)] + (minimum > 0 ? [("minItems", .int(minimum))] : []))
  }

  /// One, or a list of them.
  package static func oneOrMore(_ element: SchemaValue, minimum: Int = 1) -> SchemaValue {
    .any(of: element, .list(of: element, minimum: minimum))
  }

  /// A mapping of the keys that its reader accepts, and no others.
  ///
  /// - Parameters:
  ///   - keys: all by default; one of several alternative mappings has a part of them.
  ///   - schema: what stands under each key.
  package static func mapping<Key: DescribedKey>(
    only keys: [Key] = Array(Key.allCases), required: [Key] = [], minimum: Int = 0,
    _ schema: (Key) -> SchemaValue
  ) -> SchemaValue {
    .mapping(properties(only: keys, schema), required: required.map(\.rawValue), minimum: minimum)
  }

  /// A mapping of these keys and no others.
  package static func mapping(
    _ properties: [Property], required: [String] = [], minimum: Int = 0
  ) -> SchemaValue {
    var members: [Property] = [
      ("type", "object"), ("properties", .object(properties)), ("additionalProperties", false),
    ]
    if !required.isEmpty { members.append(("required", .array(required.map { .string($0) }))) }
    if minimum > 0 { members.append(("minProperties", .int(minimum))) }
    return .object(members)
  }

  /// What stands under each key of a mapping, in their order, with what the key means.
  package static func properties<Key: DescribedKey>(
    only keys: [Key] = Array(Key.allCases), _ schema: (Key) -> SchemaValue
  ) -> [Property] {
    keys.map { ($0.rawValue, schema($0).described($0.meaning)) }
  }

  /// A mapping of ids that files are free to choose.
  static func entries(
    _ value: SchemaValue, named ids: String = "new_id", isOptional: Bool = true
  ) -> SchemaValue {
    [
      "type": isOptional ? ["object", "null"] : "object", "propertyNames": .reference(ids),
      "additionalProperties": value,
    ]
  }

  /// The same with a text for whoever looks at it. Editors show it beside a reference, too; validators skip it there.
  package func described(_ description: String) -> SchemaValue {
    adding([("description", .string(description))])
  }

  /// An object with further members before its own, in the place of those of the same names.
  package func adding(_ more: [Property]) -> SchemaValue {
    guard case .object(let members) = self else { return self }
    return .object(more + members.filter { member in !more.contains { $0.0 == member.0 } })
  }

  /// A member of an object; nil where there is none.
  package subscript(_ name: String) -> SchemaValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == name }?.1
  }
}

extension IDKind {
  /// The name of the definition of its ids.
  var definition: String { noun.split(separator: " ").joined(separator: "_") }
}
