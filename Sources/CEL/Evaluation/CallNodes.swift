/// A call with one argument. The overload is chosen by what the argument is.
final class UnaryCallNode: EvaluationNode {
  let range: Range<Int>
  private let argument: any EvaluationNode
  private let overloads: [Overload]
  private let seesUnknown: Bool

  init(_ overloads: [Overload], _ argument: any EvaluationNode, seesUnknown: Bool, at range: Range<Int>) {
    self.argument = argument
    self.overloads = overloads
    self.seesUnknown = seesUnknown
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let argument = try argument.evaluate(&context)
    switch argument {
    case .error: return argument
    case .unknown where !seesUnknown: return argument
    default: break
    }
    for overload in overloads where overload.kinds[0].contains(argument.kind) || argument.isUnknown {
      guard case .unary(let body) = overload.body else { continue }
      do throws(Stop) { return try body(argument, &context.meter) } catch {
        return try error.value(at: range)
      }
    }
    return .noSuchOverload(at: range)
  }
}

/// A call with two arguments.
final class BinaryCallNode: EvaluationNode {
  let range: Range<Int>
  private let left: any EvaluationNode
  private let right: any EvaluationNode
  private let overloads: [Overload]

  init(_ overloads: [Overload], _ left: any EvaluationNode, _ right: any EvaluationNode, at range: Range<Int>)
  {
    self.left = left
    self.right = right
    self.overloads = overloads
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let left = try left.evaluate(&context)
    let right = try right.evaluate(&context)
    if let odd = Value.odd(left, right) { return odd }
    for overload in overloads
    where overload.kinds[0].contains(left.kind) && overload.kinds[1].contains(right.kind) {
      guard case .binary(let body) = overload.body else { continue }
      do throws(Stop) { return try body(left, right, &context.meter) } catch {
        return try error.value(at: range)
      }
    }
    return .noSuchOverload(at: range)
  }
}

/// A call with any number of arguments.
final class CallNode: EvaluationNode {
  let range: Range<Int>
  private let arguments: [any EvaluationNode]
  private let overloads: [Overload]
  private let seesUnknown: Bool

  init(_ overloads: [Overload], _ arguments: [any EvaluationNode], seesUnknown: Bool, at range: Range<Int>) {
    self.arguments = arguments
    self.overloads = overloads
    self.seesUnknown = seesUnknown
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    var error: Value?
    for argument in arguments {
      let value = try argument.evaluate(&context)
      switch value {
      case .unknown where !seesUnknown: return value
      case .error: error = error ?? value
      default: values.append(value)
      }
    }
    if let error { return error }
    for overload in overloads where overload.accepts(values) {
      do throws(Stop) { return try overload.call(values, &context.meter) } catch {
        return try error.value(at: range)
      }
    }
    return .noSuchOverload(at: range)
  }
}

extension Overload {
  /// Whether the arguments are of the kinds it accepts; unknown is of any kind.
  fileprivate func accepts(_ values: [Value]) -> Bool {
    guard accepts(values.count) else { return false }
    return values.indices.allSatisfy { index in
      kinds[min(index, kinds.count - 1)].contains(values[index].kind) || values[index].isUnknown
    }
  }

  fileprivate func call(_ values: [Value], _ meter: inout Meter) throws(Stop) -> Value {
    switch body {
    case .unary(let body) where values.count == 1: try body(values[0], &meter)
    case .binary(let body) where values.count == 2: try body(values[0], values[1], &meter)
    case .ternary(let body) where values.count == 3: try body(values[0], values[1], values[2], &meter)
    case .variadic(let body): try body(values, &meter)
    default: throw .failure("no such overload")
    }
  }
}

extension Stop {
  /// The error that a failed function gives; that the steps are spent goes on.
  func value(at range: Range<Int>) throws(Stop) -> Value {
    switch self {
    case .spent: throw self
    case .failure(let message): .failure(message, at: range)
    }
  }
}

/// A match with a pattern that is written in the expression.
final class MatchNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let pattern: Pattern

  init(_ operand: any EvaluationNode, _ pattern: Pattern, at range: Range<Int>) {
    self.operand = operand
    self.pattern = pattern
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let operand = try operand.evaluate(&context)
    guard case .string(let text) = operand else {
      return operand.isOrdinary ? .noSuchOverload(at: range) : operand
    }
    return .bool(try Library.matches(text, pattern, &context.meter))
  }
}

/// `or` and `orValue`, which look at their argument only where the optional has no value.
final class FallbackNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let fallback: any EvaluationNode
  private let unwraps: Bool

  init(_ operand: any EvaluationNode, _ fallback: any EvaluationNode, unwraps: Bool, at range: Range<Int>) {
    self.operand = operand
    self.fallback = fallback
    self.unwraps = unwraps
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let operand = try operand.evaluate(&context)
    switch operand {
    case .optional(let boxed?): return unwraps ? boxed.value : operand
    case .optional(nil):
      let value = try fallback.evaluate(&context)
      if !unwraps, value.isOrdinary, value.kind != .optional { return .noSuchOverload(at: range) }
      return value
    case .error, .unknown: return operand
    default: return .noSuchOverload(at: range)
    }
  }
}
