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
    switch effect {
    case .detect(let detections):
      for case .painPoint(_, .computed(let expression)) in detections { found.append(expression) }
    case .place(.stage(_, .computed(let expression))), .place(.persona(_, .computed(let expression))):
      found.append(expression)
    case .recommend(let recommendations): found += recommendations.compactMap(\.score.expression)
    case .place, .suppress, .alert: break
    }
    return found
  }
}
