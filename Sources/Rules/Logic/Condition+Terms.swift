extension Condition {
  /// Calls `visit` for each expression at any depth.
  package func forEachExpression(_ visit: (CheckedExpression) -> Void) {
    for term in terms {
      switch term.test {
      case .expression(let expression): visit(expression)
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.forEachExpression(visit) }
      case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup: break
      }
    }
  }

  /// Calls `visit` for each term at any depth that asks about a fact, other than in an expression.
  package func forEachFact(_ visit: (Term, Fact, [Comparison]) -> Void) {
    for term in terms {
      switch term.test {
      case .fact(let fact, let comparisons): visit(term, fact, comparisons)
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.forEachFact(visit) }
      case .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .expression: break
      }
    }
  }

  /// Calls `visit` for each term that must hold: those of `all_of` are among them.
  package func forEachRequired(_ visit: (Term) -> Void) {
    for term in terms {
      if case .allOf(let conditions) = term.test {
        for condition in conditions { condition.forEachRequired(visit) }
      } else {
        visit(term)
      }
    }
  }
}
