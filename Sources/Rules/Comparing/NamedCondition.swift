import Time

/// A condition by ids, so that those of two books can be compared.
struct NamedCondition {
  private let tests: [Test]

  private indirect enum Test {
    case fact(String, [Comparison])
    case presence(of: IDKind, Presence)
    case count(of: String, Filter, Condition.Bounds)
    case anyOf([NamedCondition])
    case noneOf([NamedCondition])
    case expression(ExactText)
  }

  /// What is asked of pain points or triggers.
  private struct Presence {
    let any: Set<String>?
    let all: Set<String>?
    let none: Set<String>?
    let minSeverity: Double

    func implies(_ other: Presence) -> Bool {
      let isAsSevere = other.minSeverity <= minSeverity
      if let wanted = other.any {
        let isThere = any?.isSubset(of: wanted) ?? false || !(all?.isDisjoint(with: wanted) ?? true)
        guard isThere && isAsSevere else { return false }
      }
      if let wanted = other.all { guard wanted.isSubset(of: all ?? []) && isAsSevere else { return false } }
      if let wanted = other.none {
        guard wanted.isSubset(of: none ?? []) && minSeverity <= other.minSeverity else { return false }
      }
      return true
    }
  }

  /// Which entries are counted.
  private struct Filter: Equatable {
    /// By key.
    var ids: [String: Set<String>] = [:]
    var words: [String] = []
    var sentiment: [Comparison] = []
    var outcomes: OutcomeSet?
  }

  /// - Parameter current: the book whose ids are used: it may know those of another one as aliases, or have the same under
  ///   others.
  init(_ condition: Condition, in book: RuleBook, asIn current: RuleBook) {
    let names = Naming(book: book, current: current)
    var tests: [Test] = []
    condition.forEachRequired { term in
      switch term.test {
      case .fact(let fact, let comparisons): tests.append(names.test(fact, comparisons))
      case .painPoints(let presence): tests.append(names.test(.painPoint, presence))
      case .triggers(let presence): tests.append(names.test(.trigger, presence))
      case .touchpoints(let count): tests.append(names.test(count))
      case .contacts(let count): tests.append(names.test(count))
      case .buyingGroup(let count): tests.append(names.test(count))
      case .anyOf(let list): tests.append(.anyOf(list.map { NamedCondition($0, in: book, asIn: current) }))
      case .noneOf(let list): tests.append(.noneOf(list.map { NamedCondition($0, in: book, asIn: current) }))
      case .expression(let expression): tests.append(.expression(expression.withoutLayout))
      // Its terms are visited themselves.
      case .allOf: break
      }
    }
    self.tests = tests
  }

  /// True where another condition surely holds wherever this one does; false where it may not.
  func implies(_ other: NamedCondition) -> Bool {
    other.tests.allSatisfy { wanted in tests.contains { Self.implies($0, wanted) } }
  }

  private static func implies(_ given: Test, _ wanted: Test) -> Bool {
    switch (given, wanted) {
    case (.fact(let name, let given), .fact(let other, let wanted)):
      name == other && wanted.allSatisfy { wanted in given.contains { $0 == wanted || $0.implies(wanted) } }
    case (.presence(let kind, let given), .presence(let other, let wanted)):
      kind == other && given.implies(wanted)
    case (.count(let list, let filter, let given), .count(let otherList, let otherFilter, let wanted)):
      list == otherList && filter == otherFilter && given.implies(wanted)
    case (.anyOf(let given), .anyOf(let wanted)):
      given.allSatisfy { given in wanted.contains { given.implies($0) } }
    case (_, .anyOf(let wanted)):
      wanted.contains { NamedCondition(tests: [given]).implies($0) }
    case (.noneOf(let given), .noneOf(let wanted)):
      wanted.allSatisfy { wanted in given.contains { wanted.implies($0) } }
    case (.expression(let given), .expression(let wanted)): given == wanted
    default: false
    }
  }

  private init(tests: [Test]) {
    self.tests = tests
  }

  /// Finds the ids of what a book says by index.
  private struct Naming {
    let book: RuleBook
    let current: RuleBook

