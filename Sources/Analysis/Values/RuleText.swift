import Rules
import Time

extension ConditionText {
  /// All of a rule that decides what follows from it for which states: equal only where that is equal, as long as the
  /// vocabularies are.
  func text(of rule: Rule) -> String {
    var parts: [String] = rule.isEnabled ? [] : ["disabled"]
    if let when = rule.when { parts.append("when {\(text(of: when))}") }
    if let unless = rule.unless { parts.append("unless {\(text(of: unless))}") }
    parts.append(text(of: rule.available))
    parts.append(text(of: rule.effect))
    return parts.joined(separator: "; ")
  }

  func text(of available: Availability) -> String {
    "\(available.from.map { "from \($0)" } ?? "")\(available.until.map { " until \($0)" } ?? "")"
  }

  private func text(of effect: Rule.Effect) -> String {
    let words = book.vocabulary
    switch effect {
    case .detect(let detections):
      return "detect "
        + detections.map { detection in
          switch detection {
          case .painPoint(let item, let severity): "\(words.painPoints[item].id) \(text(of: severity))"
          case .trigger(let item): "trigger \(words.triggers[item].id)"
          }
        }.joined(separator: ", ")
    case .place(.stage(let item, let confidence)):
      return "place stage \(words.stages[item].id) \(text(of: confidence))"
    case .place(.persona(let item, let confidence)):
      return "place persona \(words.personas[item].id) \(text(of: confidence))"
    case .recommend(let recommendations):
      return "recommend "
        + recommendations.map {
          "\(book.actions[$0.action].id) \(text(of: $0.score)) \($0.channel.map { words.channels[$0].id } ?? "")"
        }.joined(separator: ", ")
    case .suppress(let suppression):
      return
        "suppress \(suppression.selector.map { text(of: $0) } ?? "all") except \(suppression.except.map { text(of: $0) } ?? "none")"
    case .alert(let alert): return "alert \(alert.severity.rawValue) \(alert.oncePer)"
    }
  }

  private func text(of amount: Amount) -> String {
    switch amount {
    case .literal(let value): "\(value)"
    case .computed(let expression): "(\(text(of: expression)))"
    }
  }

  func text(of selector: ContactSelector) -> String {
    var parts: [String] = []
    func add(_ key: String, _ ids: [String]?) {
      if let ids { parts.append("\(key): [\(ids.joined(separator: ", "))]") }
    }
    add("action", selector.actions?.map { book.actions[$0].id })
    add("kind", selector.kinds?.map { book.kinds[$0] })
    add("group", selector.groups?.map { book.groups[$0] })
    add("channel", selector.channels?.map { book.vocabulary.channels[$0].id })
    return "{\(parts.joined(separator: ", "))}"
  }
}
