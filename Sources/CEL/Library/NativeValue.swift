/// A Swift type whose values are values of the language, so that functions can be written with plain types.
package protocol NativeValue: Sendable {
  /// The type in the language.
  static var type: Type { get }
  /// Nil where the value is of another kind.
  static func read(_ value: Value) -> Self?
  var value: Value { get }
}

extension Bool: NativeValue {
  package static var type: Type { .bool }
  package static func read(_ value: Value) -> Bool? {
    if case .bool(let native) = value { native } else { nil }
  }
  package var value: Value { .bool(self) }
}

extension Int64: NativeValue {
  package static var type: Type { .int }
  package static func read(_ value: Value) -> Int64? {
    if case .int(let native) = value { native } else { nil }
  }
  package var value: Value { .int(self) }
}

extension UInt64: NativeValue {
  package static var type: Type { .uint }
  package static func read(_ value: Value) -> UInt64? {
    if case .uint(let native) = value { native } else { nil }
  }
  package var value: Value { .uint(self) }
}

extension Double: NativeValue {
  package static var type: Type { .double }
  package static func read(_ value: Value) -> Double? {
    if case .double(let native) = value { native } else { nil }
  }
  package var value: Value { .double(self) }
}

extension String: NativeValue {
  package static var type: Type { .string }
  package static func read(_ value: Value) -> String? {
    if case .string(let native) = value { native } else { nil }
  }
  package var value: Value { .string(self) }
}

extension [UInt8]: NativeValue {
  package static var type: Type { .bytes }
  package static func read(_ value: Value) -> [UInt8]? {
    if case .bytes(let native) = value { native } else { nil }
  }
  package var value: Value { .bytes(self) }
}

extension Timestamp: NativeValue {
  package static var type: Type { .timestamp }
  package static func read(_ value: Value) -> Timestamp? {
    if case .timestamp(let native) = value { native } else { nil }
  }
  package var value: Value { .timestamp(self) }
}

extension ExpressionDuration: NativeValue {
  package static var type: Type { .duration }
  package static func read(_ value: Value) -> ExpressionDuration? {
    if case .duration(let native) = value { native } else { nil }
  }
  package var value: Value { .duration(self) }
}

extension List: NativeValue {
  package static var type: Type { .list(.dyn) }
  package static func read(_ value: Value) -> List? {
    if case .list(let native) = value { native } else { nil }
  }
  package var value: Value { .list(self) }
}

extension Map: NativeValue {
  package static var type: Type { .map(.dyn, .dyn) }
  package static func read(_ value: Value) -> Map? {
    if case .map(let native) = value { native } else { nil }
  }
  package var value: Value { .map(self) }
}

extension Value: NativeValue {
  package static var type: Type { .dyn }
  package static func read(_ value: Value) -> Value? { value }
  package var value: Value { self }
}
