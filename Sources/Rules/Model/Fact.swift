/// A fact of a state, as rules name it.
package enum Fact: Sendable, Hashable {
  case builtIn(BuiltInFact)
  /// Index into `RuleBook.attributes`.
  case attribute(Int)
}

/// A fact that every rule may use without declaring it; the raw value is its name in rules, expressions and templates.
package enum BuiltInFact: String, Sendable, CaseIterable {
  case journey, market, stage, phase, persona, role, language, sentiment
  case stageEntered = "stage_entered"
  case daysInStage = "days_in_stage"
  case stalled, exit
  case lastTouchpoint = "last_touchpoint"
  case lastTouchpointAt = "last_touchpoint_at"
  case lastContactAt = "last_contact_at"
  case decisionOutcome = "decision.outcome"
  case decisionActions = "decision.actions"

  /// All that is declared of it. What reads, compares, prints or describes facts derives from this or switches over
  /// all cases.
  package var declaration: FactDeclaration {
    switch self {
    case .journey: FactDeclaration(.string, from: .state(.journey), isAlwaysKnown: true)
    case .market: FactDeclaration(.string, .ids(.market), from: .state(.market))
    case .stage: FactDeclaration(.string, .ids(.stage), from: .state(.stage), placedWith: .stage)
    case .phase: FactDeclaration(.string, .words(.phase), from: .fact(.stage), placedWith: .stage)
    case .persona: FactDeclaration(.string, .ids(.persona), from: .state(.persona), placedWith: .persona)
    case .role: FactDeclaration(.string, .words(.role), from: .fact(.persona), placedWith: .persona)
    case .language: FactDeclaration(.string, from: .attribute("person.language"))
    case .sentiment: FactDeclaration(.number, .range(-1...1), from: .state(.sentiment))
    case .stageEntered: FactDeclaration(.timestamp, from: .state(.stageEntered))
    case .daysInStage: FactDeclaration(.int, from: .fact(.stageEntered))
    case .stalled: FactDeclaration(.bool, from: .fact(.stage), placedWith: .stage)
    case .exit: FactDeclaration(.string, .ids(.exit), from: .memory)
    case .lastTouchpoint: FactDeclaration(.string, .ids(.touchpoint), from: .entries(.touchpoints))
    case .lastTouchpointAt: FactDeclaration(.timestamp, from: .entries(.touchpoints), isPast: true)
    case .lastContactAt: FactDeclaration(.timestamp, from: .entries(.contacts), isPast: true)
    case .decisionOutcome: FactDeclaration(.string, .words(.decisionOutcome), from: .decision)
    case .decisionActions: FactDeclaration(.strings, .ids(.action), from: .decision)
    }
  }

  package var type: FactType { declaration.type }

  /// True for those that exist only once a decision is made; only alert rules have them.
  package var isOfTheDecision: Bool {
    if case .decision = declaration.source { return true }
    return false
  }
}
