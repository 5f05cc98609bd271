import JSON
import Rules
import Time

/// What conditions ask for and what they saw, in words for people: ids by their labels in a person's language.
struct Wording {
  let book: RuleBook
  let languages: LanguageChain

  // MARK: What is wanted

  /// Nil where other conditions stand inside, which say it.
  func wanted(by test: Condition.Test) -> String? {
    switch test {
    case .fact(let fact, let comparisons):
      comparisons.map { wanted(by: $0, of: fact) }.joined(separator: " and ")
    case .painPoints(let presence): wanted(by: presence) { label(.painPoint, $0) }
    case .triggers(let presence): wanted(by: presence) { label(.trigger, $0) }
    case .touchpoints(let count): wanted(by: count)
    case .contacts(let count): wanted(by: count)
    case .buyingGroup(let count): wanted(by: count)
    case .anyOf, .allOf, .noneOf: nil
    case .expression(let expression): expression.text
    }
  }

  private func wanted(by comparison: Comparison, of fact: Fact) -> String {
    func text(_ literal: Literal) -> String { self.text(literal, of: fact) }
    func list(_ literals: [Literal], _ joint: String) -> String { Self.list(literals.map(text), joint) }
    return switch comparison {
    case .equal(let literal): text(literal)
    case .notEqual(let literal): "not \(text(literal))"
    case .greater(let literal): "more than \(text(literal))"
    case .greaterOrEqual(let literal): "at least \(text(literal))"
    case .less(let literal): "less than \(text(literal))"
    case .lessOrEqual(let literal): "at most \(text(literal))"
    case .between(let low, let high): "from \(text(low)) to \(text(high))"
    case .isIn(let literals): list(literals, "or")
    case .isNotIn(let literals): "neither \(list(literals, "nor"))"
    case .exists(let isWanted): isWanted ? "known" : "not known"
    case .within(let span): "in the last \(span)"
    case .olderThan(let span): "more than \(span) ago"
    case .inNext(let span): "in the next \(span)"
    case .laterThan(let span): "more than \(span) ahead"
    case .hasAll(let literals): "with \(list(literals, "and"))"
    case .hasAny(let literals): "with \(list(literals, "or"))"
    case .hasNone(let literals): "without \(list(literals, "and"))"
    }
  }

  private func wanted(by presence: Condition.Presence, _ name: (Int) -> String) -> String {
    var parts: [String] = []
    if let any = presence.any { parts.append(Self.list(any.map(name), "or")) }
    if let all = presence.all {
      parts.append((parts.isEmpty ? "" : "with ") + Self.list(all.map(name), "and"))
    }
    if let none = presence.none { parts.append("without " + Self.list(none.map(name), "and")) }
    let text = parts.joined(separator: ", ")
    return presence.minSeverity.map { "\(text), with a severity of at least \(Self.number($0))" } ?? text
  }

  private func wanted(by count: Condition.TouchpointCount) -> String {
    var parts: [String] = []
    if let types = count.types { parts.append(Self.list(types.map { label(.touchpoint, $0) }, "or")) }
    if let media = count.media { parts.append(Self.list(media.map(\.rawValue), "or")) }
    if let ownerships = count.ownerships {
      parts.append("of " + Self.list(ownerships.map(\.rawValue), "or"))
    }
    if let influences = count.influences { parts.append(Self.list(influences.map(\.rawValue), "or")) }
    if let channels = count.channels {
      parts.append("by " + Self.list(channels.map { label(.channel, $0) }, "or"))
    }
    if !count.sentiment.isEmpty {
      let sentiment = count.sentiment.map { wanted(by: $0, of: .builtIn(.sentiment)) }
      parts.append("with a sentiment of " + sentiment.joined(separator: " and "))
    }
    return wanted(parts, count.bounds)
  }

  private func wanted(by count: Condition.ContactCount) -> String {
    var parts: [String] = []
    let selector = count.selector
    if let actions = selector.actions {
      parts.append("with " + Self.list(actions.map { title(of: $0) }, "or"))
    }
    if let kinds = selector.kinds {
      parts.append("of the kind " + Self.list(kinds.map { book.kinds[$0] }, "or"))
    }
    if let groups = selector.groups {
      parts.append("of the group " + Self.list(groups.map { book.groups[$0] }, "or"))
    }
    if let channels = selector.channels {
      parts.append("by " + Self.list(channels.map { label(.channel, $0) }, "or"))
    }
    if let outcomes = count.outcomes {
      let words = Outcome.allCases.filter { outcomes.contains(OutcomeSet($0)) }.map(\.rawValue)
      parts.append(Self.list(words, "or"))
    }
    return wanted(parts, count.bounds)
  }

