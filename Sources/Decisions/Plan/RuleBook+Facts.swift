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

  /// By index of an attribute: whether a condition, an expression or a template asks for it, or it is one of some others.
  func attributesThatAreRead(beside others: [Int]) -> [Bool] {
    var isRead = attributesWithTexts(beside: others)
    func look(_ condition: Condition?) {
      condition?.forEachFact { _, fact, _ in
        if case .attribute(let index) = fact { isRead[index] = true }
      }
    }
    for rule in rules {
      look(rule.when)
      look(rule.unless)
    }
    for action in actions { look(action.eligible) }
    return isRead
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

  /// Whether any expression asks for the buying group.
  var expressionsAskForGroups: Bool {
    expressionsOfRulesAndActions.contains { expression in
      expression.slots.contains {
        if case .buyingGroup = expressions.variables[$0] { true } else { false }
      }
    }
  }

  /// Whether any condition asks for the id of the journey.
  var comparesJourney: Bool {
    var isCompared = false
    func look(_ condition: Condition?) {
      condition?.forEachFact { _, fact, _ in if fact == .builtIn(.journey) { isCompared = true } }
    }
    for rule in rules {
      look(rule.when)
      look(rule.unless)
    }
    for action in actions { look(action.eligible) }
    return isCompared
  }
}

extension RuleBook {
  /// The ids of one kind that the book declares or names, in their order.
  func declaredIDs(of kind: IDKind) -> [String] {
    switch kind {
    case .market: vocabulary.markets.items.map(\.id)
    case .stage: vocabulary.stages.items.map(\.id)
    case .exit: vocabulary.exits.items.map(\.id)
    case .persona: vocabulary.personas.items.map(\.id)
    case .painPoint: vocabulary.painPoints.items.map(\.id)
    case .trigger: vocabulary.triggers.items.map(\.id)
    case .touchpoint: vocabulary.touchpoints.items.map(\.id)
    case .channel: vocabulary.channels.items.map(\.id)
    case .action: actions.map(\.id)
    case .kind: kinds
    case .group: groups
    }
  }

  /// The texts that a fact of a domain can be, where they are known.
  func texts(of domain: FactDomain) -> [String] {
    switch domain {
    case .ids(let kind): declaredIDs(of: kind)
    case .words(let words): words.all
    case .values(let values): values
    case .anything, .range, .timeZone: []
    }
  }
}

extension BuiltInFact {
  /// The fact that a state gives under a key.
  init?(givenBy key: StateKey) {
    let fact = Self.allCases.first { fact in
      if case .state(key) = fact.declaration.source { true } else { false }
    }
    guard let fact else { return nil }
    self = fact
  }
}
