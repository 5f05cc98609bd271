/// A part of a compiled expression. It never changes once made, so that many evaluations can use it at once.
///
/// Class-bound: a node is passed as a reference, and its call costs one indirect jump. `evaluate` is marked
/// `@inline(__always)`, or else what the protocol's table points to would jump once more.
protocol EvaluationNode: AnyObject, Sendable {
  /// Where an error of this node stands in the text.
  var range: Range<Int> { get }

  /// The value; the only thing thrown is that the steps are spent.
  func evaluate(_ context: inout Context) throws(Stop) -> Value
}

/// The state of one evaluation.
struct Context {
  let facts: any FactSource
  var meter: Meter
  /// The variables of macros, by their place in the program.
  var locals: [Value]
}

final class ConstantNode: EvaluationNode {
  let range: Range<Int>
  let value: Value

  init(_ value: Value, at range: Range<Int>) {
    self.value = value
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value { value }
}

/// A variable.
final class SlotNode: EvaluationNode {
  let range: Range<Int>
  private let slot: Int

  init(_ slot: Int, at range: Range<Int>) {
    self.slot = slot
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return context.facts.value(at: slot)
  }
}

/// A variable of a macro.
final class LocalNode: EvaluationNode {
  let range: Range<Int>
  let local: Int

  init(_ local: Int, at range: Range<Int>) {
    self.local = local
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return context.locals[local]
  }
}

/// What has no value, found when the expression was compiled without having been checked.
final class FailureNode: EvaluationNode {
  let range: Range<Int>
  private let message: String

  init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return .failure(message, at: range)
  }
}
