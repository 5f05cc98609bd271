/// A part of a compiled expression. Nodes never change once made.
class Node: @unchecked Sendable {
  /// Where an error of this node stands in the text.
  let range: Range<Int>

  init(at range: Range<Int>) { self.range = range }

  /// The value; the only thing thrown is that the steps are spent.
  func evaluate(_ context: inout Context) throws(Stop) -> Value { .unknown }
}

/// The state of one evaluation.
struct Context {
  let facts: any Facts
  var meter: Meter
  /// The variables of macros, by their place in the program.
  var locals: [Value]
}

final class ConstantNode: Node, @unchecked Sendable {
  let value: Value

  init(_ value: Value, at range: Range<Int>) {
    self.value = value
    super.init(at: range)
  }

  override func evaluate(_ context: inout Context) throws(Stop) -> Value { value }
}

/// A variable.
final class SlotNode: Node, @unchecked Sendable {
  private let slot: Int

  init(_ slot: Int, at range: Range<Int>) {
    self.slot = slot
    super.init(at: range)
  }

  override func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return context.facts.value(at: slot)
  }
}

/// A variable of a macro.
final class LocalNode: Node, @unchecked Sendable {
  let local: Int

  init(_ local: Int, at range: Range<Int>) {
    self.local = local
    super.init(at: range)
  }

  override func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return context.locals[local]
  }
}

/// What has no value, found when the expression was compiled without having been checked.
final class FailureNode: Node, @unchecked Sendable {
  private let message: String

  init(_ message: String, at range: Range<Int>) {
    self.message = message
    super.init(at: range)
  }

  override func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return .failure(message, at: range)
  }
}
