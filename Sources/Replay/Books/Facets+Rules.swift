import Decisions
import Rules
import Time

extension Rule {
  /// All that it says and that can matter for a decision.
  func facets(in book: RuleBook) -> [Facet] {
    var facets = isEnabled ? [] : [Facet("enabled", "false")]
    facets += available.facets()
    facets += when?.facets("when", book) ?? []
    facets += unless?.facets("unless", book) ?? []
    facets += effect.facets(in: book)
    if let because { facets.append(Facet("because", because.text(in: book))) }
    return facets
  }
}

extension Rule.Effect {
  fileprivate func facets(in book: RuleBook) -> [Facet] {
    switch self {
    case .recommend(let list):
      let isOne = list.count == 1
      return [Facet("recommend", list.map { book.actions[$0.action].id }.joined(separator: ", "))]
        + list.flatMap { recommendation in
          let suffix = isOne ? "" : " of \(book.actions[recommendation.action].id)"
          let channel = recommendation.channel.map { book.vocabulary.channels[$0].id }
          return [
            Facet("score\(suffix)", recommendation.score.text), Facet("channel\(suffix)", ifPresent: channel),
          ].compactMap(\.self)
        }
    case .suppress(let suppression):
      return [
        Facet("suppress", suppression.selector?.text(in: book) ?? "all"),
        Facet("except", ifPresent: suppression.except?.text(in: book)),
      ].compactMap(\.self)
    case .detect(let list): return [Facet("detect", list.map { $0.text(in: book) }.joined(separator: ", "))]
    case .place(let placement): return [Facet("place", placement.text(in: book))]
    case .alert(let alert):
      return [Facet("severity", alert.severity.rawValue), Facet("summary", alert.summary.text(in: book))]
    }
  }
}

extension Detection {
  fileprivate func text(in book: RuleBook) -> String {
    switch self {
    case .painPoint(let item, let severity): "\(book.vocabulary.painPoints[item].id) \(severity.text)"
    case .trigger(let item): book.vocabulary.triggers[item].id
    }
  }
}

extension Placement {
  fileprivate func text(in book: RuleBook) -> String {
    switch self {
    case .stage(let item, let confidence): "stage \(book.vocabulary.stages[item].id) \(confidence.text)"
    case .persona(let item, let confidence): "persona \(book.vocabulary.personas[item].id) \(confidence.text)"
    }
  }
}

extension Action {
  /// All that it says and that can matter for a decision.
  func facets(in book: RuleBook) -> [Facet] {
    let names = channels.map { book.vocabulary.channels[$0].id }
    var facets: [Facet] = [
      Facet("kind", book.kinds[kind]), Facet("group", ifPresent: group.map { book.groups[$0] }),
      Facet("title", ifPresent: title?.texts), Facet("channels", "[\(names.joined(separator: ", "))]"),
      Facet("payload", ifPresent: payload.map { String(decoding: $0.bytes, as: UTF8.self) }),
      Facet("weight", weight.asInRuleFile), Facet("cooldown", ifPresent: cooldown?.inDays),
    ].compactMap(\.self)
    for (channel, treatment) in treatments.sorted(by: { $0.key < $1.key }) {
      facets.append(
        Facet(
          "treatments.\(book.vocabulary.channels[channel].id)",
          String(decoding: treatment.bytes, as: UTF8.self)))
    }
    facets += available.facets("available.") + (eligible?.facets("eligible", book) ?? [])
    if isExemptFromCaps { facets.append(Facet("caps.exempt", "true")) }
    if !countsTowardCaps { facets.append(Facet("caps.counts", "false")) }
    return facets
  }
}
