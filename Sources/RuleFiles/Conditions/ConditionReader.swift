import Diagnostics
import Rules
import YAML

/// Reads conditions: what must hold for a rule or an action.
struct ConditionReader: NodeReader {
  let context: ReadingContext

  /// A condition: a mapping of which every key must hold.
  func read(_ node: Node, _ place: ConditionPlace) -> Condition? {
    guard let mapping = mapping(node, place.name, help: help(node))
    else { return nil }
    if mapping.entries.isEmpty && place.name != "unless" {
      note(
        .emptyCondition, "an empty condition always holds", at: node.span,
        help: "write what has to hold, or remove '\(place.name)'")
    }
    var terms: [Condition.Term] = []
    terms.reserveCapacity(mapping.entries.count)
    for (index, entry) in mapping.entries.enumerated() {
      if index > 0, entry.value.isNull, symbols.names.fact(named: entry.key.text) == nil,
        ConditionKey(rawValue: entry.key.text) == nil, reportsRest(index, in: mapping)
      {
        continue
      }
      guard let test = test(entry, place) else { continue }
      terms.append(Condition.Term(key: entry.key.text, span: entry.keySpan, test: test))
    }
    return Condition(terms: terms)
  }

  /// What to write where a condition is no mapping.
  private func help(_ node: Node) -> String {
    guard case .scalar(let scalar) = node.content, scalar.value == .string else {
      return node.isSequence ? helpForList(node) : "write {stage: decision}, say"
    }
    let keys: [(IDKind, String)] = [
      (.stage, "stage"), (.persona, "persona"), (.market, "market"), (.painPoint, "pain_points"),
      (.trigger, "triggers"),
      (.touchpoint, "touchpoints"),
    ]
    if let key = keys.first(where: { symbols[$0.0].index(of: scalar.text) != nil })?.1 {
      return "write {\(key): \(scalar.text)}"
    }
    if let comparison = ConditionKey.comparison(scalar.text),
      symbols.names.fact(named: comparison.fact) != nil,
      !comparison.text.contains(where: { "&|()<>=".contains($0) }), !comparison.text.contains(" ")
    {
      return "write {\(comparison.fact): \(comparison.written)}"
    }
    let isExpression = scalar.text.contains { "=<>!&|(".contains($0) }
    return isExpression ? "write {if: \(scalar.text.inQuotes)}" : "write {stage: decision}, say"
  }

  private func helpForList(_ node: Node) -> String {
    guard case .sequence(let items) = node.content else { return "" }
    let isFlow =
      context.lines[Int(node.span.line)]?.unicodeScalars.dropFirst(Int(node.span.column) - 1).first == "["
    let keys = isFlow ? "write braces in place of the brackets" : "write its keys without '- '"
    let areConditions = items.allSatisfy { if case .mapping = $0.content { true } else { false } }
    guard areConditions else { return "write keys with values: {stage: decision}, say" }
    guard items.count > 1 else { return keys }
    return "if all of it must hold, \(keys); if one is enough, put the list under 'any_of'"
  }

  private func test(_ entry: Mapping.Entry, _ place: ConditionPlace) -> Condition.Test? {
    if entry.value.isNull, symbols.names.fact(named: entry.key.text) != nil {
      error(
        .missingValue, "'\(entry.key.text)' has no value", at: entry.keySpan,
        help: "write a value; to ask whether it is known, {exists: false}")
      return nil
    }
    guard hasValue(entry) else { return nil }
    if let fact = symbols.names.fact(named: entry.key.text) {
      if case .builtIn(let builtIn) = fact, builtIn.isOfTheDecision, !place.allowsDecision {
        diagnostics.report(.decisionFact(builtIn.rawValue, at: location(entry.keySpan)))
        return nil
      }
      return comparisons.read(entry.value, with: fact).map { .fact(fact, $0) }
    }
    guard let key = ConditionKey(rawValue: entry.key.text) else {
      unknownTest(entry, place)
      return nil
    }
    let node = entry.value
    switch key {
    case .painPoints: return presences.read(node, key, of: .painPoint).map { .painPoints($0) }
    case .triggers: return presences.read(node, key, of: .trigger).map { .triggers($0) }
    case .touchpoints: return counts.touchpoints(node).map { .touchpoints($0) }
    case .contacts: return counts.contacts(node).map { .contacts($0) }
    case .buyingGroup: return counts.buyingGroup(node).map { .buyingGroup($0) }
    case .anyOf: return conditions(node, key, place, at: entry.keySpan).map { .anyOf($0) }
    case .allOf: return conditions(node, key, place, at: entry.keySpan).map { .allOf($0) }
    case .noneOf: return conditions(node, key, place, at: entry.keySpan).map { .noneOf($0) }
    case .expression:
      return expressions.read(node, key.rawValue, giving: .truth, hasDecision: place.allowsDecision)
        .map { .expression($0) }
    }
  }

