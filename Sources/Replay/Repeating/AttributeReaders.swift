import Rules

/// Who in a rule book asks for an attribute.
struct AttributeReaders {
  private let book: RuleBook
  /// Whether those count that only ask if there is a value.
  private let countsExistence: Bool

  init(_ book: RuleBook, countsExistence: Bool = false) {
    self.book = book
    self.countsExistence = countsExistence
  }

  /// The ids of rules, then of actions, each by id.
  func names(of attribute: Int) -> [String] {
    let rules = self.rules(reading: [.attribute(attribute)]).map { "rule '\(book.rules[$0].id)'" }
    let actions = book.actions.filter { action in
      action.eligible.map { asks($0, for: [.attribute(attribute)]) } ?? false
    }
    return rules + actions.map { "action '\($0.id)'" }
  }

  /// The rules that are enabled and ask for one of some facts, by index.
  func rules(reading facts: Set<Fact>) -> [Int] {
    book.rules.indices.filter { index in
      let rule = book.rules[index]
      guard rule.isEnabled else { return false }
      return [rule.when, rule.unless].contains { $0.map { asks($0, for: facts) } ?? false }
        || rule.effect.expressions.contains { reads($0, facts) }
    }
  }

  func asks(_ condition: Condition, for facts: Set<Fact>) -> Bool {
    condition.terms.contains { asks($0, for: facts) }
  }

  func asks(_ term: Condition.Term, for facts: Set<Fact>) -> Bool {
    switch term.test {
    case .fact(let fact, let comparisons):
      facts.contains(fact) && (countsExistence || comparisons.contains { !$0.isExistence })
    case .expression(let expression): reads(expression, facts)
    case .anyOf(let list), .allOf(let list), .noneOf(let list): list.contains { asks($0, for: facts) }
    case .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup: false
    }
  }

  func reads(_ expression: CheckedExpression, _ facts: Set<Fact>) -> Bool {
    !facts.isDisjoint(with: expression.uses.facts)
      || (countsExistence && !facts.isDisjoint(with: expression.uses.tested))
  }
}

extension Comparison {
  /// Whether it only asks if there is a value.
  var isExistence: Bool { if case .exists = self { true } else { false } }
}
