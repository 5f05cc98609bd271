/// A value of the language, or why there is none.
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case timestamp(Timestamp)
  case duration(ExpressionDuration)
  case list(List)
  case map(Map)
  case type(Kind)
  /// An optional that has a value or none.
  case optional(Boxed?)
  case error(EvaluationError)
  /// A fact that is not known, or what depends on one.
  case unknown

  /// What the value is.
  package var kind: Kind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list
    case .map: .map
    case .type: .type
    case .optional: .optional
    case .error: .error
    case .unknown: .unknown
    }
  }
}

/// The value within an optional.
package final class Boxed: Sendable {
  /// What the optional holds.
  package let value: Value

  /// A box with a value.
  package init(_ value: Value) { self.value = value }
}

/// Why an evaluation gave no value.
package final class EvaluationError: Error, Sendable {
  /// What went wrong, in lower case and without a full stop.
  package let message: String
  /// Where in the expression's text, as UTF-8 offsets.
  package let range: Range<Int>
  /// Whether the steps were spent, which ends an evaluation as a whole.
  package let isBudget: Bool

  /// An error of a part of the expression.
  package init(_ message: String, at range: Range<Int>, isBudget: Bool = false) {
    self.message = message
    self.range = range
    self.isBudget = isBudget
  }
}

extension Value {
  static let absent = Value.optional(nil)

  /// An optional with what was found, or without a value where nothing was.
  static func optional(ifKnown found: Value?) -> Value {
    guard let found, !found.isUnknown else { return .absent }
    return .present(found)
  }

  static func present(_ value: Value) -> Value { .optional(Boxed(value)) }

  static func failure(_ message: String, at range: Range<Int>) -> Value {
    .error(EvaluationError(message, at: range))
  }

  static func noSuchOverload(at range: Range<Int>) -> Value {
    failure("no such overload", at: range)
  }

  /// Neither an error nor unknown.
  @inline(__always)
  var isOrdinary: Bool {
    switch self {
    case .error, .unknown: false
    default: true
    }
  }

  var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }
}
