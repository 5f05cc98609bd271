import Rules

extension RuleBook {
  /// By index of an attribute: whether a state must keep its text, as a template or an expression names it or it is one
  /// of some others.
  func attributesWithTexts(beside others: [Int]) -> [Bool] {
    var keepsText = Array(repeating: false, count: attributes.count)
    for case .attribute(let index) in templatedFacts.union(factsOfExpressions) { keepsText[index] = true }
    for index in others where keepsText.indices.contains(index) { keepsText[index] = true }
    return keepsText
  }

  /// Every fact that a template names.
  private var templatedFacts: Set<Fact> {
    var facts: Set<Fact> = []
    func add(_ text: Localized<Template>?) {
      for version in text?.versions ?? [] {
        for case .fact(let fact) in version.text.parts { facts.insert(fact) }
      }
    }
    for rule in rules {
      add(rule.because)
      if case .alert(let alert) = rule.effect { add(alert.summary) }
    }
    return facts
  }

  /// Every fact that an expression asks for.
  private var factsOfExpressions: Set<Fact> {
    var facts: Set<Fact> = []
    for expression in expressionsOfRulesAndActions {
      for slot in expression.slots {
        if case .fact(let fact) = expressions.variables[slot] { facts.insert(fact) }
      }
    }
    return facts
  }

  var comparesJourney: Bool {
    func asks(_ condition: Condition?) -> Bool {
      (condition?.terms ?? []).contains { term in
        switch term.test {
        case .fact(.builtIn(.journey), _): true
        case .anyOf(let branches), .allOf(let branches), .noneOf(let branches): branches.contains { asks($0) }
        default: false
        }
      }
    }
    return rules.contains { asks($0.when) || asks($0.unless) } || actions.contains { asks($0.eligible) }
  }
}
