/// What a value is at run time.
package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
  case null, bool, int, uint, double, string, bytes, timestamp, duration, list, map, type, optional, error,
    unknown

  /// The type's name in the language.
  package var name: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .error: "error"
    case .unknown: "unknown"
    }
  }
}

/// Some kinds of values.
struct KindSet: OptionSet, Hashable {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ kind: Kind) { rawValue = 1 << UInt32(kind.rawValue) }

  static let any = KindSet(rawValue: 0x1FFF)

  func contains(_ kind: Kind) -> Bool { rawValue & (1 << UInt32(kind.rawValue)) != 0 }
}
