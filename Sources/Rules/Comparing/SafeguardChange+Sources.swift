import Diagnostics

/// What rules find out of states, and by what safeguards hold back.
extension SafeguardChange {
  /// What the safeguards of before hold back by, as far as they are still there.
  var reliance: Reliance {
    let rules = Dictionary(new.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var holders: [(Reliance.Holder, Condition, Reliance.Direction)] = []
    for rule in old.rules where rule.isEnabled {
      guard let now = rules[rule.id], now.isEnabled, now.effect.verb == rule.effect.verb else { continue }
      switch rule.effect {
      case .suppress:
        if let when = rule.when { holders.append((.rule(rule.id), when, .less)) }
        if let unless = rule.unless { holders.append((.rule(rule.id), unless, .more)) }
      case .recommend:
        if let unless = rule.unless { holders.append((.unless(ofRule: rule.id), unless, .less)) }
      case .detect, .place, .alert: break
      }
    }
    for action in old.actions {
      guard let eligible = action.eligible, newActions[action.id]?.eligible != nil else { continue }
      holders.append((.eligible(ofAction: action.id), eligible, .more))
    }
    return Reliance(old, holders)
  }

  /// Rules that detect or place, and do it otherwise, where nothing but rules changed.
  var findingOfRulesAlone: [WeakenedSafeguard] {
    let known = Set(old.rules.lazy.filter(\.findsOut).map(\.id))
    let isAsBefore =
      !rules.contains { $0.before.findsOut || $0.now?.findsOut == true }
      && new.rules.allSatisfy { !$0.findsOut || known.contains($0.id) }
    return isAsBefore ? [] : finding(reliance)
  }

  /// Rules that detect or place, and do it otherwise.
  func finding(_ reliance: Reliance) -> [WeakenedSafeguard] {
    let (before, after) = (reliance.finders, Finder.all(in: new))
    var found: [Finding: [Reliance.Holder]] = [:]
    for (need, holders) in reliance.needs {
      guard let now = source(asNow: need.source) else { continue }
      let (was, isNow) = (before[need.source] ?? [], after[now] ?? [])
      // Less where a rule of before has no like now; more where one of now had none before.
      let isLess = need.direction == .less
      let (lookedFor, among) = isLess ? (was, isNow) : (isNow, was)
      for finder in lookedFor {
        let books = isLess ? (old, new) : (new, old)
        // The one of the same id is the likeliest.
        let likeliest = among.filter { $0.rule.id == finder.rule.id } + among
        if likeliest.contains(where: { finds($0, books.1, asMuchAs: finder, books.0, need.level) }) {
          continue
        }
        let key = Finding(rule: finder.rule.id, source: need.source, isLess: isLess)
        found[key, default: []] += holders
      }
    }
    return found.sorted { $0.key.precedes($1.key) }.map { key, holders in
      WeakenedSafeguard(
        "\(key.isLess ? "less" : "more") of \(key.source.id) by \(key.rule)",
        "\(words(of: key, before, after)): \(Self.words(of: holders, hold: key.isLess ? "back by it" : "back without it"))",
        remedy: "`waymark diff` of the files of before and of now shows for whom")
    }
  }

  /// A rule that finds something out otherwise.
  private struct Finding: Hashable {
    let rule: String
    let source: Reliance.Source
    let isLess: Bool

    func precedes(_ other: Finding) -> Bool {
      if rule != other.rule { return bytesPrecede(rule, other.rule) }
      if source != other.source { return bytesPrecede(source.id, other.source.id) }
      return isLess && !other.isLess
    }
  }

  private func source(asNow source: Reliance.Source) -> Reliance.Source? {
    let words = new.vocabulary
    return switch source {
    case .painPoint(let id): words.painPoints.index(named: id).map { .painPoint(words.painPoints[$0].id) }
    case .trigger(let id): words.triggers.index(named: id).map { .trigger(words.triggers[$0].id) }
    case .stage(let id): words.stages.index(named: id).map { .stage(words.stages[$0].id) }
    case .persona(let id): words.personas.index(named: id).map { .persona(words.personas[$0].id) }
    }
  }

  /// Whether a rule surely finds something out wherever another one does.
  private func finds(
    _ finder: Finder, _ book: RuleBook, asMuchAs other: Finder, _ otherBook: RuleBook, _ level: Reliance.Level
  ) -> Bool {
    parts(finder.rule, book, lessThan: other.rule, otherBook).isEmpty
      && Self.isEnough(finder.amount, for: other.amount, level)
  }

  /// What of a rule lets it hold less often than another one, perhaps.
  private func parts(
    _ rule: Rule, _ book: RuleBook, lessThan other: Rule, _ otherBook: RuleBook
  ) -> [String] {
    var parts: [String] = []
    if !implies(other.when, of: otherBook, rule.when, of: book) { parts.append("'when'") }
    if !implies(rule.unless, of: book, other.unless, of: otherBook, isNever: true) {
      parts.append("'unless'")
    }
    if isShorter(rule.available, than: other.available) { parts.append("the time in which it holds") }
    return parts
  }

  private static func isEnough(_ amount: Amount?, for other: Amount?, _ level: Reliance.Level) -> Bool {
    guard let amount, let other, level != .whatever else { return true }
    switch (amount, other) {
    case (.literal(let amount), .literal(let other)):
      guard case .from(let least) = level else { return amount >= other }
      return amount >= other || amount >= least || other < least
    case (.literal(let amount), .computed):
      guard case .from(let least) = level else { return amount >= 1 }
      return amount >= least
    case (.computed, .literal(let other)):
      guard case .from(let least) = level else { return other <= 0 }
      return other < least
    case (.computed(let amount), .computed(let other)):
      return amount.withoutLayout == other.withoutLayout
    }
  }

  // MARK: Words

  private func words(
    of finding: Finding, _ before: [Reliance.Source: [Finder]], _ after: [Reliance.Source: [Finder]]
  ) -> String {
    let (id, source) = (finding.rule, finding.source)
    let was = before[source]?.first { $0.rule.id == id }
    let isNow = self.source(asNow: source).flatMap { after[$0] }?.first { $0.rule.id == id }
    switch (was, isNow) {
    case (let was?, let isNow?):
      let (books, rules) =
        finding.isLess
        ? ((new, old), (isNow.rule, was.rule)) : ((old, new), (was.rule, isNow.rule))
      let parts = parts(rules.0, books.0, lessThan: rules.1, books.1)
      if parts.isEmpty, let before = was.amount?.literal, let now = isNow.amount?.literal {
        return
          "the rule '\(id)' \(source.verb) with the \(source.amount) \(Literal.double(now).words) in place of \(Literal.double(before).words)"
      }
      let changed = parts.isEmpty ? "its \(source.amount)" : parts.listed()
      return
        "the rule '\(id)' \(source.verb) otherwise now, and perhaps \(finding.isLess ? "less" : "more") (\(changed) changed)"
    case (_?, nil):
      guard let rule = new.rules.first(where: { $0.id == id }) else {
        return "the rule '\(id)', which \(source.verbBefore), is gone"
      }
      return rule.isEnabled
        ? "the rule '\(id)' does not \(source.verbWithNot) any more"
        : "the rule '\(id)', which \(source.verbBefore), is switched off"
    case (nil, _):
      guard let rule = old.rules.first(where: { $0.id == id }) else {
        return "the rule '\(id)', which \(source.verb), is new"
      }
      return rule.isEnabled
        ? "the rule '\(id)' \(source.verb) now" : "the rule '\(id)', which \(source.verb), is switched on"
    }
  }

  /// Who holds back: three of them, and how many there are besides.
  static func words(of holders: [Reliance.Holder], hold rest: String) -> String {
    "\(names(of: holders)) \(Set(holders).count == 1 ? "holds" : "hold") \(rest)"
  }

  static func names(of holders: [Reliance.Holder]) -> String {
    let names = Set(holders).sorted { $0.precedes($1) }.map(\.words)
    return (names.count > 3 ? names.prefix(3) + ["\(names.count - 3) more"] : names).listed()
  }
}

extension Rule {
  /// Whether it finds something out of states for other rules.
  fileprivate var findsOut: Bool {
    switch effect {
    case .detect, .place: true
    case .recommend, .suppress, .alert: false
    }
  }
}

extension Reliance.Source {
  var id: String {
    switch self {
    case .painPoint(let id), .trigger(let id), .stage(let id), .persona(let id): id
    }
  }

  fileprivate var isPlace: Bool {
    switch self {
    case .painPoint, .trigger: false
    case .stage, .persona: true
    }
  }

  fileprivate var verb: String { isPlace ? "places at '\(id)'" : "detects '\(id)'" }
  fileprivate var verbBefore: String { isPlace ? "placed at '\(id)'" : "detected '\(id)'" }
  fileprivate var verbWithNot: String { isPlace ? "place at '\(id)'" : "detect '\(id)'" }
  fileprivate var amount: String { isPlace ? "confidence" : "severity" }
}
