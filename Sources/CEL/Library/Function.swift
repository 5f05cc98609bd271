/// A function with its overloads.
package struct Function: Sendable {
  /// The name, dotted where it has a namespace.
  package let name: String
  /// What it takes and does; of those that fit the first is called.
  package private(set) var overloads: [Overload]
  /// Names of variables that are passed after the arguments that are written.
  package let implicit: [String]
  /// Whether it is called with unknown arguments too; others give unknown then.
  package let seesUnknown: Bool

  /// A function with its overloads.
  package init(
    _ name: String, implicit: [String] = [], seesUnknown: Bool = false, _ overloads: [Overload]
  ) {
    self.name = name
    self.overloads = overloads
    self.implicit = implicit
    self.seesUnknown = seesUnknown
  }

  mutating func add(_ more: Function) { overloads += more.overloads }
}

/// One signature of a function and what it does.
package struct Overload: Sendable {
  /// What an overload does: it gets ordinary values, takes steps from the meter, and may fail.
  package typealias Unary = @Sendable (Value, inout Meter) throws(Stop) -> Value
  package typealias Binary = @Sendable (Value, Value, inout Meter) throws(Stop) -> Value
  package typealias Ternary = @Sendable (Value, Value, Value, inout Meter) throws(Stop) -> Value
  package typealias Variadic = @Sendable ([Value], inout Meter) throws(Stop) -> Value

  enum Body: Sendable {
    case unary(Unary)
    case binary(Binary)
    case ternary(Ternary)
    case variadic(Variadic)
  }

  /// Whether the first argument stands before the name, as in `text.size()`.
  let isMember: Bool
  let parameters: [Type]
  private(set) var result: Type
  /// Whether the last argument may come any number of times.
  private(set) var isVariadic = false
  /// The argument that is a regular expression.
  private(set) var pattern: Int?
  /// The argument that is a time zone.
  private(set) var zone: Int?
  let body: Body
  /// The kinds that each parameter takes at run time.
  private(set) var kinds: [KindSet]
  /// The number of type parameters.
  private(set) var parameterCount: Int

  private init(isMember: Bool, _ parameters: [Type], _ result: Type, _ body: Body) {
    self.isMember = isMember
    self.parameters = parameters
    self.result = result
    self.body = body
    kinds = parameters.map(\.kinds)
    parameterCount = (parameters + [result]).reduce(0) { max($0, $1.parameterCount) }
  }

  /// The same with other types for the checker than its Swift types say.
  package func typed(_ parameters: Type..., to result: Type? = nil) -> Overload {
    var copy = Overload(isMember: isMember, parameters, result ?? self.result, body)
    copy.isVariadic = isVariadic
    copy.pattern = pattern
    copy.zone = zone
    return copy
  }

  /// The same with another result type for the checker than its Swift type says.
  package func to(_ result: Type) -> Overload {
    var copy = self
    copy.result = result
    copy.parameterCount = max(parameterCount, result.parameterCount)
    return copy
  }

  /// The same with a regular expression as argument: a literal is read when the expression is checked.
  func withPattern(_ argument: Int) -> Overload {
    var copy = self
    copy.pattern = argument
    return copy
  }

  /// The same with a time zone as argument: a literal is looked up when the expression is checked.
  func withZone(_ argument: Int) -> Overload {
    var copy = self
    copy.zone = argument
    return copy
  }

  /// The same for an index, which at run time may be any number.
  var anyIndex: Overload {
    var copy = self
    copy.kinds[1] = .number
    return copy
  }

  /// The same for numbers of any types, which no type says.
  var ofNumbers: Overload {
    var copy = self
    copy.kinds = kinds.map { _ in .number }
    return copy
  }

  /// Whether a call with that many arguments can be meant.
  func accepts(_ count: Int) -> Bool {
    isVariadic ? count >= parameters.count : count == parameters.count
  }

  var isGeneric: Bool { parameterCount > 0 }

  /// Whether arguments of some of the kinds given are taken.
  func mayAccept(_ kinds: [KindSet]) -> Bool {
    for index in kinds.indices
    where self.kinds[min(index, self.kinds.count - 1)].isDisjoint(with: kinds[index]) {
      return false
    }
    return true
  }

  /// The type of an argument's parameter.
  func parameter(_ argument: Int) -> Type { parameters[min(argument, parameters.count - 1)] }
}

// MARK: - Building

extension Overload {
  private static let mismatch = "no such overload"

  private static func read<A: NativeValue>(_ type: A.Type, _ value: Value) throws(Stop) -> A {
    guard let native = A.read(value) else { throw .failure(mismatch) }
    return native
  }

