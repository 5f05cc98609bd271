import Rules

/// The values by which a rule can be found; nil where it does not ask for any.
struct IndexKeys {
  var markets: [Int]?
  var stages: [Int]?
  var personas: [Int]?
  var painPoints: [Int]?
  var triggers: [Int]?

  init(of condition: Condition?, in vocabulary: Vocabulary) {
    for term in condition?.terms ?? [] {
      switch term.test {
      case .fact(.builtIn(.market), let comparisons):
        markets = Self.ids(comparisons)?.compactMap { vocabulary.markets.index(ofID: $0) }
      case .fact(.builtIn(.stage), let comparisons):
        stages = Self.ids(comparisons)?.compactMap { vocabulary.stages.index(ofID: $0) }
      case .fact(.builtIn(.persona), let comparisons):
        personas = Self.ids(comparisons)?.compactMap { vocabulary.personas.index(ofID: $0) }
      case .painPoints(let presence): painPoints = presence.any ?? presence.all.map { [$0[0]] }
      case .triggers(let presence): triggers = presence.any ?? presence.all.map { [$0[0]] }
      default: break
      }
    }
  }

  /// The ids that a single `eq` or `in` lists; nil for any other test.
  private static func ids(_ comparisons: [Comparison]) -> [String]? {
    guard comparisons.count == 1 else { return nil }
    let literals: [Literal]
    switch comparisons[0] {
    case .equal(let literal): literals = [literal]
    case .isIn(let list): literals = list
    default: return nil
    }
    return literals.compactMap { if case .string(let id) = $0 { id } else { nil } }
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
      ids(comparisons) != nil
    case .painPoints(let presence):
      presence.any != nil && presence.all == nil && presence.none == nil && presence.minSeverity == nil
    case .triggers(let presence):
      presence.any != nil && presence.all == nil && presence.none == nil
    default: false
    }
  }
}
