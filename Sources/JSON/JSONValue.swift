/// A JSON value that stands in the code as it is written: its members keep their order.
package indirect enum JSONValue: Sendable, Hashable {
  package struct Member: Sendable, Hashable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  case null
  case bool(Bool)
  case int(Int)
  /// Finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// The value at a place of a document; a number that is no integer of 64 bits as the double nearest to it.
  package init(_ document: JSONDocument, at token: JSONToken) {
    switch document.kind(of: token) {
    case .null: self = .null
    case .bool: self = .bool(document.bool(at: token))
    case .number:
      let integer = document.isIntegerLiteral(at: token) ? document.int64(at: token) : nil
      self = integer.map { .int(Int($0)) } ?? .number(document.double(at: token) ?? 0)
    case .string: self = .string(document.string(at: token))
    case .array: self = .array(document.elements(of: token).map { JSONValue(document, at: $0) })
    case .object:
      self = .object(
        document.members(of: token).map {
          Member(document.string(at: $0.key), JSONValue(document, at: $0.value))
        })
    }
  }

  /// A member of an object; nil where there is none.
  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// As JSON, without spaces.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }

  /// The same as a text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The object with further members at its end.
  package func adding(_ more: [Member]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + more)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation,
  ExpressibleByFloatLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}

extension JSONWriter {
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .int(let value): int(Int64(value))
    case .number(let value): double(value)
    case .string(let text): string(text)
    case .array(let elements): array(of: elements) { $0.value($1) }
    case .object(let members):
      object { for member in members { $0.member(named: member.name) { $0.value(member.value) } } }
    }
  }
}
