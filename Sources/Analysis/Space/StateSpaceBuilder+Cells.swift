import Rules

extension StateSpaceBuilder {
  package func space() -> StateSpace {
    StateSpace(
      order.keys.sorted { one, other in
        (one.rank, order[one, default: 0]) < (other.rank, order[other, default: 0])
      }.map { Dimension(subject: $0, cells: cells(of: $0)) },
      isMarketOneFact: Self.agreeOnMarkets(books),
      impliesMarket: Set((books.first?.vocabulary.personas.items ?? []).filter { $0.market != nil }.map(\.id))
    )
  }

  private func cells(of subject: Subject) -> [StateCell] {
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

  private func ids(_ list: (Vocabulary) -> [String]) -> [StateCell] {
    [.unknown] + books.flatMap { list($0.vocabulary) }.withoutRepeats.map { .named($0) }
  }

  private func named(_ subject: Subject) -> [StateCell] {
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
  ) -> [StateCell] {
    var cells: [StateCell] = []
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

  private func severities(_ cuts: Set<Double>) -> [StateCell] {
    let cuts = cuts.filter { $0 > 0 && $0 <= 1 }.sorted()
    if cuts.isEmpty { return [.no, .usual] }
    var cells: [StateCell] = [.no, .usual]
    for (low, high) in zip([0] + cuts, cuts.map { Double?($0) } + [nil]) {
      cells.append(.severity(from: low, below: high))
    }
    return cells
  }

  private func counts(_ bounds: Set<Int>) -> [StateCell] {
    let starts = ([0] + bounds.filter { $0 > 0 }).sorted()
    return starts.enumerated().map { index, start in
      .count(from: start, upTo: index + 1 < starts.count ? starts[index + 1] - 1 : nil)
    }
  }
}

extension StateCell {
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
