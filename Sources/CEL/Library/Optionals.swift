/// Optionals: values that may be absent.
extension Library {
  private static func boxed(_ value: Value) throws(Stop) -> Boxed? {
    guard case .optional(let boxed) = value else { throw .failure("no such overload") }
    return boxed
  }

  /// Whether a value is false, zero, empty, null or no value.
  private static func isZero(_ value: Value) -> Bool {
    switch value {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let value): value.isEmpty
    case .bytes(let value): value.isEmpty
    case .timestamp(let value): value.seconds == 0 && value.nanoseconds == 0
    case .duration(let value): value.nanoseconds == 0
    case .list(let value): value.count == 0
    case .map(let value): value.count == 0
    case .optional(let value): value == nil
    case .type, .error, .unknown: false
    }
  }

  private static let unwrap: @Sendable (List, inout Meter) throws(Stop) -> List = {
    list, meter throws(Stop) in
    var values: [Value] = []
    for element in list.elements {
      try meter.step()
      if let value = try boxed(element)?.value { values.append(value) }
    }
    return List(values)
  }

  static let optionals: [Function] = [
    Function(
      "optional.of", [.global(Value.self) { value, _ in Value.present(value) }.typed(.a, to: .optional(.a))]),
    Function(
      "optional.ofNonZeroValue",
      [
        .global(Value.self) { value, _ in isZero(value) ? .absent : Value.present(value) }
          .typed(.a, to: .optional(.a))
      ]),
    Function("optional.none", [.nullary(to: .optional(.a)) { .absent }]),
    Function(
      "hasValue",
      [
        .member(Value.self) { value, _ throws(Stop) in try boxed(value) != nil }
          .typed(.optional(.a), to: .bool)
      ]),
    Function(
      "value",
      [
        .member(Value.self) { value, _ throws(Stop) in
          guard let value = try boxed(value)?.value else { throw .failure("the optional has no value") }
          return value
        }.typed(.optional(.a), to: .a)
      ]),
    Function(
      "or",
      [
        .member(Value.self, Value.self) { value, other, _ throws(Stop) in
          try boxed(value) == nil ? other : value
        }
        .typed(.optional(.a), .optional(.a), to: .optional(.a))
      ]),
    Function(
      "orValue",
      [
        .member(Value.self, Value.self) { value, other, _ throws(Stop) in try boxed(value)?.value ?? other }
          .typed(.optional(.a), .a, to: .a)
      ]),
    Function(
      "optional.unwrap", [Overload.global(List.self, unwrap).typed(.list(.optional(.a)), to: .list(.a))]),
    Function("unwrapOpt", [Overload.member(List.self, unwrap).typed(.list(.optional(.a)), to: .list(.a))]),
  ]
}
