package import CEL
import Rules
package import Time

/// What came of an expression for a state.
package struct Evaluation: Sendable {
  package let value: Value
  /// What it cost, in the steps of the expression language.
  package let steps: Int
  /// The names of the variables that it uses and that are not known, in order.
  package let unknown: [String]
}

extension Decider {
  /// Evaluates an expression for a state as it is given: no rule has detected or placed anything.
  package func evaluate(_ expression: Checked, for state: JourneyState, clock: Instant) -> Evaluation {
    let contacts = ContactMerging(in: plan.book).contacts(state.contacts)
    var facts = Facts(plan: plan, limits: ExpressionLimits())
    facts.reset(to: state, contacts: contacts, now: state.now ?? clock)
    let known = facts.expressionFacts
    var unknown: [String] = []
    for slot in expression.usedSlots.sorted() {
      let value = facts.value(of: plan.book.expressions.variables[slot])
      known.store(value, at: slot)
      if value.kind == .unknown { unknown.append(expression.environment.variables[slot].name) }
    }
    let before = known.budget.remaining
    let value = ExpressionProgram(expression).evaluate(known, budget: &known.budget)
    return Evaluation(value: value, steps: before - known.budget.remaining, unknown: unknown)
  }
}
