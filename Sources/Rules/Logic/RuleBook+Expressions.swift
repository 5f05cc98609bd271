extension RuleBook {
  /// All conditions of its rules and actions.
  package var conditions: [Condition] {
    rules.flatMap { [$0.when, $0.unless].compactMap(\.self) } + actions.compactMap(\.eligible)
  }

  /// All templates of its rules: the reasons and the summaries of alerts.
  package var templates: [Template] {
    rules.flatMap { rule in
      var texts = rule.because?.versions ?? []
      if case .alert(let alert) = rule.effect { texts += alert.summary.versions }
      return texts.map(\.text)
    }
  }

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
