import Rules

/// What of a state the rules and actions of a book ask for, found in one walk through all that they say.
struct FactUses {
  /// By index of an attribute: whether a state must keep its text, as a template or an expression names it or it is one
  /// of some others.
  private(set) var keepsText: [Bool]
  /// By index of an attribute: whether a condition, an expression or a template asks for it, or it is one of some others.
  private(set) var readsAttribute: [Bool]
  /// Whether any condition asks for the id of the journey.
  private(set) var comparesJourney = false
  /// Whether any expression asks for the buying group.
  private(set) var expressionsAskForGroups = false
  private let variables: [ExpressionVariable]

  init(_ book: RuleBook, beside others: [Int]) {
    variables = book.expressions.variables
    readsAttribute = Array(repeating: false, count: book.attributes.count)
    keepsText = readsAttribute
    for index in others where keepsText.indices.contains(index) { keepText(of: .attribute(index)) }
    for rule in book.rules {
      look(at: rule.when)
      look(at: rule.unless)
      look(at: rule.because)
      look(at: rule.effect)
    }
    for action in book.actions { look(at: action.eligible) }
  }

  private mutating func look(at condition: Condition?) {
    guard let condition else { return }
    for term in condition.terms {
      switch term.test {
      case .fact(.attribute(let index), _): readsAttribute[index] = true
      case .fact(.builtIn(let fact), _): if fact == .journey { comparesJourney = true }
      case .expression(let expression): look(at: expression)
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { look(at: condition) }
      case .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup: break
      }
    }
  }

  private mutating func look(at effect: Rule.Effect) {
    switch effect {
    case .detect(let detections):
      for detection in detections { look(at: detection.severity?.expression) }
    case .place(let placement): look(at: placement.confidence.expression)
    case .recommend(let recommendations):
      for recommendation in recommendations { look(at: recommendation.score.expression) }
    case .suppress: break
    case .alert(let alert): look(at: alert.summary)
    }
  }

  private mutating func look(at text: Localized<Template>?) {
    guard let text else { return }
    for version in text.versions {
      for case .fact(let fact) in version.text.parts { keepText(of: fact) }
    }
  }

  private mutating func look(at expression: CheckedExpression?) {
    guard let expression else { return }
    for slot in expression.slots {
      switch variables[slot] {
      case .fact(let fact): keepText(of: fact)
      case .buyingGroup: expressionsAskForGroups = true
      case .painPoints, .triggers, .touchpoints, .contacts, .consent, .now: break
      }
    }
  }

  private mutating func keepText(of fact: Fact) {
    guard case .attribute(let index) = fact else { return }
    keepsText[index] = true
    readsAttribute[index] = true
  }
}
