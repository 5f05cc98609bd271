import CEL
import Rules

/// An expression of the book, ready to be evaluated.
struct CompiledExpression: Sendable {
  let program: ExpressionProgram
  let source: CheckedExpression
  /// What it depends on, by slot.
  let inputs: [(slot: Int, variable: ExpressionVariable)]

  init(_ source: CheckedExpression, in language: ExpressionLanguage) {
    program = ExpressionProgram(source.checked)
    self.source = source
    inputs = source.slots.map { ($0, language.variables[$0]) }
  }
}

/// A number of a rule, lowered.
enum AmountRow: Sendable {
  case literal(Double)
  /// Index into `ConditionProgram.expressions`.
  case computed(Int32)
}

/// What one evaluation may cost, in the steps of the expression language.
package struct ExpressionLimits: Sendable, Hashable {
  package var stepsPerExpression: Int
  package var stepsPerDecision: Int

  package init(stepsPerExpression: Int = 10_000, stepsPerDecision: Int = 50_000) {
    self.stepsPerExpression = stepsPerExpression
    self.stepsPerDecision = stepsPerDecision
  }
}
