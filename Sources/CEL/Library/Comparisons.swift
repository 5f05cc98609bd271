extension Library {
  static let comparisons: [Function] = [
    Function(
      Operator.equal,
      [
        .global(Value.self, Value.self) { a, b, meter throws(Stop) in try Value.isEqual(a, b, &meter) }
          .typed(.a, .a)
      ]),
    Function(
      Operator.notEqual,
      [
        .global(Value.self, Value.self) { a, b, meter throws(Stop) in try !Value.isEqual(a, b, &meter) }
          .typed(.a, .a)
      ]),
    ordering(Operator.less) { $0 == .before },
    ordering(Operator.lessOrEqual) { $0 == .before || $0 == .same },
    ordering(Operator.greater) { $0 == .after },
    ordering(Operator.greaterOrEqual) { $0 == .after || $0 == .same },
    Function(
      Operator.contained,
      [
        .global(Value.self, List.self) { value, list, meter throws(Stop) in
          try contains(list.elements, value, &meter)
        }
        .typed(.a, .list(.a)),
        .global(Value.self, Map.self) { key, map, _ in map[key: key].map { !$0.isUnknown } ?? false }
          .typed(.a, .map(.a, .b)),
      ]),
  ]

  /// Whether a list has an element that is equal to a value.
  static func contains(_ elements: [Value], _ value: Value, _ meter: inout Meter) throws(Stop) -> Bool {
    for element in elements {
      try meter.step()
      if try Value.isEqual(element, value, &meter) { return true }
    }
    return false
  }

  /// Numbers are ordered across their types.
  private static func ordering(_ name: String, _ holds: @escaping @Sendable (Order) -> Bool) -> Function {
    let numbers: [Type] = [.int, .uint, .double]
    let pairs =
      numbers.flatMap { one in numbers.map { (one, $0) } }
      + [Type.string, .bool, .timestamp, .duration, .bytes].map { ($0, $0) }
    return Function(
      name,
      pairs.map { left, right in
        .global(Value.self, Value.self) { a, b, meter throws(Stop) in
          guard let order = try Value.order(a, b, &meter) else { throw .failure("no such overload") }
          return holds(order)
        }.typed(left, right)
      })
  }
}
