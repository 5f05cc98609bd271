import CEL
import Rules

extension Facts {
  /// The value of an expression for the facts as they are.
  private func value(of expression: CompiledExpression) -> Value {
    for input in expression.inputs where !expressionFacts.isStored(input.slot) {
      expressionFacts.store(value(of: input.variable), at: input.slot)
    }
    return expression.program.evaluate(expressionFacts, budget: &expressionFacts.budget)
  }

  /// Whether an expression is true.
  func verdict(of expression: CompiledExpression) -> Verdict {
    switch value(of: expression) {
    case .bool(let value): return Verdict(value)
    case .unknown: return .unknown
    case .error(let error):
      expressionFacts.fail(error.message, in: expression.source, at: error.range)
      return .error
    case let other:
      return fail("this is a \(other.kind.name), not a bool", expression)
    }
  }

  /// Computes a number and stores it; holds where there is one.
  func verdict(ofAmount computed: RuleIndex.Computed) -> Verdict {
    let index = Int(computed.expression)
    let expression = plan.program.expressions[index]
    let number: Double
    switch value(of: expression) {
    case .double(let value): number = value
    case .int(let value): number = Double(value)
    case .uint(let value): number = Double(value)
    case .unknown: return .unknown
    case .error(let error):
      expressionFacts.fail(error.message, in: expression.source, at: error.range)
      return .error
    case let other: return fail("this is a \(other.kind.name), not a number", expression)
    }
    guard number.isFinite else { return fail("the number is not finite", expression) }
    expressionFacts.store(amount: min(max(number, 0), computed.highest), of: index)
    return .holds
  }

  /// A number of a rule: one that is computed was computed when the rule was looked at.
  func amount(_ row: AmountRow) -> Double {
    switch row {
    case .literal(let value): value
    case .computed(let index): expressionFacts.amounts[Int(index)]
    }
  }

  private func fail(_ message: String, _ expression: CompiledExpression) -> Verdict {
    expressionFacts.fail(message, in: expression.source, at: expression.source.checked.expression.range)
    return .error
  }
}