  /// The conditions of `any_of`, `all_of` or `none_of`.
  private func conditions(
    _ node: Node, _ key: ConditionKey, _ place: ConditionPlace, at span: SourceSpan
  ) -> [Condition]? {
    let inner = place.nested(in: key)
    guard inner.depth <= 4 else {
      error(
        .nestedTooDeep, "'\(key.rawValue)' is nested more than four deep", at: span,
        help: "split the rule in two, or put some of the keys side by side")
      return nil
    }
    guard let nodes = list(node, key.rawValue, help: "write a list of conditions: [{stage: decision}, …]")
    else {
      return nil
    }
    return nodes.compactMap { read($0, inner) }
  }

  private func unknownTest(_ entry: Mapping.Entry, _ place: ConditionPlace) {
    let key = entry.key.text
    if let rule = RuleKey(rawValue: key), place.name == "when" || place.name == "unless" {
      error(
        .misplacedKey, "'\(key)' is a key of the rule, not of a condition", at: entry.keySpan,
        help: "indent it as far as '\(rule == .when ? "recommend" : place.name)'")
      return
    }
    if BoundKey(rawValue: key) != nil {
      error(
        .unknownFact, "unknown fact '\(key)'", at: entry.keySpan,
        help: "it stands in a count: 'touchpoints: {type: …, \(key): …}', or 'contacts', 'buying_group'")
      return
    }
    if let help = ConditionKey.help(for: key, entry.value) {
      error(.unknownFact, "unknown fact '\(entry.key.shortText)'", at: entry.keySpan, help: help)
      return
    }
    guard symbols.hasAllAttributes else { return }
    if let help = nested(entry) {
      error(.unknownFact, "unknown fact '\(entry.key.shortText)'", at: entry.keySpan, help: help)
      return
    }
    let paths = symbols.names.attributes.map(\.path).filter {
      $0.hasSuffix(".\(key)") || key.hasSuffix(".\($0)")
    }
    let meant = paths.first.map { path in
      paths.count == 1 ? Advice.write(path, for: key) : Advice("write '\(path)'")
    }
    error(
      .unknownFact, "unknown fact '\(entry.key.shortText)'", at: entry.keySpan,
      advice: meant ?? ConditionKey.remedies[key.lowercased()].map {
        .remedy($0, for: key, among: known(place))
      }
        ?? near(key, place)
        ?? Advice("declare it under 'attributes', with its type"))
  }
}

extension NodeReader {
  var conditions: ConditionReader { ConditionReader(context: context) }
}

extension ConditionReader {
  /// What to write for the first part of paths, below which facts are asked for as states have them:
  /// `account: {employees: …}`.
  private func nested(_ entry: Mapping.Entry) -> String? {
    let key = entry.key.text
    let paths = symbols.names.attributes.map(\.path).filter { $0.hasPrefix("\(key).") }
    guard !paths.isEmpty else { return nil }
    if case .mapping(let mapping) = entry.value.content {
      let asked = mapping.entries.map { "\(key).\($0.key.text)" }.filter(paths.contains)
      if !asked.isEmpty {
        return "write the whole path: \(asked.map { "'\($0): …'" }.joined(separator: ", "))"
      }
    }
    return "write the whole path: \(paths.count > 1 ? "one of " : "")\(listed(paths.prefix(8)))"
  }

  /// Advice for a misspelt key. A path with a point in it is one of the others with a point, or of none.
  private func near(_ key: String, _ place: ConditionPlace) -> Advice? {
    guard key.contains(".") else { return diagnostics.suggestion(for: key, among: known(place)) }
    let paths = known(place).filter { $0.contains(".") }
    return nearest(to: key, among: paths) == nil ? nil : diagnostics.suggestion(for: key, among: paths)
  }

  /// All that a condition may ask at a place.
  private func known(_ place: ConditionPlace) -> [String] {
    symbols.names.factNames.filter { place.allowsDecision || !$0.hasPrefix("decision.") }
      + ConditionKey.allCases.map(\.rawValue)
  }
}

extension DiagnosticID {
  static let unknownFact = DiagnosticID(
    "unknown-fact",
    page: """
      A condition asks about something that Waymark does not know. The keys of a condition are the built-in \
      facts ('stage', 'persona', 'sentiment' and so on), \
      \(listed(ConditionKey.allCases.map(\.rawValue))), and the attributes that the rule book \
      declares. If the key is misspelt, correct it; if it is an attribute of your own, declare it: \
      'attributes: {account.employees: int}'.
      """)

  static let emptyCondition = DiagnosticID(
    "empty-condition",
    page: """
      A condition without any key holds for everybody. That may be meant, but more often its contents are \
      missing or not indented far enough. Leave 'when' out where a rule is for everybody.
      """)

  static let nestedTooDeep = DiagnosticID(
    "nested-too-deep",
    page: """
      'any_of', 'all_of' and 'none_of' may be nested four deep, because nobody can read more. Keys that \
      stand side by side must all hold anyway, so that 'all_of' is seldom needed; a rule that says 'one \
      thing or another' can also be two rules.
      """)
}
