extension RuleBook {
  /// All expressions of its rules and actions.
  package var expressionsOfRulesAndActions: [CheckedExpression] {
    var found = rules.flatMap(\.expressions)
    for action in actions { action.eligible?.forEachExpression { found.append($0) } }
    return found
  }
}

extension Rule {
  /// All expressions of its conditions and numbers.
  package var expressions: [CheckedExpression] {
    var found: [CheckedExpression] = []
    for condition in [when, unless] { condition?.forEachExpression { found.append($0) } }
    return found + effect.expressions
  }
}
