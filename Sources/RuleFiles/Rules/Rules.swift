import Diagnostics
import Rules
import Time
import YAML

private enum RuleKey: String, MappingKey {
  case title, when, unless, detect, place, recommend, suppress, alert, because, tags, owner, enabled, from,
    until

  /// True for the five of which every rule has exactly one.
  var isVerb: Bool {
    switch self {
    case .detect, .place, .recommend, .suppress, .alert: true
    case .title, .when, .unless, .because, .tags, .owner, .enabled, .from, .until: false
    }
  }
}

extension Rule {
  /// Reads the rules of a book, by id, each with whether it has no error.
  static func load(_ declarations: Declarations, _ problems: Problems) -> [(rule: Rule, isSound: Bool)] {
    var rules: [(rule: Rule, isSound: Bool)] = []
    rules.reserveCapacity(declarations[.rules].count)
    for (order, declaration) in declarations[.rules].enumerated() {
      let errors = problems.errors
      let rule = declaration.reader.rule(declaration, order: order)
      if let rule, declaration.isFirst { rules.append((rule, problems.errors == errors)) }
    }
    return rules.sorted { bytesPrecede($0.rule.id, $1.rule.id) }
  }
}

extension Reader {
  fileprivate func rule(_ declaration: Declaration, order: Int) -> Rule? {
    guard !declaration.body.isNull else {
      noVerb(declaration)
      return nil
    }
    guard let mapping = mapping(declaration.body, declaration.id, help: "write {when: …, recommend: …}")
    else {
      return nil
    }
    let verb = verb(of: mapping, declaration)
    let place = ConditionPlace(name: "when", allowsDecision: verb?.key == .alert)
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
      case .title: title = localized(node, "title")
      case .when: when = condition(node, place)
      case .unless:
        unless = condition(node, ConditionPlace(name: "unless", allowsDecision: place.allowsDecision))
      case .because: because = template(node, "because", allowsDecision: place.allowsDecision)
      case .tags: tags = strings(node, "tags")
      case .owner: owner = string(node, "owner")
      case .enabled: isEnabled = bool(node, "enabled") ?? isEnabled
      case .from: from = instant(node, "from").map { ($0, node.span) }
      case .until: until = instant(node, "until").map { ($0, node.span) }
      case .detect: effect = detections(node).map { .detect($0) }
      case .place: effect = placement(node).map { .place($0) }
      case .recommend: effect = recommendations(node).map { .recommend($0) }
      case .suppress: effect = suppression(node).map { .suppress($0) }
      case .alert: effect = alert(node, in: declaration).map { .alert($0) }
      }
    }
    let available = availability(from: from, until: until)
    guard let effect else { return nil }
    return Rule(
      id: declaration.id, title: title, when: when, unless: unless, effect: effect, because: because,
      tags: tags,
      owner: owner, isEnabled: isEnabled, available: available, order: order,
      location: location(declaration.span))
  }

  /// The one verb of a rule; nil, with an error, where there is none.
  private func verb(of mapping: Mapping, _ declaration: Declaration) -> (key: RuleKey, span: SourceSpan)? {
    var found: (key: RuleKey, span: SourceSpan)?
    for entry in mapping.entries {
      guard let key = RuleKey(rawValue: entry.key.text), key.isVerb else { continue }
      guard let first = found else {
        found = (key, entry.keySpan)
        continue
      }
      error(
        .severalVerbs, "'\(declaration.id)' has two verbs, '\(first.key.rawValue)' and '\(key.rawValue)'",
        at: entry.keySpan, help: "make it two rules",
        notes: [Diagnostic.Note("the first verb", at: location(first.span))])
    }
    if found == nil { noVerb(declaration) }
    return found
  }

  private func noVerb(_ declaration: Declaration) {
    error(
      .noVerb, "the rule '\(declaration.id)' does nothing", at: declaration.span,
      help: "add one of \(listed(RuleKey.allCases.filter(\.isVerb).map(\.rawValue)))")
  }
}

extension DiagnosticID {
  static let noVerb = DiagnosticID(
    "no-verb",
    page: """
      A rule says when, but not what: every rule has exactly one of 'detect', 'place', 'recommend', \
      'suppress' and 'alert'. Often the key is there but misspelt, or indented too far, so that it belongs \
      to 'when'.
      """)

  static let severalVerbs = DiagnosticID(
    "several-verbs",
    page: """
      A rule has more than one of 'detect', 'place', 'recommend', 'suppress' and 'alert'. These run at \
      different times of a decision, so that each needs a rule of its own. Make it two rules with the same \
      'when'. Several actions, on the other hand, fit into one rule: 'recommend: [first, second]'.
      """)
}
