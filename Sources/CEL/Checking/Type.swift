/// A type of the checker. Domains and records refine `string` and `map(string, dyn)` for the checker alone.
package indirect enum Type: Sendable, Hashable {
  case dyn
  /// Of an expression that has a problem; fits everywhere.
  case error
  case null, bool, int, uint, double, string, bytes, timestamp, duration
  case list(Type)
  case map(Type, Type)
  case optional(Type)
  /// Of values that are types.
  case type(Type)
  /// A type of the embedder's own, by name.
  case abstract(String, [Type])
  /// A type parameter of an overload, by number.
  case parameter(Int)
  /// A type that is still to be found.
  case variable(Int)
  case domain(Domain)
  case record(RecordType)

  static let a = Type.parameter(0)
  static let b = Type.parameter(1)
}

extension Type {
  /// The kinds of value that the type may have at run time.
  var kinds: KindSet {
    switch self {
    case .dyn, .error, .parameter, .variable, .abstract: .any
    case .null: KindSet(.null)
    case .bool: KindSet(.bool)
    case .int: KindSet(.int)
    case .uint: KindSet(.uint)
    case .double: KindSet(.double)
    case .string, .domain: KindSet(.string)
    case .bytes: KindSet(.bytes)
    case .timestamp: KindSet(.timestamp)
    case .duration: KindSet(.duration)
    case .list: KindSet(.list)
    case .map, .record: KindSet(.map)
    case .optional: KindSet(.optional)
    case .type: KindSet(.type)
    }
  }

  /// The same with its leaves replaced where the function gives something for them.
  func mapped(_ leaf: (Type) -> Type?) -> Type {
    switch self {
    case .list(let inner): .list(inner.mapped(leaf))
    case .optional(let inner): .optional(inner.mapped(leaf))
    case .type(let inner): .type(inner.mapped(leaf))
    case .map(let key, let value): .map(key.mapped(leaf), value.mapped(leaf))
    case .abstract(let name, let inner): .abstract(name, inner.map { $0.mapped(leaf) })
    default: leaf(self) ?? self
    }
  }

  /// The same with variables for the type parameters, from a number on.
  func instance(_ base: Int) -> Type {
    mapped { leaf in
      if case .parameter(let number) = leaf { .variable(base + number) } else { nil }
    }
  }

  /// The number of type parameters, which are numbered from zero.
  var parameterCount: Int {
    switch self {
    case .parameter(let number): number + 1
    case .list(let inner), .optional(let inner), .type(let inner): inner.parameterCount
    case .map(let key, let value): max(key.parameterCount, value.parameterCount)
    case .abstract(_, let inner): inner.reduce(0) { max($0, $1.parameterCount) }
    default: 0
    }
  }

  /// Whether the values are numbers, or may be.
  var mayBeNumber: Bool { !kinds.isDisjoint(with: .number) }
}

extension Type: CustomStringConvertible {
  /// The type as people may read it; refinements of strings are not shown.
  package var description: String {
    switch self {
    case .dyn, .error, .parameter, .variable: "dyn"
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string, .domain: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let inner): "list(\(inner))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .optional(let inner): "optional(\(inner))"
    case .type: "type"
    case .abstract(let name, let inner):
      inner.isEmpty ? name : "\(name)(\(inner.map(\.description).joined(separator: ", ")))"
    case .record(let record): record.name
    }
  }
}
