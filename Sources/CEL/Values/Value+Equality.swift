extension Value {
  /// Equality as in the language: numbers by value across their types, lists and maps by their elements; values of
  /// different types are not equal. Neither side is an error or unknown.
  static func isEqual(_ one: Value, _ other: Value, _ meter: inout Meter) throws(Stop) -> Bool {
    switch (one, other) {
    case (.int(let one), .int(let other)): return one == other
    case (.double(let one), .double(let other)): return one == other
    case (.string(let one), .string(let other)):
      try meter.charge(bytes: min(one.utf8.count, other.utf8.count))
      return one.sameText(as: other)
    case (.bool(let one), .bool(let other)): return one == other
    case (.null, .null): return true
    case (.uint(let one), .uint(let other)): return one == other
    case (.timestamp(let one), .timestamp(let other)): return one == other
    case (.duration(let one), .duration(let other)): return one == other
    case (.type(let one), .type(let other)): return one == other
    case (.bytes(let one), .bytes(let other)):
      try meter.charge(bytes: min(one.count, other.count))
      return one == other
    case (.list(let one), .list(let other)): return try isEqual(one, other, &meter)
    case (.map(let one), .map(let other)): return try isEqual(one, other, &meter)
    case (.optional(let one), .optional(let other)):
      try meter.step()
      guard let one, let other else { return one == nil && other == nil }
      return try isEqual(one.value, other.value, &meter)
    case (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint):
      return order(numbers: one, other) == .same
    default: return false
    }
  }

  private static func isEqual(_ one: List, _ other: List, _ meter: inout Meter) throws(Stop) -> Bool {
    guard one.count == other.count else { return false }
    for (one, other) in zip(one.elements, other.elements) {
      try meter.step()
      guard try isEqual(one, other, &meter) else { return false }
    }
    return true
  }

  private static func isEqual(_ one: Map, _ other: Map, _ meter: inout Meter) throws(Stop) -> Bool {
    guard one.count == other.count else { return false }
    for entry in one.entries {
      try meter.step()
      guard let value = other[key: entry.key], value.isOrdinary else { return false }
      guard try isEqual(entry.value, value, &meter) else { return false }
    }
    return true
  }
}
