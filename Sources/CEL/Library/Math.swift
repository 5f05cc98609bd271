/// The math extension, but for operations on bits.
extension Library {
  private static func doubles(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> Function {
    Function(name, [.global(Double.self) { a, _ in body(a) }])
  }

  private static func test(_ name: String, _ body: @escaping @Sendable (Double) -> Bool) -> Function {
    Function(name, [.global(Double.self) { a, _ in body(a) }])
  }

  /// The number of several that comes last, or first, in their order; of equal ones the first.
  private static func extreme(
    _ values: [Value], _ wanted: Order, _ meter: inout Meter
  ) throws(Stop) -> Value {
    guard var best = values.first else { throw .failure("there is no number") }
    for value in values {
      try meter.step()
      guard KindSet.number.contains(value.kind) else { throw .failure("no such overload") }
      if Value.order(numbers: value, best) == wanted { best = value }
    }
    return best
  }

  private static func extreme(_ name: String, _ wanted: Order) -> Function {
    let numbers: [Type] = [.int, .uint, .double]
    let lists: [Overload] = numbers.map { number in
      .global(List.self) { list, meter throws(Stop) in try extreme(list.elements, wanted, &meter) }
        .typed(.list(number), to: number)
    }
    let alike: [Overload] = numbers.map { number in
      .variadic([number], to: number) { values, meter throws(Stop) in try extreme(values, wanted, &meter) }
    }
    let mixed: Overload = .variadic([.dyn, .dyn], to: .dyn) { values, meter throws(Stop) in
      try extreme(values, wanted, &meter)
    }
    return Function(name, lists + alike + [mixed.ofNumbers])
  }

  static let math: [Function] = [
    extreme("math.greatest", .after),
    extreme("math.least", .before),
    doubles("math.ceil") { $0.rounded(.up) },
    doubles("math.floor") { $0.rounded(.down) },
    doubles("math.round") { $0.rounded(.toNearestOrAwayFromZero) },
    doubles("math.trunc") { $0.rounded(.towardZero) },
    test("math.isNaN") { $0.isNaN },
    test("math.isInf") { $0.isInfinite },
    test("math.isFinite") { $0.isFinite },
    Function(
      "math.abs",
      [
        .global(Int64.self) { a, _ throws(Stop) in
          guard a != .min else { throw .failure("overflow") }
          return abs(a)
        },
        .global(UInt64.self) { a, _ in a },
        .global(Double.self) { a, _ in a.magnitude },
      ]),
    Function(
      "math.sign",
      [
        .global(Int64.self) { a, _ in a.signum() },
        .global(UInt64.self) { a, _ in UInt64(a == 0 ? 0 : 1) },
        .global(Double.self) { a, _ in a > 0 ? 1 : a < 0 ? -1 : a },
      ]),
    Function(
      "math.sqrt",
      [
        .global(Double.self) { a, _ in a.squareRoot() },
        .global(Int64.self) { a, _ in Double(a).squareRoot() },
        .global(UInt64.self) { a, _ in Double(a).squareRoot() },
      ]),
  ]
}
