import Rules

/// The values by which a rule can be found; nil where it does not ask for any.
struct IndexKeys {
  var markets: [Int]?
  var stages: [Int]?
  var personas: [Int]?
  var painPoints: [Int]?
  var triggers: [Int]?

  init(of condition: Condition?, in vocabulary: Vocabulary) {
    guard let terms = condition?.terms else { return }
    for term in terms {
      switch term.test {
      case .fact(.builtIn(.market), let comparisons):
        markets = Self.indices(comparisons, in: vocabulary.markets)
      case .fact(.builtIn(.stage), let comparisons): stages = Self.indices(comparisons, in: vocabulary.stages)
      case .fact(.builtIn(.persona), let comparisons):
        personas = Self.indices(comparisons, in: vocabulary.personas)
      case .painPoints(let presence): painPoints = presence.any ?? presence.all.map { [$0[0]] }
      case .triggers(let presence): triggers = presence.any ?? presence.all.map { [$0[0]] }
      default: break
      }
    }
  }

  /// Of what a single `eq` or `in` lists; nil for any other test.
  private static func indices<Item>(_ comparisons: [Comparison], in items: ItemList<Item>) -> [Int]? {
    func index(_ literal: Literal) -> Int? {
      if case .string(let id) = literal { items.index(ofID: id) } else { nil }
    }
    guard comparisons.count == 1 else { return nil }
    return switch comparisons[0] {
    case .equal(let literal): index(literal).map { [$0] } ?? []
    case .isIn(let list): list.compactMap(index)
    default: nil
    }
  }

  /// Whether it is a single `eq` or `in`.
  private static func listsIDs(_ comparisons: [Comparison]) -> Bool {
    guard comparisons.count == 1 else { return false }
    return switch comparisons[0] {
    case .equal, .isIn: true
    default: false
    }
  }

  /// The same where unknown values are let through by the rows of market, stage and persona.
  static func decidesThough(_ term: Condition.Term) -> Bool {
    if case .fact = term.test { false } else { decides(term) }
  }

  /// True where a row says all that the term asks, so that nothing is left to evaluate.
  static func decides(_ term: Condition.Term) -> Bool {
    switch term.test {
    case .fact(.builtIn(.market), let comparisons), .fact(.builtIn(.stage), let comparisons),
      .fact(.builtIn(.persona), let comparisons):
      listsIDs(comparisons)
    case .painPoints(let presence):
      presence.any != nil && presence.all == nil && presence.none == nil && presence.minSeverity == nil
    case .triggers(let presence):
      presence.any != nil && presence.all == nil && presence.none == nil
    default: false
    }
  }
}
