package import Rules

/// What the files of a book declare for others to refer to, as far as they could be read.
package struct BookWords: Sendable {
  package let names: BookNames
  /// False where an attribute may be declared although it is not among the facts.
  package let hasAllAttributes: Bool
  private let expressions: ExpressionLanguage?
  private let actions: [Action]
  /// The rules that alert, by id.
  package let alertRules: [String]
  /// In which labels and titles are shown.
  private let language: String

  init(_ symbols: Symbols, _ actions: [Action], _ rules: [Rule], _ policies: Policies) {
    names = symbols.names
    hasAllAttributes = symbols.hasAllAttributes
    expressions = symbols.expressions
    self.actions = actions
    alertRules = rules.filter { $0.effect.verb == .alert }.map(\.id)
    language = policies.language
  }

  /// A rule book that has these names and does nothing; nil where the names have no expressions.
  package var bookOfNames: RuleBook? {
    expressions.map {
      RuleBook(
        revision: "", names: names, actions: [], rules: [], detectionLayers: [], policies: Policies(),
        expressions: $0)
    }
  }

  /// A text in the language of the book, else in English, else in the first that there is.
  private func text(_ text: Localized<String>?) -> String? {
    guard let versions = text?.versions else { return nil }
    let own = versions.first { $0.language == language } ?? versions.first { $0.language == "en" }
    return (own ?? versions.first)?.text
  }

  /// What there is to say of each id of a kind, in a few words.
  func descriptions(of kind: IDKind) -> [String: String] {
    let vocabulary = names.vocabulary
    let entries: [(id: String, words: [String?])] =
      switch kind {
      case .market: vocabulary.markets.items.map { ($0.id, [text($0.label)]) }
      case .stage:
        vocabulary.stages.items.map { ($0.id, [text($0.label), "\($0.phase.rawValue) the purchase"]) }
      case .exit:
        vocabulary.exits.items.map { ($0.id, [text($0.label), $0.isLost ? "the customer is lost" : nil]) }
      case .persona:
        vocabulary.personas.items.map { persona in
          (
            persona.id,
            [text(persona.label), persona.role?.rawValue, persona.market.map { names[.market].ids[$0] }]
          )
        }
      case .painPoint:
        vocabulary.painPoints.items.map { ($0.id, [text($0.label), "severity \($0.severity)"]) }
      case .trigger: vocabulary.triggers.items.map { ($0.id, [text($0.label)]) }
      case .touchpoint: vocabulary.touchpoints.items.map { ($0.id, [text($0.label), $0.medium?.rawValue]) }
      case .channel:
        vocabulary.channels.items.map { ($0.id, [text($0.label), "consent: \($0.consent.rawValue)"]) }
      case .action: actions.map { ($0.id, words(of: $0)) }
      case .kind: sorts(of: kind) { $0.kind }
      case .group: sorts(of: kind) { $0.group }
      }
    let texts = entries.map { ($0.id, $0.words.compactMap(\.self).joined(separator: "; ")) }
    return Dictionary(texts, uniquingKeysWith: { first, _ in first })
  }

  private func words(of action: Action) -> [String?] {
    let kinds = names[.kind].ids
    let channels = action.channels.map { names[.channel].ids[$0] }.joined(separator: ", ")
    return [
      text(action.title), kinds.indices.contains(action.kind) ? "kind: \(kinds[action.kind])" : nil,
      channels.isEmpty ? nil : "channels: \(channels)",
    ]
  }

  /// The kinds or groups of actions, each with the first actions that have it.
  private func sorts(of kind: IDKind, _ sort: (Action) -> Int?) -> [(id: String, words: [String?])] {
    let ids = names[kind].ids
    var actionsBySort: [Int: [String]] = [:]
    for action in actions {
      if let sort = sort(action) { actionsBySort[sort, default: []].append(action.id) }
    }
    return ids.enumerated().map { index, id in
      let actions = actionsBySort[index] ?? []
      let more = actions.count > 6 ? " and \(actions.count - 6) more" : ""
      return (id, actions.isEmpty ? [] : ["actions: \(actions.prefix(6).joined(separator: ", "))\(more)"])
    }
  }
}
