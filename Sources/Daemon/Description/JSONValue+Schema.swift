import Decisions
import JSON

/// The shapes that the schemas of the description are made of.
extension JSONValue {
  /// A member of an object.
  struct Field {
    let name: String
    let schema: JSONValue
    var isRequired = true

    init(_ name: String, _ schema: JSONValue) {
      self.name = name
      self.schema = schema
    }

    static func optional(_ name: String, _ schema: JSONValue) -> Field {
      var field = Field(name, schema)
      field.isRequired = false
      return field
    }
  }

  static let text: JSONValue = ["type": "string"]
  static let flag: JSONValue = ["type": "boolean"]
  static let amount: JSONValue = ["type": "number"]
  static let count: JSONValue = ["type": "integer", "minimum": 0]
  static let instant: JSONValue = ["type": "string", "format": "date-time"]
  /// Of a journey or an account, as callers choose them.
  static let id: JSONValue = [
    "type": "string", "minLength": 1, "maxLength": .int(FieldReader.longestID),
  ]
  /// An id that may be empty.
  static let looseID: JSONValue = ["type": "string", "maxLength": .int(FieldReader.longestID)]
  static let decisionID: JSONValue = ["type": "string", "format": "uuid"]
  static let revision: JSONValue = ["type": "string", "pattern": "^[0-9a-f]{12}$"]

  static func words(_ words: [String]) -> JSONValue {
    ["type": "string", "enum": .array(words.map { .string($0) })]
  }

  static func integer(_ range: ClosedRange<Int>, default value: Int? = nil) -> JSONValue {
    let schema: JSONValue = [
      "type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound),
    ]
    return schema.adding(value.map { [Member("default", .int($0))] } ?? [])
  }

  static func list(of schema: JSONValue) -> JSONValue { ["type": "array", "items": schema] }

  static func any(of schemas: JSONValue...) -> JSONValue { ["anyOf": .array(schemas)] }

  static func record(_ fields: Field...) -> JSONValue { record(fields) }

  static func record(_ fields: [Field]) -> JSONValue { record("", isClosed: false, fields) }

  /// An object.
  ///
  /// - Parameter isClosed: whether it has no others.
  static func record(_ description: String, isClosed: Bool = false, _ fields: Field...) -> JSONValue {
    record(description, isClosed: isClosed, fields)
  }

  static func record(_ description: String, isClosed: Bool, _ fields: [Field]) -> JSONValue {
    var members = [Member("type", "object")]
    if !description.isEmpty { members.append(Member("description", .string(description))) }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(Member("required", .array(required))) }
    members.append(Member("properties", .object(fields.map { Member($0.name, $0.schema) })))
    if isClosed { members.append(Member("additionalProperties", false)) }
    return .object(members)
  }

  /// The schema, or null.
  var orNull: JSONValue {
    guard case .object(let members) = self, case .string(let type)? = self["type"] else { return self }
    return .object(
      members.map { member in
        switch (member.name, member.value) {
        case ("type", _): Member("type", [.string(type), "null"])
        case ("enum", .array(let words)): Member("enum", .array(words + [.null]))
        default: member
        }
      })
  }

  func described(_ text: String) -> JSONValue { adding([Member("description", .string(text))]) }
}