  private static func unary<A: NativeValue, R: NativeValue>(
    isMember: Bool, _ body: @escaping @Sendable (A, inout Meter) throws(Stop) -> R
  ) -> Overload {
    let unary: Unary = { a, meter throws(Stop) in
      try body(try read(A.self, a), &meter).value
    }
    return Overload(isMember: isMember, [A.type], R.type, .unary(unary))
  }

  private static func binary<A: NativeValue, B: NativeValue, R: NativeValue>(
    isMember: Bool, _ body: @escaping @Sendable (A, B, inout Meter) throws(Stop) -> R
  ) -> Overload {
    let binary: Binary = { a, b, meter throws(Stop) in
      try body(try read(A.self, a), try read(B.self, b), &meter).value
    }
    return Overload(isMember: isMember, [A.type, B.type], R.type, .binary(binary))
  }

  private static func ternary<A: NativeValue, B: NativeValue, C: NativeValue, R: NativeValue>(
    isMember: Bool, _ body: @escaping @Sendable (A, B, C, inout Meter) throws(Stop) -> R
  ) -> Overload {
    let ternary: Ternary = { a, b, c, meter throws(Stop) in
      try body(try read(A.self, a), try read(B.self, b), try read(C.self, c), &meter).value
    }
    return Overload(isMember: isMember, [A.type, B.type, C.type], R.type, .ternary(ternary))
  }

  /// `name(a)`.
  package static func global<A: NativeValue, R: NativeValue>(
    _: A.Type, _ body: @escaping @Sendable (A, inout Meter) throws(Stop) -> R
  ) -> Overload { unary(isMember: false, body) }

  /// `name(a, b)`.
  package static func global<A: NativeValue, B: NativeValue, R: NativeValue>(
    _: A.Type, _: B.Type, _ body: @escaping @Sendable (A, B, inout Meter) throws(Stop) -> R
  ) -> Overload { binary(isMember: false, body) }

  /// `name(a, b, c)`.
  package static func global<A: NativeValue, B: NativeValue, C: NativeValue, R: NativeValue>(
    _: A.Type, _: B.Type, _: C.Type, _ body: @escaping @Sendable (A, B, C, inout Meter) throws(Stop) -> R
  ) -> Overload { ternary(isMember: false, body) }

  /// `a.name()`.
  package static func member<A: NativeValue, R: NativeValue>(
    _: A.Type, _ body: @escaping @Sendable (A, inout Meter) throws(Stop) -> R
  ) -> Overload { unary(isMember: true, body) }

  /// `a.name(b)`.
  package static func member<A: NativeValue, B: NativeValue, R: NativeValue>(
    _: A.Type, _: B.Type, _ body: @escaping @Sendable (A, B, inout Meter) throws(Stop) -> R
  ) -> Overload { binary(isMember: true, body) }

  /// `a.name(b, c)`.
  package static func member<A: NativeValue, B: NativeValue, C: NativeValue, R: NativeValue>(
    _: A.Type, _: B.Type, _: C.Type, _ body: @escaping @Sendable (A, B, C, inout Meter) throws(Stop) -> R
  ) -> Overload { ternary(isMember: true, body) }

  /// `a.name(b, c, d)`.
  static func member<A: NativeValue, B: NativeValue, C: NativeValue, D: NativeValue, R: NativeValue>(
    _: A.Type, _: B.Type, _: C.Type, _: D.Type,
    _ body: @escaping @Sendable (A, B, C, D, inout Meter) throws(Stop) -> R
  ) -> Overload {
    let variadic: Variadic = { values, meter throws(Stop) in
      guard values.count == 4 else { throw .failure(mismatch) }
      return try body(
        try read(A.self, values[0]), try read(B.self, values[1]), try read(C.self, values[2]),
        try read(D.self, values[3]), &meter
      ).value
    }
    return Overload(isMember: true, [A.type, B.type, C.type, D.type], R.type, .variadic(variadic))
  }

  /// A function of the types given, whose arguments come as a list.
  package static func declared(
    _ parameters: [Type], to result: Type,
    _ body: @escaping Variadic = { _, _ throws(Stop) in throw .failure("the function does nothing") }
  ) -> Overload {
    Overload(isMember: false, parameters, result, .variadic(body))
  }

  /// `name()`.
  package static func nullary(to result: Type, _ body: @escaping @Sendable () -> Value) -> Overload {
    Overload(isMember: false, [], result, .variadic { _, _ in body() })
  }

  /// A function whose last parameter may come again and again.
  package static func variadic(
    _ parameters: [Type], to result: Type, _ body: @escaping Variadic
  ) -> Overload {
    var overload = Overload(isMember: false, parameters, result, .variadic(body))
    overload.isVariadic = true
    return overload
  }
}
