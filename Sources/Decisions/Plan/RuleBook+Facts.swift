import Rules

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
