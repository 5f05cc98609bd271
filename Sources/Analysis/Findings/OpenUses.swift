import Rules

/// Of which words a book looks at all that there are, without their names: a state that names one of these is decided by it,
/// although no rule names it.
struct OpenUses {
  private(set) var kinds: Set<IDKind> = []
  private let book: RuleBook

  init(_ book: RuleBook) {
    self.book = book
    for condition in book.conditions { add(condition) }
    for template in book.templates { add(template) }
    for expression in book.expressionsOfRulesAndActions { add(expression) }
    if !book.policies.buyingGroup.isEmpty { addBuyingGroup() }
  }

  private mutating func add(_ condition: Condition) {
    condition.forEachTerm { term in
      switch term.test {
      case .fact(.builtIn(.persona), let comparisons) where comparisons.allSatisfy(\.isByName): break
      case .fact(let fact, _): add(fact)
      case .touchpoints(let count): if count.types == nil { kinds.insert(.touchpoint) }
      case .buyingGroup(let count): if count.personas == nil { addBuyingGroup() }
      case .painPoints, .triggers, .contacts, .anyOf, .allOf, .noneOf, .expression: break
      }
    }
  }

  private mutating func add(_ template: Template) {
    for case .fact(let fact) in template.parts { add(fact) }
  }

  private mutating func add(_ expression: CheckedExpression) {
    for slot in expression.slots {
      switch book.expressions.variables[slot] {
      case .fact(let fact): add(fact)
      case .touchpoints: kinds.insert(.touchpoint)
      case .buyingGroup: addBuyingGroup()
      case .painPoints, .triggers, .contacts, .consent, .now: break
      }
    }
  }

  /// Members of any role count, and whatever they do counts as being engaged.
  private mutating func addBuyingGroup() { kinds.formUnion([.persona, .touchpoint]) }

  private mutating func add(_ fact: Fact) {
    guard case .builtIn(let fact) = fact else { return }
    switch fact {
    case .lastTouchpoint, .lastTouchpointAt: kinds.insert(.touchpoint)
    case .persona, .role, .market: kinds.insert(.persona)
    case .journey, .stage, .phase, .language, .sentiment, .stageEntered, .daysInStage, .stalled, .exit,
      .lastContactAt, .decisionOutcome, .decisionActions:
      break
    }
  }
}

extension Comparison {
  /// Whether it holds for those alone that it names.
  fileprivate var isByName: Bool {
    switch self {
    case .equal, .isIn: true
    default: false
    }
  }
}
