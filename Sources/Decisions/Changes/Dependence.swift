import Rules

/// On which parts of a state conditions depend: those that they name, what detect rules make of others, and what place
/// rules do where the state does not say.
final class Dependence: Sendable {
  private let book: RuleBook
  private let language: Int
  /// What a signal depends on beside itself, where detect rules give it.
  private let detected: [DetectionSignal: Set<ChangeInput>]
  private let placed: [Placement.Subject: Set<ChangeInput>]

  init(_ book: RuleBook) {
    self.book = book
    let language = WellKnownAttributes(book).language
    self.language = language
    var reading = DependenceReading(book: book, language: language, hasExit: true)
    // Each stands after those it builds on.
    for index in book.detectionLayers.joined() {
      guard case .detect(let detections) = book.rules[index].effect else { continue }
      let inputs = reading.inputs(of: book.rules[index])
      for detection in detections {
        reading.detected[DetectionSignal(detection), default: []].formUnion(inputs)
      }
    }
    detected = reading.detected
    var placed: [Placement.Subject: Set<ChangeInput>] = [:]
    for rule in book.rules where rule.isEnabled {
      guard case .place(let placement) = rule.effect else { continue }
      placed[placement.subject, default: []].formUnion(reading.inputs(of: rule))
    }
    self.placed = placed
  }

  private func reading(of state: JourneyState) -> DependenceReading {
    DependenceReading(
      book: book, language: language, hasExit: state.supplement.exit != nil, detected: detected)
  }

  /// What a key of a condition depends on, for a state.
  func inputs(of term: Condition.Term, in state: JourneyState) -> Set<ChangeInput> {
    withPlaces(reading(of: state).inputs(of: term), in: state)
  }

  func inputs(of condition: Condition?, in state: JourneyState) -> Set<ChangeInput> {
    withPlaces(reading(of: state).inputs(of: condition), in: state)
  }

  func inputs(of expression: CheckedExpression, in state: JourneyState) -> Set<ChangeInput> {
    withPlaces(reading(of: state).inputs(of: expression), in: state)
  }

  private func withPlaces(_ inputs: Set<ChangeInput>, in state: JourneyState) -> Set<ChangeInput> {
    var inputs = inputs
    if state.stage == nil, inputs.contains(.fact(.stage)) { inputs.formUnion(placed[.stage, default: []]) }
    if state.persona == nil, inputs.contains(.fact(.persona)) {
      inputs.formUnion(placed[.persona, default: []])
    }
    return inputs
  }
}

/// Goes through conditions and collects what they depend on.
private struct DependenceReading {
  let book: RuleBook
  let language: Int
  /// Whether an exit may be there, for a stage to hide.
  let hasExit: Bool
  var detected: [DetectionSignal: Set<ChangeInput>] = [:]

  func inputs(of rule: Rule) -> Set<ChangeInput> {
    rule.effect.expressions.reduce(inputs(of: rule.when).union(inputs(of: rule.unless))) {
      $0.union(inputs(of: $1))
    }
  }

  func inputs(of condition: Condition?) -> Set<ChangeInput> {
    (condition?.terms ?? []).reduce(into: []) { $0.formUnion(inputs(of: $1)) }
  }

  func inputs(of term: Condition.Term) -> Set<ChangeInput> {
    switch term.test {
    case .fact(let fact, _): inputs(of: fact)
    case .painPoints(let presence): inputs(of: presence.named.map { .painPoint($0) })
    case .triggers(let presence): inputs(of: presence.named.map { .trigger($0) })
    case .touchpoints: [.touchpoints]
    case .contacts: [.contacts]
    case .buyingGroup: [.buyingGroup]
    case .anyOf(let list), .allOf(let list), .noneOf(let list):
      list.reduce(into: []) { $0.formUnion(inputs(of: $1)) }
    case .expression(let expression): inputs(of: expression)
    }
  }

  func inputs(of expression: CheckedExpression) -> Set<ChangeInput> {
    var found = inputs(of: Array(expression.uses.signals))
    if !expression.uses.unnamed.isEmpty {
      found.formUnion(inputs(of: book.vocabulary.painPoints.indices.map { .painPoint($0) }))
      found.formUnion(inputs(of: book.vocabulary.triggers.indices.map { .trigger($0) }))
    }
    for slot in expression.slots {
      switch book.expressions.variables[slot] {
      case .fact(let fact): found.formUnion(inputs(of: fact))
      case .touchpoints: found.insert(.touchpoints)
      case .buyingGroup: found.insert(.buyingGroup)
      case .contacts: found.insert(.contacts)
      case .painPoints, .triggers, .consent, .now: break
      }
    }
    return found
  }

  private func inputs(of signals: [DetectionSignal]) -> Set<ChangeInput> {
    signals.reduce(into: []) {
      switch $1 {
      case .painPoint(let item): $0.insert(.painPoint(item))
      case .trigger(let item): $0.insert(.trigger(item))
      }
      $0.formUnion(detected[$1, default: []])
    }
  }

  private func inputs(of fact: Fact) -> Set<ChangeInput> {
    switch fact {
    case .attribute(let index): return [.fact(.attribute(index))]
    case .builtIn(let fact):
      switch fact {
      case .market: return [.fact(.market), .fact(.persona)]
      case .stage, .phase: return [.fact(.stage)]
      case .exit: return hasExit ? [.fact(.stage)] : []
      case .persona, .role: return [.fact(.persona)]
      case .stalled: return [.fact(.stage), .fact(.stageEntered)]
      case .stageEntered, .daysInStage: return [.fact(.stageEntered)]
      case .sentiment: return [.fact(.sentiment)]
      case .language: return [.fact(.attribute(language))]
      case .lastTouchpoint, .lastTouchpointAt: return [.touchpoints]
      case .lastContactAt: return [.contacts]
      case .journey, .decisionOutcome, .decisionActions: return []
      }
    }
  }
}
