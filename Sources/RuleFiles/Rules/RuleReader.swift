import Diagnostics
import Rules
import Time
import YAML

/// Reads rules.
struct RuleReader: NodeReader {
  let context: ReadingContext

  func read(_ declaration: Declaration, order: Int) -> Rule? {
    guard !declaration.body.isNull else {
      noVerb(declaration)
      return nil
    }
    guard let mapping = mapping(declaration.body, declaration.id, help: "write {when: …, recommend: …}")
    else {
      return nil
    }
    let verb = verb(of: mapping, declaration)
    let place = ConditionPlace(name: "when", allowsDecision: verb == .alert)
    var title: Localized<String>?
    var when: Condition?
    var unless: Condition?
    var because: Localized<Template>?
    var tags: [String] = []
    var owner: String?
    var isEnabled = true
    var from: (Instant, SourceSpan)?
    var until: (Instant, SourceSpan)?
    var effect: Rule.Effect?
    keys(of: mapping, declaration.id, as: RuleKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .title: title = scalars.localized(node, "title")
      case .when: when = conditions.read(node, place)
      case .unless:
        unless = conditions.read(node, ConditionPlace(name: "unless", allowsDecision: place.allowsDecision))
      case .because: because = templates.read(node, "because", allowsDecision: place.allowsDecision)
      case .tags: tags = scalars.strings(node, "tags")
      case .owner: owner = scalars.string(node, "owner")
      case .enabled: isEnabled = scalars.bool(node, "enabled") ?? isEnabled
      case .from: from = scalars.instant(node, "from").map { ($0, node.span) }
      case .until: until = scalars.instant(node, "until").map { ($0, node.span) }
      case .accept: AcceptanceReader(context: context).read(node, at: .rule(id: declaration.id))
      case .verb(let verb): effect = self.effect(verb, node)
      }
    }
    let available = scalars.availability(from: from, until: until)
    guard let effect else { return nil }
    if let shared = declaration.shared { when = Condition(terms: shared.terms + (when?.terms ?? [])) }
    return Rule(
      id: declaration.id, title: title, when: when, unless: unless, effect: effect, because: because,
      tags: tags,
      owner: owner, isEnabled: isEnabled, available: available, order: order,
      location: location(declaration.span))
  }

  /// What a rule does.
  private func effect(_ verb: Rule.Verb, _ node: Node) -> Rule.Effect? {
    switch verb {
    case .detect: DetectionReader(context: context).read(node).map { .detect($0) }
    case .place: PlacementReader(context: context).read(node).map { .place($0) }
    case .recommend: RecommendationReader(context: context).read(node).map { .recommend($0) }
    case .suppress: SuppressionReader(context: context).read(node).map { .suppress($0) }
    case .alert: AlertReader(context: context).read(node).map { .alert($0) }
    }
  }

  /// The one verb of a rule; nil, with an error, where there is none.
  private func verb(of mapping: Mapping, _ declaration: Declaration) -> Rule.Verb? {
    var found: (verb: Rule.Verb, span: SourceSpan)?
    for entry in mapping.entries {
      guard let verb = Rule.Verb(rawValue: entry.key.text) else { continue }
      guard let first = found else {
        found = (verb, entry.keySpan)
        continue
      }
      error(
        .severalVerbs, "'\(declaration.id)' has two verbs, '\(first.verb.rawValue)' and '\(verb.rawValue)'",
        at: entry.keySpan, help: "make it two rules",
        notes: [Diagnostic.Note("the first verb", at: location(first.span))])
    }
    if found == nil, !mapping.entries.contains(where: { $0.value.hasVerb }), !mapping.hasWordForVerb {
      noVerb(declaration)
    }
    return found?.verb
  }

  private func noVerb(_ declaration: Declaration) {
    if declaration.isCut { return }
    error(
      .noVerb, "the rule '\(declaration.id)' does nothing", at: declaration.span,
      help: "add one of \(listed(Rule.Verb.allCases.map(\.rawValue)))")
  }
}

extension Node {
  /// Whether a verb stands in a mapping: one that is indented too far.
  fileprivate var hasVerb: Bool {
    guard case .mapping(let mapping) = content else { return false }
    return mapping.entries.contains { Rule.Verb(rawValue: $0.key.text) != nil }
  }
}

extension Mapping {
  /// Whether a key is probably meant for a verb; it has an error of its own.
  fileprivate var hasWordForVerb: Bool {
    entries.contains { entry in
      let key = entry.key.text
      guard RuleKey(rawValue: key) == nil else { return false }
      return ForeignWords.wordsForRecommend.split(separator: " ").contains { $0 == key.lowercased() }
        || nearest(to: key, among: Rule.Verb.allCases.map(\.rawValue)) != nil
    }
  }
}

extension DiagnosticID {
  static let noVerb = DiagnosticID(
    "no-verb",
    page: """
      A rule says when, but not what: every rule has exactly one of \(verbs). Often the key is there but misspelt, or indented too far, so that it belongs \
      to 'when'.
      """)

  static let severalVerbs = DiagnosticID(
    "several-verbs",
    page: """
      A rule has more than one of \(verbs). These run at \
      different times of a decision, so that each needs a rule of its own. Make it two rules with the same \
      'when'. Several actions, on the other hand, fit into one rule: 'recommend: [first, second]'.
      """)

  /// In quotes, the last one after "and".
  private static let verbs: String = {
    let words = Rule.Verb.allCases.map(\.rawValue)
    return "\(listed(words.dropLast())) and \(listed(words.suffix(1)))"
  }()
}
