/// A comparison of any two values.
final class ComparisonNode: EvaluationNode {
  let range: Range<Int>
  private let left: any EvaluationNode
  private let right: any EvaluationNode
  private let comparison: ComparisonOperator

  init(
    _ left: any EvaluationNode, _ comparison: ComparisonOperator, _ right: any EvaluationNode,
    at range: Range<Int>
  ) {
    self.left = left
    self.right = right
    self.comparison = comparison
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let left = try left.evaluate(&context)
    let right = try right.evaluate(&context)
    if let odd = Value.odd(left, right) { return odd }
    if comparison.isEquality {
      return .bool(try Value.isEqual(left, right, &context.meter) == (comparison == .equal))
    }
    guard let order = try Value.order(left, right, &context.meter) else { return .noSuchOverload(at: range) }
    return .bool(comparison.holds(order))
  }
}

/// A comparison with an int that is written in the expression.
final class IntComparisonNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let comparison: ComparisonOperator
  private let constant: Int64

  init(
    _ operand: any EvaluationNode, _ comparison: ComparisonOperator, _ constant: Int64, at range: Range<Int>
  ) {
    self.operand = operand
    self.comparison = comparison
    self.constant = constant
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let value = try operand.evaluate(&context)
    switch value {
    case .int(let number): return .bool(comparison.holds(number, constant))
    case .double, .uint: return .bool(comparison.holds(Value.order(numbers: value, .int(constant))))
    default: return comparison.resultForOthers(value, at: range)
    }
  }
}

/// A comparison with a double that is written in the expression.
final class DoubleComparisonNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let comparison: ComparisonOperator
  private let constant: Double

  init(
    _ operand: any EvaluationNode, _ comparison: ComparisonOperator, _ constant: Double, at range: Range<Int>
  ) {
    self.operand = operand
    self.comparison = comparison
    self.constant = constant
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let value = try operand.evaluate(&context)
    switch value {
    case .double(let number): return .bool(comparison.holds(number, constant))
    case .int, .uint: return .bool(comparison.holds(Value.order(numbers: value, .double(constant))))
    default: return comparison.resultForOthers(value, at: range)
    }
  }
}

/// `==` or `!=` with a text that is written in the expression.
final class TextEqualityNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let text: String
  private let holds: Bool

  init(_ operand: any EvaluationNode, equals: Bool, _ text: String, at range: Range<Int>) {
    self.operand = operand
    self.text = text
    holds = equals
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let value = try operand.evaluate(&context)
    switch value {
    case .string(let text):
      try context.meter.charge(bytes: min(text.utf8.count, self.text.utf8.count))
      return .bool(text.sameText(as: self.text) == holds)
    case .error, .unknown: return value
    default: return .bool(!holds)
    }
  }
}

/// `"text" in container` with a text that is written in the expression.
final class TextMembershipNode: EvaluationNode {
  let range: Range<Int>
  private let text: String
  private let container: any EvaluationNode

  init(_ text: String, in container: any EvaluationNode, at range: Range<Int>) {
    self.text = text
    self.container = container
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let container = try container.evaluate(&context)
    switch container {
    case .map(let map): return .bool(map.has(text: text))
    case .list(let list):
      try context.meter.charge(list.count)
      for element in list.elements {
        if case .string(let element) = element, element.sameText(as: text) { return .bool(true) }
      }
      return .bool(false)
    case .error, .unknown: return container
    default: return .noSuchOverload(at: range)
    }
  }
}

extension Value {
  /// What a strict function gives where an argument is no ordinary value: unknown before an error.
  @inline(__always)
  static func odd(_ one: Value, _ other: Value) -> Value? {
    if one.isOrdinary && other.isOrdinary { return nil }
    if one.isUnknown || other.isUnknown { return .unknown }
    if case .error = one { return one }
    return other
  }
}
