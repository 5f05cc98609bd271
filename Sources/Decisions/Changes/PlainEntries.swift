import Rules
import Time

/// A touchpoint as plain as a condition lets it be, so long before now.
struct PlainTouchpoint: Sendable, Hashable {
  let type: Int
  var age = TimeSpan(microseconds: 0)
  var sentiment: Double?
  var channel: Int?

  /// Those that pass the filters of a count: one of each type.
  static func passing(_ count: Condition.TouchpointCount, in book: RuleBook) -> [PlainTouchpoint] {
    let items = book.vocabulary.touchpoints
    let types = items.indices.filter { type in
      count.types.allows(type) && count.media.allows(items[type].medium)
        && count.ownerships.allows(items[type].ownership) && count.influences.allows(items[type].influence)
    }
    let sentiments: [Double?] =
      [nil] + Stretches(count.sentiment.flatMap(\.literals)).values(in: -1...1).map { $0 }
    guard let sentiment = sentiments.first(where: { Facts.isFelt($0, count.sentiment) }) else { return [] }
    return types.map {
      PlainTouchpoint(type: $0, age: count.bounds.age, sentiment: sentiment, channel: count.channels?.first)
    }
  }

  func entry(at now: Instant) -> JourneyState.TouchpointEntry {
    .init(type: type, at: now - age, sentiment: sentiment, channel: channel)
  }
}

/// A contact as plain as a condition lets it be, so long before now.
struct PlainContact: Sendable, Hashable {
  let action: Int
  let channel: Int?
  let outcome: Outcome
  let age: TimeSpan

  /// Those that pass the filters of a count: one of each action that it names, or of the first that it selects otherwise.
  static func passing(_ count: Condition.ContactCount, in book: RuleBook) -> [PlainContact] {
    let selector = count.selector
    let actions = book.actions.indices.filter { index in
      selector.actions.allows(index) && selector.kinds.allows(book.actions[index].kind)
        && selector.groups.allows(book.actions[index].group)
    }
    let outcome = Outcome.allCases.first { count.outcomes?.contains(OutcomeSet($0)) ?? true }
    guard let outcome else { return [] }
    return (selector.actions == nil ? Array(actions.prefix(1)) : actions).map { action in
      PlainContact(
        action: action, channel: selector.channels?.first ?? book.actions[action].channels.first,
        outcome: outcome, age: count.bounds.age)
    }
  }

  func sketch(at now: Instant) -> ContactSketch {
    ContactSketch(action: action, channel: channel, at: now - age, outcome: outcome)
  }
}

extension JourneyState.GroupMember {
  /// Those that pass the filters of a count, with nothing known of them but what it asks for: one of each persona, or of
  /// each role where it names no persona.
  static func passing(_ count: Condition.GroupCount, in book: RuleBook) -> [Self] {
    func member(_ persona: Int?, _ role: Role?) -> Self {
      Self(
        journey: nil, persona: persona, role: persona.flatMap { book.vocabulary.personas[$0].role } ?? role,
        stage: count.stages?.first, isEngaged: count.engaged)
    }
    guard let personas = count.personas else {
      return count.roles.map { $0.map { member(nil, $0) } } ?? [member(nil, nil)]
    }
    return personas.map { member($0, count.roles?.first) }.filter { count.roles.allows($0.role) }
  }
}

extension Condition.Bounds {
  /// How old an entry is that they let pass, at least.
  fileprivate var age: TimeSpan { olderThan.map { $0 + TimeSpan(seconds: 1) } ?? TimeSpan(microseconds: 0) }
}
