extension Library {
  private static let overflow = Stop.failure("overflow")

  private static func checked<T>(_ result: (partialValue: T, overflow: Bool)) throws(Stop) -> T {
    guard !result.overflow else { throw overflow }
    return result.partialValue
  }

  private static func inRange<T>(_ value: T?) throws(Stop) -> T {
    guard let value else { throw .failure("out of range") }
    return value
  }

  static let operators: [Function] = [
    Function(Operator.not, [.global(Bool.self) { a, _ in !a }]),
    Function(
      Operator.negate,
      [
        .global(Int64.self) { a, _ throws(Stop) in try checked(Int64(0).subtractingReportingOverflow(a)) },
        .global(Double.self) { a, _ in -a },
      ]),
    Function(
      Operator.add,
      [
        .global(Int64.self, Int64.self) { a, b, _ throws(Stop) in try checked(a.addingReportingOverflow(b)) },
        .global(UInt64.self, UInt64.self) { a, b, _ throws(Stop) in try checked(a.addingReportingOverflow(b))
        },
        .global(Double.self, Double.self) { a, b, _ in a + b },
        .global(String.self, String.self) { a, b, meter throws(Stop) in
          try meter.charge(bytes: a.utf8.count + b.utf8.count)
          return a + b
        },
        .global([UInt8].self, [UInt8].self) { a, b, meter throws(Stop) in
          try meter.charge(bytes: a.count + b.count)
          return a + b
        },
        .global(List.self, List.self) { a, b, meter throws(Stop) in
          try meter.charge(a.count + b.count)
          return List(a.elements + b.elements)
        }.typed(.list(.a), .list(.a), to: .list(.a)),
        .global(Timestamp.self, ExpressionDuration.self) { a, b, _ throws(Stop) in
          try inRange(a.adding(nanoseconds: b.nanoseconds))
        },
        .global(ExpressionDuration.self, Timestamp.self) { a, b, _ throws(Stop) in
          try inRange(b.adding(nanoseconds: a.nanoseconds))
        },
        .global(ExpressionDuration.self, ExpressionDuration.self) { a, b, _ throws(Stop) in
          ExpressionDuration(nanoseconds: try checked(a.nanoseconds.addingReportingOverflow(b.nanoseconds)))
        },
      ]),
    Function(
      Operator.subtract,
      [
        .global(Int64.self, Int64.self) { a, b, _ throws(Stop) in
          try checked(a.subtractingReportingOverflow(b))
        },
        .global(UInt64.self, UInt64.self) { a, b, _ throws(Stop) in
          try checked(a.subtractingReportingOverflow(b))
        },
        .global(Double.self, Double.self) { a, b, _ in a - b },
        .global(Timestamp.self, Timestamp.self) { a, b, _ throws(Stop) in try inRange(a.distance(from: b)) },
        .global(Timestamp.self, ExpressionDuration.self) { a, b, _ throws(Stop) in
          let delta = try checked(Int64(0).subtractingReportingOverflow(b.nanoseconds))
          return try inRange(a.adding(nanoseconds: delta))
        },
        .global(ExpressionDuration.self, ExpressionDuration.self) { a, b, _ throws(Stop) in
          ExpressionDuration(
            nanoseconds: try checked(a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)))
        },
      ]),
    Function(
      Operator.multiply,
      [
        .global(Int64.self, Int64.self) { a, b, _ throws(Stop) in
          try checked(a.multipliedReportingOverflow(by: b))
        },
        .global(UInt64.self, UInt64.self) { a, b, _ throws(Stop) in
          try checked(a.multipliedReportingOverflow(by: b))
        },
        .global(Double.self, Double.self) { a, b, _ in a * b },
      ]),
    Function(
      Operator.divide,
      [
        .global(Int64.self, Int64.self) { a, b, _ throws(Stop) in
          guard b != 0 else { throw .failure("division by zero") }
          return try checked(a.dividedReportingOverflow(by: b))
        },
        .global(UInt64.self, UInt64.self) { a, b, _ throws(Stop) in
          guard b != 0 else { throw .failure("division by zero") }
          return a / b
        },
        .global(Double.self, Double.self) { a, b, _ in a / b },
      ]),
    Function(
      Operator.remainder,
      [
        .global(Int64.self, Int64.self) { a, b, _ throws(Stop) in
          guard b != 0 else { throw .failure("modulus by zero") }
          return try checked(a.remainderReportingOverflow(dividingBy: b))
        },
        .global(UInt64.self, UInt64.self) { a, b, _ throws(Stop) in
          guard b != 0 else { throw .failure("modulus by zero") }
          return a % b
        },
      ]),
    Function(
      Operator.index,
      [
        .global(List.self, Value.self) { list, index, _ throws(Stop) in
          guard let value = element(of: list, at: index) else { throw .failure("no such index") }
          return value
        }.typed(.list(.a), .int, to: .a).anyIndex,
        .global(Map.self, Value.self) { map, key, _ throws(Stop) in
          guard let value = map[key: key] else { throw .failure("no such key") }
          return value
        }.typed(.map(.a, .b), .a, to: .b),
        .global(Value.self, Value.self) { container, key, meter throws(Stop) in
          try chained(container, key)
        }.typed(.optional(.list(.a)), .int, to: .optional(.a)).anyIndex,
        .global(Value.self, Value.self) { container, key, meter throws(Stop) in
          try chained(container, key)
        }.typed(.optional(.map(.a, .b)), .a, to: .optional(.b)),
      ]),
    Function(
      Operator.optionalIndex,
      [
        .global(List.self, Value.self) { list, index, _ in
          Value.optional(ifKnown: element(of: list, at: index))
        }.typed(.list(.a), .int, to: .optional(.a)).anyIndex,
        .global(Map.self, Value.self) { map, key, _ in
          Value.optional(ifKnown: map[key: key])
        }.typed(.map(.a, .b), .a, to: .optional(.b)),
        .global(Value.self, Value.self) { container, key, meter throws(Stop) in
          try chained(container, key)
        }.typed(.optional(.list(.a)), .int, to: .optional(.a)).anyIndex,
        .global(Value.self, Value.self) { container, key, meter throws(Stop) in
          try chained(container, key)
        }.typed(.optional(.map(.a, .b)), .a, to: .optional(.b)),
      ]),
    Function(
      Operator.conditional,
      [
        .global(Bool.self, Value.self, Value.self) { condition, value, otherwise, _ in
          condition ? value : otherwise
        }.typed(.bool, .a, .a, to: .a)
      ]),
    Function("type", [.global(Value.self) { a, _ in Value.type(a.kind) }.typed(.a, to: .type(.a))]),
    Function("dyn", [.global(Value.self) { a, _ in a }.typed(.a, to: .dyn)]),
  ]

  /// An element by an index, which may be any number that is whole.
  static func element(of list: List, at index: Value) -> Value? {
    guard case .int(let position)? = MapKey(index), position >= 0, position < list.count else { return nil }
    return list.elements[Int(position)]
  }

  /// What an index finds within an optional.
  private static func chained(_ container: Value, _ key: Value) throws(Stop) -> Value {
    guard case .optional(let boxed) = container else { throw .failure("no such overload") }
    switch boxed?.value {
    case .list(let list): return .optional(ifKnown: element(of: list, at: key))
    case .map(let map): return .optional(ifKnown: map[key: key])
    case nil: return .absent
    default: throw .failure("no such overload")
    }
  }
}
