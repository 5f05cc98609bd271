import Decisions
import Rules
import Time

extension ConditionDiagrams {
  /// What a comparison of a fact comes to.
  func verdict(
    of comparison: Comparison, for fact: Fact, _ store: inout DiagramStore, _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    switch fact {
    case .builtIn(let fact): try verdict(of: comparison, for: fact, &store, &operations)
    case .attribute(let index):
      try verdict(of: comparison, for: book.attributes[index], &store, &operations)
    }
  }

  private func verdict(
    of comparison: Comparison, for fact: BuiltInFact, _ store: inout DiagramStore,
    _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    let words = book.vocabulary
    switch fact {
    case .journey: return try cells(.journey, &store) { comparison.verdict(ofText: $0.text) }
    case .market: return try market(comparison, &store)
    case .stage:
      return try items(.stage, words.stages.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.stages[$0].id })
      }
    case .phase:
      return try items(.stage, words.stages.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.stages[$0].phase.rawValue })
      }
    case .persona:
      return try items(.persona, words.personas.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.personas[$0].id })
      }
    case .role:
      return try items(.persona, words.personas.index(ofID:), &store) {
        comparison.verdict(ofText: $0.flatMap { words.personas[$0].role?.rawValue })
      }
    case .language:
      return try cells(.text("person.language"), &store) { comparison.verdict(ofText: $0.text) }
    case .sentiment:
      return try cells(.number(StateKey.sentiment.rawValue, isWhole: false), &store) {
        comparison.verdict(ofNumber: $0 == .unknown ? nil : $0.number)
      }
    case .stageEntered, .lastTouchpointAt, .lastContactAt:
      return try instant(fact.rawValue, comparison, &store)
    case .daysInStage:
      return try cells(.instant(StateKey.stageEntered.rawValue), &store) { cell in
        comparison.verdict(ofNumber: cell == .unknown ? nil : Self.wholeDays(cell))
      }
    case .stalled: return try stalled(comparison, &store)
    case .exit:
      return try items(.exit, words.exits.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.exits[$0].id })
      }
    case .lastTouchpoint:
      return try items(.lastTouchpoint, words.touchpoints.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.touchpoints[$0].id })
      }
    case .decisionOutcome: return try cells(.decisionOutcome, &store) { comparison.verdict(ofText: $0.text) }
    case .decisionActions:
      return try list(comparison, &store, &operations) { .decisionAction($0) }
    }
  }

  private func verdict(
    of comparison: Comparison, for attribute: Attribute, _ store: inout DiagramStore,
    _ operations: inout Operations
  ) throws(DiagramLimit) -> Diagram {
    switch attribute.type {
    case .bool:
      return try cells(.bool(attribute.path), &store) {
        comparison.verdict(ofTruth: $0 == .unknown ? nil : $0 == .yes)
      }
    case .int, .number:
      return try cells(.number(attribute.path, isWhole: attribute.type == .int), &store) { cell in
        comparison.verdict(ofNumber: cell == .unknown ? nil : cell.number(isWhole: attribute.type == .int))
      }
    case .string:
      let values = attribute.values.map { Set($0.map { ExactText($0) }) }
      return try cells(.text(attribute.path), &store) { cell in
        // A text that the book does not list counts as not known.
        if let values, let text = cell.text, !values.contains(ExactText(text)) {
          return comparison.verdict(ofText: nil)
        }
        return comparison.verdict(ofText: cell.text)
      }
    case .timestamp: return try instant(attribute.path, comparison, &store)
    case .strings:
      if case .exists(let isWanted) = comparison {
        return try cells(.list(attribute.path), &store) { Verdict(($0 == .yes) == isWanted) }
      }
      let isKnown = try cells(.list(attribute.path), &store) { $0 == .yes ? .holds : .unknown }
      let has = try list(comparison, &store, &operations) { .listed($0, in: attribute.path) }
      // What is not known is unknown, whatever is asked of it.
      var memory = DiagramStore.Memory()
      let unknown = Int32(Verdict.unknown.rawValue)
      return try store.combine(isKnown, has, &memory, settled: { $0 == unknown ? unknown : nil }) { $1 }
    }
  }

  // MARK: Kinds of facts

  /// A dimension of ids, of which this book may lack some: those count as not known.
  private func items(
    _ subject: Subject, _ index: (String) -> Int?, _ store: inout DiagramStore, _ verdict: (Int?) -> Verdict
  ) throws(DiagramLimit) -> Diagram {
    try cells(subject, &store) { verdict($0.text.flatMap(index)) }
  }

  /// The state's market, else that of the persona.
  private func market(_ comparison: Comparison, _ store: inout DiagramStore) throws(DiagramLimit) -> Diagram {
    let words = book.vocabulary
    if space.isMarketOneFact {
      return try items(.market, words.markets.index(ofID:), &store) {
        comparison.verdict(ofText: $0.map { words.markets[$0].id })
      }
    }
    let ofPersona = try items(.persona, words.personas.index(ofID:), &store) { persona in
      comparison.verdict(ofText: persona.flatMap { words.personas[$0].market }.map { words.markets[$0].id })
    }
    guard let dimension = space.index(of: .market) else { return ofPersona }
    return try store.node(
      dimension,
      space.dimensions[dimension].cells.map { cell in
        cell.text.flatMap { words.markets.index(ofID: $0) == nil ? nil : $0 }
          .map { Self.always(comparison.verdict(ofText: $0)) } ?? ofPersona
      })
  }

  private func instant(
    _ name: String, _ comparison: Comparison, _ store: inout DiagramStore
  ) throws(DiagramLimit) -> Diagram {
    if comparison.dates.isEmpty {
      return try cells(.instant(name), &store) {
        comparison.verdict(ofOffset: $0 == .unknown ? nil : $0.number)
      }
    }
    let known = try cells(.date(name), &store) { comparison.verdict(ofDate: $0.number) }
    let dimension = space.index(of: .instant(name)) ?? 0
    let unknown = Self.always(comparison.verdict(ofDate: nil))
    return try store.node(
      dimension, space.dimensions[dimension].cells.map { $0 == .unknown ? unknown : known })
  }

  private func stalled(_ comparison: Comparison, _ store: inout DiagramStore) throws(DiagramLimit) -> Diagram
  {
    let words = book.vocabulary
    let unknown = Self.always(comparison.verdict(ofTruth: nil))
    guard let dimension = space.index(of: .stage) else { return unknown }
    var branches: [Diagram] = []
    for cell in space.dimensions[dimension].cells {
      guard let index = cell.text.flatMap({ words.stages.index(ofID: $0) }),
        let span = words.stages[index].stallsAfter
      else {
        branches.append(unknown)
        continue
      }
      branches.append(
        try cells(.instant(StateKey.stageEntered.rawValue), &store) { cell in
          comparison.verdict(
            ofTruth: cell == .unknown ? nil : cell.number <= -Double(span.microseconds))
        })
    }
    return try store.node(dimension, branches)
  }

  private func list(
    _ comparison: Comparison, _ store: inout DiagramStore, _ operations: inout Operations,
    _ subject: (String) -> Subject
  ) throws(DiagramLimit) -> Diagram {
    var result: Diagram
    switch comparison {
    case .hasAll(let literals):
      result = Self.always(.holds)
      for literal in literals {
        result = try and(result, try has(literal, &store, subject), &store, &operations)
      }
    case .hasAny(let literals), .hasNone(let literals):
      result = Self.always(.fails)
      for literal in literals {
        result = try or(result, try has(literal, &store, subject), &store, &operations)
      }
      if case .hasNone = comparison { result = try store.map(result) { Int32(Verdict($0).negated.rawValue) } }
    case .exists(let isWanted): result = Self.always(Verdict(isWanted))
    default: result = Self.always(.fails)
    }
    return result
  }

  private func has(
    _ literal: Literal, _ store: inout DiagramStore, _ subject: (String) -> Subject
  ) throws(DiagramLimit) -> Diagram {
    guard case .string(let text) = literal else { return Self.always(.fails) }
    return try cells(subject(text), &store) { Verdict($0 == .yes) }
  }

  /// Whole 24 hours since an instant, rounded down.
  private static func wholeDays(_ cell: StateCell) -> Double {
    (-cell.number / Double(TimeSpan.day.microseconds)).rounded(.down)
  }
}

extension StateCell {
  /// The id or text that it stands for; one that nobody names where it stands for all others.
  var text: String? {
    switch self {
    case .named(let text): text
    // A text that no condition can name, since none may be written with it.
    case .other: "\u{0}"
    default: nil
    }
  }

  /// A number in it: a whole one where only those are possible.
  func number(isWhole: Bool) -> Double {
    guard isWhole, case .between(let low, let high) = self else { return number }
    if let low { return low.rounded(.down) + 1 }
    return high.map { $0.rounded(.up) - 1 } ?? 0
  }
}
