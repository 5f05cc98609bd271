import Rules

/// What a key of a condition is about, beside the state itself.
extension Condition.Term {
  /// Whether it looks at pain points or triggers, which rules detect.
  var isAboutDetections: Bool {
    switch test {
    case .painPoints, .triggers: true
    case .expression(let expression): !expression.uses.signals.isEmpty || !expression.uses.unnamed.isEmpty
    case .anyOf(let list), .allOf(let list), .noneOf(let list):
      list.contains { $0.terms.contains { $0.isAboutDetections } }
    case .fact, .touchpoints, .contacts, .buyingGroup: false
    }
  }

  /// Whether it looks at the stage or the persona, which rules place, or at what follows from them.
  var isAboutPlacements: Bool { facts.contains { $0.isPlaced } }

  private var facts: Set<Fact> {
    switch test {
    case .fact(let fact, _): [fact]
    case .expression(let expression): expression.uses.facts.union(expression.uses.tested)
    case .anyOf(let list), .allOf(let list), .noneOf(let list):
      list.reduce(into: []) { facts, condition in
        for term in condition.terms { facts.formUnion(term.facts) }
      }
    case .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup: []
    }
  }

  /// The paths of words that it rests on.
  func words(in book: RuleBook) -> [String] {
    var paths = facts.flatMap { fact -> [String] in
      switch fact {
      case .builtIn(.stalled), .builtIn(.phase): ["stages"]
      case .builtIn(.role), .builtIn(.market): ["personas"]
      case .builtIn: []
      case .attribute(let index): ["attributes.\(book.attributes[index].path)"]
      }
    }
    switch test {
    case .painPoints: paths.append("pain_points")
    case .touchpoints: paths.append("touchpoints")
    case .buyingGroup: paths.append("personas")
    default: break
    }
    return paths
  }
}

extension Fact {
  fileprivate var isPlaced: Bool {
    guard case .builtIn(let fact) = self else { return false }
    return fact.declaration.placedWith != nil || fact == .market || fact == .daysInStage
      || fact == .stageEntered
  }
}
