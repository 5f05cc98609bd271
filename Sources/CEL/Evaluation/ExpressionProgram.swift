import Time

/// An expression made ready to be evaluated any number of times, also at once.
package struct ExpressionProgram: Sendable {
  private let root: any EvaluationNode
  private let locals: Int
  private let zones: ZoneTable

  /// Compiles what was checked, with the help of its types.
  package init(_ checked: Checked) {
    self.init(checked.expression, checked.environment, checked)
  }

  /// Compiles what was not checked: names and types that do not fit become errors at run time.
  package init(unchecked expression: Expression, in environment: Environment) {
    self.init(expression, environment, nil)
  }

  private init(_ expression: Expression, _ environment: Environment, _ checked: Checked?) {
    var compiler = Compiler(environment, checked)
    root = compiler.compile(expression)
    locals = compiler.localCount
    zones = environment.zones
  }

  /// The value for some facts; takes its steps from the budget.
  package func evaluate(_ facts: any FactSource, budget: inout Budget) -> Value {
    let steps = max(0, min(budget.remaining, budget.perExpression))
    let locals = locals == 0 ? [] : [Value](repeating: .null, count: locals)
    var context = Context(facts: facts, meter: Meter(steps, zones: zones), locals: locals)
    defer { budget.remaining -= steps - max(0, context.meter.remaining) }
    do throws(Stop) { return try root.evaluate(&context) } catch {
      return .error(EvaluationError("the expression takes too many steps", at: root.range, isBudget: true))
    }
  }
}
