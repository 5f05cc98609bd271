import Rules

/// What a rule that matches adds to one output.
struct Contribution: Hashable {
  let output: Output
  let entry: Proposals.Entry
}

extension RuleBook {
  /// All that a rule of this book adds, where it matches. What holds back an action that another book lacks is no
  /// difference.
  func contributions(of rule: Rule, _ common: CommonWords) -> [Contribution] {
    func score(_ amount: Amount) -> Score {
      switch amount {
      case .literal(let value): .number(value)
      case .computed(let expression): .computed(common.signature(of: expression, in: self))
      }
    }
    let plain = Proposals.Entry(score: .number(1), name: nil, order: .id(""))
    switch rule.effect {
    case .recommend(let recommendations):
      return recommendations.map {
        Contribution(
          output: .candidate(action: actions[$0.action].id),
          entry: .init(
            score: score($0.score), name: $0.channel.map { vocabulary.channels[$0].id }, order: .id(rule.id)))
      }
    case .detect(let detections):
      return detections.map { detection in
        switch detection {
        case .painPoint(let item, let severity):
          Contribution(
            output: .painPoint(vocabulary.painPoints[item].id),
            entry: .init(score: score(severity), name: nil, order: .id("")))
        case .trigger(let item):
          Contribution(output: .trigger(vocabulary.triggers[item].id), entry: plain)
        }
      }
    case .place(.stage(let item, let confidence)):
      let entry = Proposals.Entry(
        score: score(confidence), name: vocabulary.stages[item].id, order: .fromEnd(-rule.order))
      return [Contribution(output: .stage, entry: entry)]
    case .place(.persona(let item, let confidence)):
      let entry = Proposals.Entry(
        score: score(confidence), name: vocabulary.personas[item].id, order: .fromEnd(-rule.order))
      return [Contribution(output: .persona, entry: entry)]
    case .suppress(let suppression):
      return actions.filter { common.actions.contains($0.id) }.flatMap { action in
        targets(of: suppression, action).map { Contribution(output: $0, entry: plain) }
      }
    case .alert: return [Contribution(output: .alert(rule: rule.id), entry: plain)]
    }
  }

  /// What a suppression holds an action back from: from everything, or from channels.
  private func targets(of suppression: Suppression, _ action: Action) -> [Output] {
    let index = names[.action].index(of: action.id) ?? -1
    func holds(_ channel: Int?) -> Bool {
      (suppression.selector?.selects(action, index, on: channel) ?? true)
        && !(suppression.except?.selects(action, index, on: channel) ?? false)
    }
    if suppression.namesChannel, !action.channels.isEmpty {
      return action.channels.filter { holds($0) }.map {
        .suppression(action: action.id, channel: vocabulary.channels[$0].id)
      }
    }
    return holds(nil) ? [.suppression(action: action.id, channel: nil)] : []
  }
}
