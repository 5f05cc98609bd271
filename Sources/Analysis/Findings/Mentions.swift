import Rules

/// What the rules, gates and policies of a book name, by id or path. What a rule says that is switched off counts as well:
/// it may be switched on again.
struct Mentions {
  private var parts: Set<BookPlaces.Part> = []
  /// Texts of expressions: an id among them is named, whatever it is the id of.
  private var texts: Set<String> = []
  /// Whether an expression looks at all pain points or triggers.
  private(set) var looksAtAllSignals = false
  private let book: RuleBook

  init(_ book: RuleBook) {
    self.book = book
    for condition in book.conditions { add(condition) }
    for template in book.templates { add(template) }
    for rule in book.rules { add(rule.effect) }
    for expression in book.expressionsOfRulesAndActions { add(expression) }
    for action in book.policies.fallback { add(.action, action) }
  }

  /// Whether a word or an attribute is named.
  func contains(_ part: BookPlaces.Part) -> Bool {
    if case .item(_, let id) = part, texts.contains(id) { return true }
    return parts.contains(part)
  }

  private mutating func add(_ kind: IDKind, _ index: Int) {
    parts.insert(.item(kind, id: book.names[kind].ids[index]))
  }

  private mutating func add(_ fact: Fact) {
    if case .attribute(let index) = fact { parts.insert(.attribute(book.attributes[index].path)) }
  }

  private mutating func add(_ template: Template) {
    for case .fact(let fact) in template.parts { add(fact) }
  }

  private mutating func add(_ expression: CheckedExpression) {
    texts.formUnion(expression.uses.texts)
    for fact in expression.uses.facts.union(expression.uses.tested) { add(fact) }
    for signal in expression.uses.signals { add(signal) }
    if !expression.uses.unnamed.isEmpty { looksAtAllSignals = true }
  }

  private mutating func add(_ signal: DetectionSignal) {
    switch signal {
    case .painPoint(let index): add(.painPoint, index)
    case .trigger(let index): add(.trigger, index)
    }
  }

  private mutating func add(_ effect: Rule.Effect) {
    switch effect {
    case .place(.stage(let index, _)): add(.stage, index)
    case .place(.persona(let index, _)): add(.persona, index)
    case .recommend(let list): for one in list { add(.action, one.action) }
    // What is detected is named only by those that ask for it.
    case .detect, .suppress, .alert: break
    }
  }

  private mutating func add(_ condition: Condition) {
    condition.forEachTerm { term in
      switch term.test {
      case .fact(let fact, let comparisons):
        add(fact)
        if case .ids(let kind) = book.names.domain(of: fact) {
          for text in comparisons.flatMap(\.texts) { parts.insert(.item(kind, id: text)) }
        }
      case .painPoints(let presence): for index in presence.named { add(.painPoint, index) }
      case .triggers(let presence): for index in presence.named { add(.trigger, index) }
      case .touchpoints(let count):
        for index in count.types ?? [] { add(.touchpoint, index) }
      case .buyingGroup(let count):
        for index in count.personas ?? [] { add(.persona, index) }
        for index in count.stages ?? [] { add(.stage, index) }
      case .contacts, .anyOf, .allOf, .noneOf, .expression: break
      }
    }
  }
}
