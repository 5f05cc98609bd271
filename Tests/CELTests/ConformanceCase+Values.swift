import CEL
import Foundation

/// What a case needs that this language leaves out.
struct Unsupported: Error {
  let what: String
}

extension JSON {
  /// A value in protobuf's JSON form.
  func value() throws -> Value {
    guard let (kind, value) = only else { throw Unsupported(what: "the form of a value") }
    switch (kind, value) {
    case ("null_value", _): return .null
    case ("bool_value", .bool(let value)): return .bool(value)
    case ("int64_value", .text(let text)): return .int(try read(Int64(text)))
    case ("uint64_value", .text(let text)): return .uint(try read(UInt64(text)))
    case ("double_value", .number(let value)): return .double(value)
    case ("double_value", .text(let text)): return .double(try read(Double(text)))
    case ("string_value", .text(let text)): return .string(text)
    case ("bytes_value", .text(let text)): return .bytes(Array(try read(Data(base64Encoded: text))))
    case ("type_value", .text(let text)): return .type(try read(Kind.allCases.first { $0.name == text }))
    case ("list_value", let list):
      return .list(List(try (list["values"]?.list ?? []).map { try $0.value() }))
    case ("map_value", let map):
      return try mapValue(map["entries"]?.list ?? [])
    case ("object_value", let object): return try object.message()
    default: throw Unsupported(what: kind)
    }
  }

  private func mapValue(_ entries: [JSON]) throws -> Value {
    let pairs = try entries.map { (try read($0["key"]).value(), try read($0["value"]).value()) }
    return .map(try read(Map(checking: pairs)))
  }

  private func message() throws -> Value {
    let name = self["@type"]?.text ?? ""
    let environment = Environment()
    let function =
      name.hasSuffix("google.protobuf.Duration")
      ? "duration" : name.hasSuffix("google.protobuf.Timestamp") ? "timestamp" : nil
    guard let function, let text = self["value"]?.text else { throw Unsupported(what: name) }
    let expression = try CEL.Expression.parse("\(function)('\(text)')")
    var budget = Budget(1_000)
    return ExpressionProgram(unchecked: expression, in: environment).evaluate(FixedFacts([]), budget: &budget)
  }

  /// A type of the type environment or a deduced type.
  func type() throws -> Type {
    guard let (kind, value) = only else { throw Unsupported(what: "the form of a type") }
    switch kind {
    case "dyn": return .dyn
    case "null": return .null
    case "primitive": return try primitive(value)
    case "wrapper": throw Unsupported(what: "wrapper types")
    case "well_known": return try wellKnown(value)
    case "message_type": return try wellKnown(value)
    case "list_type": return .list(try value["elem_type"]?.type() ?? .dyn)
    case "map_type":
      return .map(try value["key_type"]?.type() ?? .dyn, try value["value_type"]?.type() ?? .dyn)
    case "type_param": return .parameter(["T", "U", "V"].firstIndex(of: value.text ?? "") ?? 0)
    case "abstract_type":
      let parameters = try (value["parameter_types"]?.list ?? []).map { try $0.type() }
      let name = value["name"]?.text ?? ""
      return name == "optional_type" ? .optional(parameters.first ?? .dyn) : .abstract(name, parameters)
    case "type": return .type((try? value.type()) ?? .dyn)
    default: throw Unsupported(what: kind)
    }
  }

  private func primitive(_ name: JSON) throws -> Type {
    switch name.text {
    case "BOOL": .bool
    case "INT64": .int
    case "UINT64": .uint
    case "DOUBLE": .double
    case "STRING": .string
    case "BYTES": .bytes
    default: throw Unsupported(what: "primitive \(name)")
    }
  }

  private func wellKnown(_ name: JSON) throws -> Type {
    switch name.text {
    case "TIMESTAMP", "google.protobuf.Timestamp": .timestamp
    case "DURATION", "google.protobuf.Duration": .duration
    default: throw Unsupported(what: "messages")
    }
  }

  private func read<T>(_ value: T?) throws -> T {
    guard let value else { throw Unsupported(what: "\(self)") }
    return value
  }
}

/// Whether two values are the same, also in their types; not a number is the same as itself.
func isSame(_ one: Value, _ other: Value) -> Bool {
  switch (one, other) {
  case (.double(let one), .double(let other)):
    return one.isNaN && other.isNaN || (one == other && one.sign == other.sign)
  case (.list(let one), .list(let other)):
    return one.count == other.count && zip(one.elements, other.elements).allSatisfy { isSame($0, $1) }
  case (.map(let one), .map(let other)):
    return one.count == other.count
      && one.entries.allSatisfy { entry in
        other.entries.contains { isSame($0.key, entry.key) && isSame($0.value, entry.value) }
      }
  case (.optional(let one), .optional(let other)):
    guard let one, let other else { return one == nil && other == nil }
    return isSame(one.value, other.value)
  case (.null, .null), (.unknown, .unknown): return true
  case (.bool(let one), .bool(let other)): return one == other
  case (.int(let one), .int(let other)): return one == other
  case (.uint(let one), .uint(let other)): return one == other
  case (.string(let one), .string(let other)): return Array(one.utf8) == Array(other.utf8)
  case (.bytes(let one), .bytes(let other)): return one == other
  case (.timestamp(let one), .timestamp(let other)): return one == other
  case (.duration(let one), .duration(let other)): return one == other
  case (.type(let one), .type(let other)): return one == other
  default: return false
  }
}
