import Rules

/// The ids of a book's vocabulary as symbols, and what follows from a stage or a persona.
struct VocabularySymbols: Sendable {
  /// By index of a stage.
  let stages: [StageRow]
  /// By index of an exit.
  let exits: [Int32]
  /// By index of a persona.
  let personas: [PersonaRow]
  /// By index of a market.
  let markets: [Int32]
  /// By index of a touchpoint.
  let touchpoints: [Int32]
  /// By index of an action.
  let actions: [Int32]

  init(_ book: RuleBook, _ interner: inout Interner) {
    let vocabulary = book.vocabulary
    stages = vocabulary.stages.items.map { StageRow($0, &interner) }
    exits = vocabulary.exits.items.map { interner.intern($0.id) }
    personas = vocabulary.personas.items.map { PersonaRow($0, &interner) }
    markets = vocabulary.markets.items.map { interner.intern($0.id) }
    touchpoints = vocabulary.touchpoints.items.map { interner.intern($0.id) }
    actions = book.actions.map { interner.intern($0.id) }
    for phase in Phase.allCases { _ = interner.intern(phase.rawValue) }
    for role in Role.allCases { _ = interner.intern(role.rawValue) }
    for outcome in Decision.Outcome.allCases { _ = interner.intern(outcome.rawValue) }
  }
}
