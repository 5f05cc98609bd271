extension Condition {
  /// Calls `visit` for each term at any depth: first those beside each other, then those inside of each.
  package func forEachTerm(_ visit: (Term) -> Void) {
    for term in terms {
      visit(term)
      for condition in term.test.conditions { condition.forEachTerm(visit) }
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

  /// Calls `visit` for each expression at any depth.
  package func forEachExpression(_ visit: (CheckedExpression) -> Void) {
    forEachTerm { if case .expression(let expression) = $0.test { visit(expression) } }
  }

  /// Calls `visit` for each term at any depth that asks about a fact, other than in an expression.
  package func forEachFact(_ visit: (Term, Fact, [Comparison]) -> Void) {
    forEachTerm { if case .fact(let fact, let comparisons) = $0.test { visit($0, fact, comparisons) } }
  }
}

extension Condition.Test {
  /// The conditions inside it.
  package var conditions: [Condition] {
    switch self {
    case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions): conditions
    case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .expression: []
    }
  }
}
