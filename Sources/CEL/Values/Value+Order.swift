/// How two values stand to each other; unordered where one is not a number.
enum Order: Sendable {
  case before, same, after, unordered
}

extension Value {
  /// The order of two values of types that have one; nil for others.
  static func order(_ one: Value, _ other: Value, _ meter: inout Meter) throws(Stop) -> Order? {
    switch (one, other) {
    case (.int(let one), .int(let other)): return order(one, other)
    case (.double(let one), .double(let other)): return order(one, other)
    case (.uint(let one), .uint(let other)): return order(one, other)
    case (.timestamp(let one), .timestamp(let other)): return order(one, other)
    case (.duration(let one), .duration(let other)): return order(one, other)
    case (.string(let one), .string(let other)):
      try meter.charge(bytes: min(one.utf8.count, other.utf8.count))
      return one.sameText(as: other) ? .same : one.precedes(other) ? .before : .after
    case (.bytes(let one), .bytes(let other)):
      try meter.charge(bytes: min(one.count, other.count))
      return one == other ? .same : one.lexicographicallyPrecedes(other) ? .before : .after
    case (.bool(let one), .bool(let other)): return order(one ? 1 : 0, other ? 1 : 0)
    default:
      let kinds = KindSet.number
      return kinds.contains(one.kind) && kinds.contains(other.kind) ? order(numbers: one, other) : nil
    }
  }

  @inline(__always)
  static func order<T: Comparable>(_ one: T, _ other: T) -> Order {
    one < other ? .before : one == other ? .same : one > other ? .after : .unordered
  }

  /// The order of two numbers. An integer and a double are compared as doubles, as other implementations do, so
  /// integers beyond 2^53 lose their last digits.
  static func order(numbers one: Value, _ other: Value) -> Order {
    switch (one, other) {
    case (.int(let one), .int(let other)): order(one, other)
    case (.uint(let one), .uint(let other)): order(one, other)
    case (.double(let one), .double(let other)): order(one, other)
    case (.int(let one), .uint(let other)): one < 0 ? .before : order(UInt64(one), other)
    case (.uint(let one), .int(let other)): other < 0 ? .after : order(one, UInt64(other))
    case (.int(let one), .double(let other)): order(Double(one), other)
    case (.double(let one), .int(let other)): order(one, Double(other))
    case (.uint(let one), .double(let other)): order(Double(one), other)
    case (.double(let one), .uint(let other)): order(one, Double(other))
    default: .unordered
    }
  }
}

extension KindSet {
  static let number: KindSet = [KindSet(.int), KindSet(.uint), KindSet(.double)]
}
