import Rules

extension Decision {
  /// The decision with the template in the place of each of its texts that names the journey or its account.
  package func withoutNames(_ plan: DecisionPlan) -> Decision {
    withoutTexts(naming: [.builtIn(.journey), .attribute(plan.wellKnown.accountID)], plan: plan)
  }

  /// The decision with the text of the template in the place of each of its texts that names one of some facts.
  private func withoutTexts(naming facts: Set<Fact>, plan: DecisionPlan) -> Decision {
    var decision = self
    func template(ofRule index: Int32) -> Template? {
      plan.book.rules[Int(index)].because?.text(in: languages)
    }
    for index in decision.recommendations.indices where decision.recommendations[index].because != nil {
      let rule = decision.recommendations[index].rules.first {
        plan.book.rules[Int($0)].because != nil
      }
      guard let template = rule.flatMap(template), template.names(anyOf: facts) else { continue }
      decision.recommendations[index].because = template.text(in: plan.book)
    }
    for rule in decision.suppressionTexts.keys {
      guard let template = template(ofRule: rule), template.names(anyOf: facts) else { continue }
      decision.suppressionTexts[rule] = template.text(in: plan.book)
    }
    for index in decision.alerts.indices {
      let rule = plan.book.rules[Int(decision.alerts[index].rule)]
      guard case .alert(let alert) = rule.effect else { continue }
      let template = alert.summary.text(in: languages)
      if template.names(anyOf: facts) { decision.alerts[index].summary = template.text(in: plan.book) }
    }
    return decision
  }
}

extension Template {
  fileprivate func names(anyOf facts: Set<Fact>) -> Bool {
    parts.contains { if case .fact(let fact) = $0 { facts.contains(fact) } else { false } }
  }

  /// As it stands in the rule file: `{journey} waits`.
  fileprivate func text(in book: RuleBook) -> String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .fact(.builtIn(let fact)): "{\(fact.rawValue)}"
      case .fact(.attribute(let index)): "{\(book.attributes[index].path)}"
      }
    }.joined()
  }
}