  private func wanted(by count: Condition.GroupCount) -> String {
    var parts: [String] = []
    if let personas = count.personas { parts.append(Self.list(personas.map { label(.persona, $0) }, "or")) }
    if let roles = count.roles { parts.append(Self.list(roles.map(\.rawValue), "or")) }
    if let stages = count.stages { parts.append("at " + Self.list(stages.map { label(.stage, $0) }, "or")) }
    if let engaged = count.engaged { parts.append(engaged ? "engaged" : "not engaged") }
    return wanted(parts, count.bounds)
  }

  private func wanted(_ filters: [String], _ bounds: Condition.Bounds) -> String {
    var parts = filters
    if let within = bounds.within { parts.append("in the last \(within)") }
    if let olderThan = bounds.olderThan { parts.append("more than \(olderThan) ago") }
    let number =
      switch (bounds.atLeast, bounds.atMost) {
      case (_, 0?): "none"
      case (0, let most?): "at most \(most)"
      case (let least, nil): "at least \(least)"
      case (let least, let most?) where least == most: "\(least)"
      case (let least, let most?): "\(least) to \(most)"
      }
    return ([number] + parts).joined(separator: ", ")
  }

  // MARK: What was seen

  /// Nil where other conditions stand inside, which say it.
  func seen(_ value: SeenValue, by test: Condition.Test) -> String? {
    switch value {
    case .branches: return nil
    case .absent: return Self.unknown
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return "\(value)"
    case .number(let value): return Self.number(value)
    case .instant(let instant): return instant.description
    case .text(let text):
      if case .fact(let fact, _) = test { return self.text(.string(text), of: fact) }
      return text
    case .texts(let texts):
      if texts.isEmpty { return "none" }
      if case .triggers = test { return Self.list(texts.map { label(ofTrigger: $0) }, "and") }
      return texts.joined(separator: ", ")
    case .painPoints(let list):
      let names = list.map { id, severity in "\(label(ofPainPoint: id)) (\(Self.number(severity)))" }
      return names.isEmpty ? "none" : names.joined(separator: ", ")
    case .count(let count): return count == 0 ? "none" : "\(count)"
    case .facts(let facts):
      return facts.map { "\($0.name) is \(seen($0.value, by: test) ?? "")" }.joined(separator: ", ")
    }
  }

  static let unknown = "not known"

  // MARK: Names

  func title(of action: Int) -> String {
    let item = book.actions[action]
    return item.title?.text(in: languages) ?? item.id
  }

  /// What an item of the vocabulary is called.
  func label(_ kind: IDKind, _ index: Int) -> String {
    let vocabulary = book.vocabulary
    let (id, label): (String, Localized<String>?) =
      switch kind {
      case .market: (vocabulary.markets[index].id, vocabulary.markets[index].label)
      case .stage: (vocabulary.stages[index].id, vocabulary.stages[index].label)
      case .exit: (vocabulary.exits[index].id, vocabulary.exits[index].label)
      case .persona: (vocabulary.personas[index].id, vocabulary.personas[index].label)
      case .painPoint: (vocabulary.painPoints[index].id, vocabulary.painPoints[index].label)
      case .trigger: (vocabulary.triggers[index].id, vocabulary.triggers[index].label)
      case .touchpoint: (vocabulary.touchpoints[index].id, vocabulary.touchpoints[index].label)
      case .channel: (vocabulary.channels[index].id, vocabulary.channels[index].label)
      case .action: (book.actions[index].id, book.actions[index].title)
      case .kind: (book.kinds[index], nil)
      case .group: (book.groups[index], nil)
      }
    return label?.text(in: languages) ?? id
  }

  private func label(ofPainPoint id: String) -> String {
    book.vocabulary.painPoints.index(ofID: id).map { label(.painPoint, $0) } ?? id
  }

  private func label(ofTrigger id: String) -> String {
    book.vocabulary.triggers.index(ofID: id).map { label(.trigger, $0) } ?? id
  }

  /// A constant, or the value of a fact.
  func text(_ literal: Literal, of fact: Fact) -> String {
    switch literal {
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return "\(value)"
    case .double(let value): return Self.number(value)
    case .timestamp(let instant): return instant.description
    case .string(let text):
      guard case .ids(let kind) = book.names.domain(of: fact),
        let index = book.names[kind].index(of: text)
      else { return text }
      return label(kind, index)
    }
  }

  static func number(_ value: Double) -> String {
    var writer = JSONWriter()
    writer.double(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Such as "a, b or c".
  static func list(_ words: [String], _ joint: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(joint) " + last
  }
}
