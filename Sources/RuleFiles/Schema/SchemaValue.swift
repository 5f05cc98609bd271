package import JSON

/// A JSON Schema, or a part of one, as it is written down; keys keep their order.
package enum SchemaValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case null
  case string(String)
  case int(Int)
  /// Finite.
  case number(Double)
  case bool(Bool)
  case array([SchemaValue])
  case object([(String, SchemaValue)])

  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: SchemaValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, SchemaValue)...) { self = .object(elements) }

  package init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .number(let value): self = .number(value)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .array(elements.map { SchemaValue($0) })
    case .object(let members): self = .object(members.map { ($0.name, SchemaValue($0.value)) })
    }
  }

  package func write(to writer: inout JSONWriter) {
    switch self {
    case .string(let text): writer.string(text)
    case .int(let value): writer.int(Int64(value))
    case .number(let value): writer.double(value)
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .array(let elements): writer.array(of: elements) { $1.write(to: &$0) }
    case .object(let members):
      writer.object {
        for (name, value) in members { $0.member(named: name) { value.write(to: &$0) } }
      }
    }
  }
}
