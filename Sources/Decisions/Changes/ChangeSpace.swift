import Rules
import Time

/// The changes of a state that can matter under a rule book. For each part of a state that a condition asks about in YAML
/// it knows what conditions tell apart there, and gives a value of each kind: any other value would do what one of these
/// does. What only expressions read is no part of it.
final class ChangeSpace: Sendable {
  let book: RuleBook
  let dependence: Dependence
  private let asked: AskedOfStates

  init(_ book: RuleBook) {
    self.book = book
    dependence = Dependence(book)
    asked = AskedOfStates(book)
  }

  /// The changes of several parts of a state, in an order that does not depend on theirs.
  func changes(of inputs: Set<ChangeInput>, in state: JourneyState, at now: Instant) -> [Change] {
    inputs.sorted().flatMap { changes(of: $0, in: state, at: now) }
  }

  /// The changes of one part of a state: the nearest to what it is first, and what takes something away last.
  func changes(of input: ChangeInput, in state: JourneyState, at now: Instant) -> [Change] {
    switch input {
    case .consent(let channel): return state.consent[channel]?.isGiven == true ? [] : [.consent(channel)]
    case .fact(let fact): return asked.facts.contains(fact) ? changes(of: fact, in: state, at: now) : []
    case .painPoint(let item):
      return asked.painPoints[item].map { changes(ofPainPoint: item, $0, in: state) } ?? []
    case .trigger(let item):
      guard asked.triggers.contains(item) else { return [] }
      return [state.triggers.contains(item) ? .removing(.trigger(item)) : .adding(.trigger(item))]
    case .touchpoints:
      return asked.touchpoints.map { .adding(.touchpoint($0.entry(at: now))) }
        + state.touchpoints.withoutRepeats.map { .removing(.touchpoint($0)) }
    case .buyingGroup:
      return asked.members.map { .adding(.member($0)) }
        + state.buyingGroup.withoutRepeats.map { .removing(.member($0)) }
    case .contacts:
      return asked.contacts.map { .adding(.contact($0.sketch(at: now))) }
    }
  }

  // MARK: Facts

  private func changes(of fact: StateFact, in state: JourneyState, at now: Instant) -> [Change] {
    switch fact {
    case .stage: items(book.vocabulary.stages.count, besides: state.stage, fact)
    case .persona: items(book.vocabulary.personas.count, besides: state.persona, fact)
    case .market: items(book.vocabulary.markets.count, besides: state.market, fact)
    case .sentiment:
      settings(
        of: fact, Stretches(asked.numbers[fact, default: []]).values(in: -1...1).map { .double($0) },
        besides: state.sentiment.map { .double($0) })
    case .stageEntered:
      settings(
        of: fact,
        asked.instants[fact, default: .init()].values(at: now, stages: book.vocabulary.stages.items),
        besides: state.stageEntered.map { .timestamp($0) })
    case .attribute(let index): changes(ofAttribute: index, in: state, at: now)
    }
  }

  private func items(_ count: Int, besides current: Int?, _ fact: StateFact) -> [Change] {
    (0..<count).filter { $0 != current }.map { .fact(fact, .item($0)) }
      + (current == nil ? [] : [.fact(fact, nil)])
  }

  private func changes(ofAttribute index: Int, in state: JourneyState, at now: Instant) -> [Change] {
    let fact = StateFact.attribute(index)
    let current = state.attributes[index]
    let texts = asked.texts[index, default: []]
    switch book.attributes[index].type {
    case .bool:
      return settings(of: fact, [.bool(true), .bool(false)], besides: current.literal)
    case .int:
      let values = Stretches(asked.numbers[fact, default: []]).wholeValues
      return settings(of: fact, values.map { .int($0) }, besides: current.literal)
    case .number:
      let values = Stretches(asked.numbers[fact, default: []]).values(in: nil)
      return settings(of: fact, values.map { .double($0) }, besides: current.literal)
    case .timestamp:
      let values = asked.instants[fact, default: .init()].values(at: now, stages: [])
      return settings(of: fact, values, besides: current.literal)
    case .string:
      // Which text it is now does not matter: setting it again would change nothing.
      return (texts + [otherText(of: index, than: texts)]).compactMap(\.self)
        .map { .fact(fact, .value(.string($0))) } + (current == .absent ? [] : [.fact(fact, nil)])
    case .strings:
      return changes(ofTexts: texts, index, in: state)
    }
  }

  private func changes(ofTexts texts: [String], _ index: Int, in state: JourneyState) -> [Change] {
    let present = state.symbols(of: index)
    let added = texts.map { Change.adding(.text(attribute: index, $0)) }
    guard present != nil else { return [.fact(.attribute(index), .noTexts)] + added }
    return added + texts.map { .removing(.text(attribute: index, $0)) }
      + [.fact(.attribute(index), .noTexts), .fact(.attribute(index), nil)]
  }

  /// A text that no condition compares with: one of those that the attribute may have, where they are declared.
  private func otherText(of index: Int, than texts: [String]) -> String? {
    let known = Set(texts.map { ExactText($0) })
    if let values = book.attributes[index].values { return values.first { !known.contains(ExactText($0)) } }
    var text = "other"
    while known.contains(ExactText(text)) { text += "-" }
    return text
  }

  /// Values to set a fact to, the nearest to its own first, and that it is removed.
  private func settings(of fact: StateFact, _ values: [Literal], besides current: Literal?) -> [Change] {
    var values = values
    if let current = current?.position {
      let distances = values.map { abs(($0.position ?? .infinity) - current) }
      values = values.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { values[$0] }
    }
    return values.filter { $0 != current }.map { .fact(fact, .value($0)) }
      + (current == nil ? [] : [.fact(fact, nil)])
  }

  private func changes(
    ofPainPoint item: Int, _ severities: [Double], in state: JourneyState
  ) -> [Change] {
    let present = state.painPoints.first { $0.item == item }?.severity
    let added = severities.filter { $0 > present ?? -1 }
    return added.map { .adding(.painPoint(item, severity: $0)) }
      + (present.map { [.removing(.painPoint(item, severity: $0))] } ?? [])
  }
}

extension Literal {
  /// Where it stands among others of its type; nil for texts.
  fileprivate var position: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .double(let value): value
    case .timestamp(let instant): Double(instant.microseconds)
    case .string: nil
    }
  }
}

extension FactValue {
  /// As a constant; nil where it is no number, instant or bool.
  var literal: Literal? {
    switch self {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .instant(let instant): .timestamp(instant)
    case .absent, .string, .strings: nil
    }
  }
}
