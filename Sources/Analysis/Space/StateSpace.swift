package import Rules
import Time

/// What states can differ in as far as some conditions of two books can tell: dimensions, each cut into cells.
package struct StateSpace: Sendable {
  /// In the order in which diagrams look at them.
  package let dimensions: [Dimension]
  /// Whether the dimension of the market is that of the fact, which follows from the persona where the state gives none;
  /// otherwise it is that of what the state gives.
  package let isMarketOneFact: Bool
  private let indices: [Subject: Int]

  package init(_ dimensions: [Dimension], isMarketOneFact: Bool) {
    self.dimensions = dimensions
    self.isMarketOneFact = isMarketOneFact
    indices = Dictionary(
      dimensions.enumerated().map { ($1.subject, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func index(of subject: Subject) -> Int? { indices[subject] }

  package func cells(_ dimension: Int) -> Int { dimensions[dimension].cells.count }
}

/// Collects what conditions ask about, and cuts it into cells.
package struct StateSpaceBuilder {
  private var order: [Subject: Int] = [:]
  private var numbers: [Subject: Set<Double>] = [:]
  private var names: [Subject: Set<String>] = [:]
  private var bounds: [Subject: Set<Int>] = [:]
  private let books: [RuleBook]
  private let signatures: ExpressionSignatures

  /// - Parameter books: all whose conditions are added.
  package init(_ books: [RuleBook], _ signatures: ExpressionSignatures) {
    self.books = books
    self.signatures = signatures
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
    for expression in rule.effect.expressions { note(.amount(signatures[expression, book])) }
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
    case .touchpoints(let count): add(CountFilter(count, in: book), count.bounds)
    case .contacts(let count): add(CountFilter(count, in: book), count.bounds)
    case .buyingGroup(let count): add(CountFilter(count, in: book), count.bounds)
    case .expression(let expression): note(.expression(signatures[expression, book]))
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

  // MARK: The space

  package func space() -> StateSpace {
    StateSpace(
      order.keys.sorted { one, other in
        (one.rank, order[one, default: 0]) < (other.rank, order[other, default: 0])
      }.map { Dimension(subject: $0, cells: cells(of: $0)) },
      isMarketOneFact: Self.agreeOnMarkets(books))
  }

  private func cells(of subject: Subject) -> [Cell] {
    switch subject {
    case .market: ids { $0.markets.items.map(\.id) }
    case .stage: ids { $0.stages.items.map(\.id) }
    case .persona: ids { $0.personas.items.map(\.id) }
    case .exit: ids { $0.exits.items.map(\.id) }
    case .lastTouchpoint: ids { $0.touchpoints.items.map(\.id) }
    case .journey: named(subject) + [.other]
    case .text(let path): [.unknown] + named(subject) + (isClosed(path) ? [] : [.other])
    case .bool: [.unknown, .no, .yes]
    case .number(let path, let isWhole):
      [.unknown]
        + stretches(
          numbers[subject, default: []], within: path == StateKey.sentiment.rawValue ? -1...1 : nil,
          isWhole: isWhole)
    case .instant: [.unknown] + stretches(numbers[subject, default: []])
    case .date, .now: stretches(numbers[subject, default: []])
    case .list: [.unknown, .yes]
    case .listed, .trigger, .decisionAction: [.no, .yes]
    case .painPoint: severities(numbers[subject, default: []])
    case .count: counts(bounds[subject, default: []])
    case .expression: [.no, .yes, .unknown, .failed]
    case .amount: [.yes, .no]
    case .decisionOutcome: DecisionOutcome.allCases.map { .named($0.rawValue) }
    }
  }

  private func ids(_ list: (Vocabulary) -> [String]) -> [Cell] {
    [.unknown] + books.flatMap { list($0.vocabulary) }.withoutRepeats.map { .named($0) }
  }

  private func named(_ subject: Subject) -> [Cell] {
    names[subject, default: []].sorted().map { .named($0) }
  }

  /// Whether a text has one of a few values only, in both books.
  private func isClosed(_ path: String) -> Bool {
    books.allSatisfy { book in
      guard case .attribute(let index)? = book.names.fact(named: path) else { return true }
      return book.attributes[index].values != nil
    }
  }

  private func stretches(
    _ cuts: Set<Double>, within range: ClosedRange<Double>? = nil, isWhole: Bool = false
  ) -> [Cell] {
    var cells: [Cell] = []
    var low = range?.lowerBound
    if let low, !cuts.contains(low) { cells.append(.point(low)) }
    for cut in cuts.sorted() where range?.contains(cut) ?? true {
      if low != cut { cells.append(.between(low, cut)) }
      cells.append(.point(cut))
      low = cut
    }
    if low == nil || low != range?.upperBound { cells.append(.between(low, range?.upperBound)) }
    if let high = range?.upperBound, !cuts.contains(high) { cells.append(.point(high)) }
    return isWhole ? cells.filter(\.hasWholeNumber) : cells
  }

  private func severities(_ cuts: Set<Double>) -> [Cell] {
    let cuts = cuts.filter { $0 > 0 && $0 <= 1 }.sorted()
    if cuts.isEmpty { return [.no, .usual] }
    var cells: [Cell] = [.no, .usual]
    for (low, high) in zip([0] + cuts, cuts.map { Double?($0) } + [nil]) {
      cells.append(.severity(from: low, below: high))
    }
    return cells
  }

  private func counts(_ bounds: Set<Int>) -> [Cell] {
    let starts = ([0] + bounds.filter { $0 > 0 }).sorted()
    return starts.enumerated().map { index, start in
      .count(from: start, upTo: index + 1 < starts.count ? starts[index + 1] - 1 : nil)
    }
  }
}

extension Cell {
  /// Whether a stretch of numbers has a whole one.
  fileprivate var hasWholeNumber: Bool {
    switch self {
    case .point(let value): value == value.rounded()
    case .between(let low?, let high?): low.rounded(.down) + 1 < high
    default: true
    }
  }
}

extension Subject {
  /// Small for what many conditions ask about: diagrams stay small where that is looked at first. What a fact can be
  /// comes before what only matters where it is known.
  fileprivate var rank: Int {
    switch self {
    case .stage: 0
    case .market: 1
    case .persona: 2
    case .exit: 3
    case .now: 4
    case .painPoint, .trigger: 5
    case .text, .journey, .lastTouchpoint: 6
    case .bool: 7
    case .number: 8
    case .list: 9
    case .listed: 10
    case .instant: 11
    case .date: 12
    case .count: 13
    case .expression: 14
    case .amount: 15
    case .decisionOutcome: 16
    case .decisionAction: 17
    }
  }
}
