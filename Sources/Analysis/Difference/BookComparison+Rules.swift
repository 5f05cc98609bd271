import Rules

extension BookComparison {
  /// All rules of both books that add to an output of a rule which is not the same text in both.
  func comparedRules() -> [ComparedRule] {
    let byID = Dictionary(new.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var pairs = old.rules.map { ComparedRule(id: $0.id, old: $0, new: byID[$0.id]) }
    let oldIDs = Set(old.rules.map(\.id))
    pairs += new.rules.filter { !oldIDs.contains($0.id) }.map { ComparedRule(id: $0.id, old: nil, new: $0) }
    let oldText = ConditionText(book: old, common: common)
    let newText = ConditionText(book: new, common: common)
    var touched: Set<Output> = []
    for index in pairs.indices {
      let isSuppressing =
        pairs[index].old?.effect.isSuppressing ?? pairs[index].new?.effect.isSuppressing ?? false
      if let rule = pairs[index].old, rule.isEnabled {
        pairs[index].oldContributions = old.contributions(of: rule, common)
      }
      if let rule = pairs[index].new, rule.isEnabled {
        pairs[index].newContributions = new.contributions(of: rule, common)
      }
      // What a suppression is about depends on the actions as well.
      if isSameVocabulary,
        pairs[index].old.map({ oldText.text(of: $0) }) == pairs[index].new.map({ newText.text(of: $0) }),
        !isSuppressing || pairs[index].oldContributions == pairs[index].newContributions
      {
        continue
      }
      touched.formUnion((pairs[index].oldContributions + pairs[index].newContributions).map(\.output))
    }
    touched.formUnion(reorderedPlacements(pairs))
    return pairs.filter { pair in
      (pair.oldContributions + pair.newContributions).contains { touched.contains($0.output) }
    }.map { pair in
      var pair = pair
      pair.oldContributions.removeAll { !touched.contains($0.output) }
      pair.newContributions.removeAll { !touched.contains($0.output) }
      return pair
    }
  }

  /// Placements of equal confidence are settled by the order of the book.
  func reorderedPlacements(_ pairs: [ComparedRule]) -> [Output] {
    [Output.stage, .persona].filter { output in
      func ids(_ rules: [(id: String, rule: Rule?, contributions: [Contribution])]) -> [String] {
        rules.filter { $0.contributions.contains { $0.output == output } }
          .sorted { ($0.rule?.order ?? 0) < ($1.rule?.order ?? 0) }.map(\.id)
      }
      return ids(pairs.map { ($0.id, $0.old, $0.oldContributions) })
        != ids(pairs.map { ($0.id, $0.new, $0.newContributions) })
    }
  }

  func changedEligibility() -> [String] {
    let byID = Dictionary(new.actions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return old.actions.filter { action in
      guard let other = byID[action.id] else { return false }
      let texts = (
        action.eligible.map { ConditionText(book: old, common: common).text(of: $0) },
        other.eligible.map { ConditionText(book: new, common: common).text(of: $0) }
      )
      return texts.0 != texts.1 || (!isSameVocabulary && texts.0 != nil)
    }.map(\.id)
  }

  /// Some rules that recommend actions, by the actions' ids: enough to show what is held back from whom.
  func recommendingRules(of actions: [String]) -> [String: [Rule]] {
    var wanted = Set(actions.withoutRepeats.prefix(40))
    guard !wanted.isEmpty else { return [:] }
    var found: [String: [Rule]] = [:]
    for rule in old.rules where rule.isEnabled {
      guard case .recommend(let list) = rule.effect, rule.effect.expressions.isEmpty else { continue }
      for action in list.map({ old.actions[$0.action].id }) where wanted.contains(action) {
        found[action, default: []].append(rule)
        if found[action, default: []].count >= 5 { wanted.remove(action) }
      }
    }
    return found
  }
}