    func test(_ fact: Fact, _ comparisons: [Comparison]) -> Test {
      guard case .ids(let kind) = book.names.domain(of: fact) else {
        return .fact(book.names.name(of: fact), comparisons)
      }
      return .fact(
        book.names.name(of: fact),
        comparisons.map { comparison in
          switch comparison {
          case .equal(let literal): .equal(name(kind, literal))
          case .notEqual(let literal): .notEqual(name(kind, literal))
          case .isIn(let list): .isIn(list.map { name(kind, $0) })
          case .isNotIn(let list): .isNotIn(list.map { name(kind, $0) })
          default: comparison
          }
        })
    }

    func test(_ kind: IDKind, _ presence: Condition.Presence) -> Test {
      .presence(
        of: kind,
        Presence(
          any: ids(kind, presence.any), all: ids(kind, presence.all), none: ids(kind, presence.none),
          minSeverity: presence.minSeverity ?? 0))
    }

    func test(_ count: Condition.TouchpointCount) -> Test {
      var filter = Filter()
      filter.ids["type"] = ids(.touchpoint, count.types)
      filter.ids["medium"] = count.media.map { Set($0.map(\.rawValue)) }
      filter.ids["ownership"] = count.ownerships.map { Set($0.map(\.rawValue)) }
      filter.ids["influence"] = count.influences.map { Set($0.map(\.rawValue)) }
      filter.ids["channel"] = ids(.channel, count.channels)
      filter.sentiment = count.sentiment
      return .count(of: "touchpoints", filter, count.bounds)
    }

    func test(_ count: Condition.ContactCount) -> Test {
      var filter = Filter()
      filter.ids["action"] = ids(.action, count.selector.actions)
      filter.ids["kind"] = ids(.kind, count.selector.kinds)
      filter.ids["group"] = ids(.group, count.selector.groups)
      filter.ids["channel"] = ids(.channel, count.selector.channels)
      filter.outcomes = count.outcomes
      return .count(of: "contacts", filter, count.bounds)
    }

    func test(_ count: Condition.GroupCount) -> Test {
      var filter = Filter()
      filter.ids["persona"] = ids(.persona, count.personas)
      filter.ids["role"] = count.roles.map { Set($0.map(\.rawValue)) }
      filter.ids["stage"] = ids(.stage, count.stages)
      filter.words = count.engaged.map { ["engaged: \($0)"] } ?? []
      return .count(of: "buying_group", filter, count.bounds)
    }

    private func ids(_ kind: IDKind, _ indices: [Int]?) -> Set<String>? {
      indices.map { Set($0.map { name(kind, book.names[kind].ids[$0]) }) }
    }

    private func name(_ kind: IDKind, _ literal: Literal) -> Literal {
      if case .string(let id) = literal { .string(name(kind, id)) } else { literal }
    }

    private func name(_ kind: IDKind, _ id: String) -> String {
      let (words, before) = (current.vocabulary, book.vocabulary)
      let index: Int? =
        switch kind {
        case .market: words.markets.index(named: id)
        case .stage: self.index(id, words.stages, before.stages, \.id, \.label)
        case .exit: self.index(id, words.exits, before.exits, \.id, \.label)
        case .persona: words.personas.index(named: id)
        case .painPoint: self.index(id, words.painPoints, before.painPoints, \.id, \.label)
        case .trigger: self.index(id, words.triggers, before.triggers, \.id, \.label)
        case .touchpoint: words.touchpoints.index(named: id)
        // No other names lead to these.
        case .channel, .action, .kind, .group: nil
        }
      return index.map { current.names[kind].ids[$0] } ?? id
    }

    private func index<Item>(
      _ name: String, _ now: ItemList<Item>, _ before: ItemList<Item>, _ id: (Item) -> String,
      _ label: (Item) -> Localized<String>?
    ) -> Int? {
      if let index = now.index(named: name) { return index }
      return before.index(ofID: name).flatMap { now.heir(of: before[$0], in: before, id, label) }
    }
  }
}

extension Condition.Bounds {
  /// True where enough for these, of the same entries, is surely enough for the others.
  fileprivate func implies(_ other: Condition.Bounds) -> Bool {
    if self == other { return true }
    // Of more entries there may be too many.
    guard other.atMost == nil, other.atLeast <= atLeast else { return false }
    if let wanted = other.within { guard let within, within <= wanted else { return false } }
    if let wanted = other.olderThan { guard let olderThan, wanted <= olderThan else { return false } }
    return true
  }
}
