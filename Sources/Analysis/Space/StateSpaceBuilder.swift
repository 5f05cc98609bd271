package import Rules
import Time

/// Collects what conditions ask about, and cuts it into cells.
package struct StateSpaceBuilder {
  private(set) var order: [Subject: Int] = [:]
  private(set) var numbers: [Subject: Set<Double>] = [:]
  private(set) var names: [Subject: Set<String>] = [:]
  private(set) var bounds: [Subject: Set<Int>] = [:]
  let books: [RuleBook]
  private let common: CommonWords

  /// - Parameter books: all whose conditions are added.
  package init(_ books: [RuleBook], _ common: CommonWords) {
    self.books = books
    self.common = common
  }

  private mutating func note(_ subject: Subject) {
    if order[subject] == nil { order[subject] = order.count }
  }

  private mutating func note(_ subject: Subject, _ cuts: [Double]) {
    note(subject)
    numbers[subject, default: []].formUnion(cuts)
  }

  private mutating func note(_ subject: Subject, _ texts: [String]) {
    note(subject)
    names[subject, default: []].formUnion(texts)
  }

  // MARK: What is asked

  /// Adds what a rule asks about.
  package mutating func add(_ rule: Rule, of book: RuleBook) {
    if let when = rule.when { add(when, of: book) }
    if let unless = rule.unless { add(unless, of: book) }
    add(rule.available)
    for expression in rule.effect.expressions { note(.amount(common.signature(of: expression, in: book))) }
    if case .place(let placement) = rule.effect { note(placement.subject == .stage ? .stage : .persona) }
  }

  package mutating func add(_ available: Availability) {
    let cuts = [available.from, available.until].compactMap(\.self).map { Double($0.microseconds) }
    if !cuts.isEmpty { note(.now, cuts) }
  }

  /// Adds what a condition asks about.
  package mutating func add(_ condition: Condition, of book: RuleBook) {
    condition.forEachTerm { term in add(term.test, of: book) }
  }

  private mutating func add(_ test: Condition.Test, of book: RuleBook) {
    switch test {
    case .fact(let fact, let comparisons): add(fact, comparisons, of: book)
    case .painPoints(let presence):
      for index in presence.named {
        note(.painPoint(book.vocabulary.painPoints[index].id), presence.minSeverity.map { [$0] } ?? [])
      }
    case .triggers(let presence):
      for index in presence.named { note(.trigger(book.vocabulary.triggers[index].id)) }
    case .touchpoints(let count): add(CountFilter(count, in: book, common), count.bounds)
    case .contacts(let count): add(CountFilter(count, in: book, common), count.bounds)
    case .buyingGroup(let count): add(CountFilter(count, in: book, common), count.bounds)
    case .expression(let expression): note(.expression(common.signature(of: expression, in: book)))
    case .anyOf, .allOf, .noneOf: break
    }
  }

  private mutating func add(_ filter: CountFilter, _ count: Condition.Bounds) {
    note(.count(filter))
    bounds[.count(filter), default: []].formUnion([count.atLeast] + (count.atMost.map { [$0 + 1] } ?? []))
  }

  private mutating func add(_ fact: Fact, _ comparisons: [Comparison], of book: RuleBook) {
    switch fact {
    case .builtIn(.journey): note(.journey, comparisons.flatMap(\.texts))
    case .builtIn(.market):
      note(.market)
      if !Self.agreeOnMarkets(books) { note(.persona) }
    case .builtIn(.stage), .builtIn(.phase): note(.stage)
    case .builtIn(.persona), .builtIn(.role): note(.persona)
    case .builtIn(.language): note(.text(Self.languagePath), comparisons.flatMap(\.texts))
    case .builtIn(.sentiment):
      note(.number(StateKey.sentiment.rawValue, isWhole: false), comparisons.flatMap(\.numbers))
    case .builtIn(.stageEntered), .builtIn(.lastTouchpointAt), .builtIn(.lastContactAt):
      addInstant(book.names.name(of: fact), comparisons)
    case .builtIn(.daysInStage):
      note(.instant(StateKey.stageEntered.rawValue), comparisons.flatMap(\.ages))
    case .builtIn(.stalled):
      note(.stage)
      note(
        .instant(StateKey.stageEntered.rawValue),
        book.vocabulary.stages.items.compactMap(\.stallsAfter).map { -Double($0.microseconds) })
    case .builtIn(.exit): note(.exit)
    case .builtIn(.lastTouchpoint): note(.lastTouchpoint)
    case .builtIn(.decisionOutcome): note(.decisionOutcome)
    case .builtIn(.decisionActions):
      for id in comparisons.flatMap(\.texts) { note(.decisionAction(id)) }
    case .attribute(let index): add(book.attributes[index], comparisons)
    }
  }

  private mutating func add(_ attribute: Attribute, _ comparisons: [Comparison]) {
    switch attribute.type {
    case .bool: note(.bool(attribute.path))
    case .int: note(.number(attribute.path, isWhole: true), comparisons.flatMap(\.numbers))
    case .number: note(.number(attribute.path, isWhole: false), comparisons.flatMap(\.numbers))
    case .string: note(.text(attribute.path), comparisons.flatMap(\.texts) + (attribute.values ?? []))
    case .timestamp: addInstant(attribute.path, comparisons)
    case .strings:
      note(.list(attribute.path))
      for text in comparisons.flatMap(\.texts) { note(.listed(text, in: attribute.path)) }
    }
  }

  private mutating func addInstant(_ name: String, _ comparisons: [Comparison]) {
    note(.instant(name), comparisons.flatMap(\.offsets))
    let dates = comparisons.flatMap(\.dates)
    if !dates.isEmpty { note(.date(name), dates) }
  }

  /// Whether a persona implies the same market in all of some books. Then the market is a fact of its own, whether it is
  /// given or follows from the persona.
  static func agreeOnMarkets(_ books: [RuleBook]) -> Bool {
    let markets = books.map { book in
      Dictionary(
        book.vocabulary.personas.items.map { persona in
          (persona.id, persona.market.map { book.vocabulary.markets[$0].id })
        }, uniquingKeysWith: { first, _ in first })
    }
    let known = books.map { Set($0.vocabulary.markets.items.map(\.id)) }
    return markets.allSatisfy { $0 == markets.first } && known.allSatisfy { $0 == known.first }
  }

  private static let languagePath = "person.language"
}
