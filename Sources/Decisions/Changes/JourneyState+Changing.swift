import Rules
import Time

extension JourneyState {
  /// Makes a change of a state; others leave it as it is.
  ///
  /// - Parameter now: when somebody consents who does.
  mutating func apply(_ change: Change, at now: Instant, for plan: DecisionPlan) {
    switch change {
    case .fact(let fact, let setting): set(fact, setting, for: plan)
    case .consent(let channel): consent[channel] = Consent(isGiven: true, at: now)
    case .adding(let entry): add(entry, for: plan)
    case .removing(let entry): remove(entry, for: plan)
    case .waiting(let instant): self.now = instant
    case .score, .weight: break
    }
  }

  // MARK: Facts

  private mutating func set(_ fact: StateFact, _ setting: FactSetting?, for plan: DecisionPlan) {
    switch fact {
    case .stage: stage = setting?.item
    case .persona: persona = setting?.item
    case .market: market = setting?.item
    case .sentiment: sentiment = setting?.number
    case .stageEntered: stageEntered = setting?.instant
    case .attribute(let index):
      switch setting {
      case nil, .item: setAttribute(index, .absent, texts: nil, for: plan)
      case .noTexts: setTexts(of: index, [], for: plan)
      case .value(let literal):
        setAttribute(
          index, FactValue(literal, plan.interner),
          texts: literal.text.map { [$0] }, for: plan)
      }
    }
  }

  private mutating func setAttribute(
    _ index: Int, _ value: FactValue, texts: [String]?, for plan: DecisionPlan
  ) {
    attributes[index] = value
    self.texts[index] = plan.keepsText[index] ? texts : nil
    if index == plan.wellKnown.language { language = texts?.first }
  }

  private mutating func setTexts(of index: Int, _ texts: [String], for plan: DecisionPlan) {
    setSymbols(of: index, texts.map { plan.interner.symbol(of: $0) })
    self.texts[index] = plan.keepsText[index] ? texts : nil
  }

  private mutating func setSymbols(of index: Int, _ symbols: [Int32]) {
    lists.append(symbols)
    attributes[index] = .strings(Int32(lists.count - 1))
  }

  /// The symbols of a list of texts; nil where it is not known.
  func symbols(of index: Int) -> [Int32]? {
    guard case .strings(let list) = attributes[index] else { return nil }
    return lists[Int(list)]
  }

  // MARK: Entries of lists

  private mutating func add(_ entry: ListEntry, for plan: DecisionPlan) {
    switch entry {
    case .painPoint(let item, let severity):
      if let place = painPoints.firstIndex(where: { $0.item == item }) {
        painPoints[place].severity = max(painPoints[place].severity, severity)
      } else {
        painPoints.append((item, severity))
      }
    case .trigger(let item): triggers.append(item)
    case .text(let index, let text):
      setSymbols(of: index, (symbols(of: index) ?? []) + [plan.interner.symbol(of: text)])
      if plan.keepsText[index] { texts[index, default: []].append(text) }
    case .touchpoint(let entry): touchpoints.append(entry)
    case .member(let member): buyingGroup.append(member)
    case .contact(let sketch): contacts.append(Contact(sketch, in: plan.book))
    }
  }

  private mutating func remove(_ entry: ListEntry, for plan: DecisionPlan) {
    switch entry {
    case .painPoint(let item, _): painPoints.removeAll { $0.item == item }
    case .trigger(let item): triggers.removeAll { $0 == item }
    case .text(let index, let text):
      let symbol = plan.interner.symbol(of: text)
      setSymbols(of: index, (symbols(of: index) ?? []).filter { $0 != symbol })
      texts[index]?.removeAll { ExactText($0) == ExactText(text) }
    case .touchpoint(let entry):
      if let place = touchpoints.firstIndex(of: entry) { touchpoints.remove(at: place) }
    case .member(let member):
      if let place = buyingGroup.firstIndex(of: member) { buyingGroup.remove(at: place) }
    case .contact: break
    }
  }
}

extension FactSetting {
  fileprivate var item: Int? { if case .item(let item) = self { item } else { nil } }

  fileprivate var number: Double? {
    switch self {
    case .value(.double(let number)): number
    case .value(.int(let number)): Double(number)
    default: nil
    }
  }

  fileprivate var instant: Instant? {
    if case .value(.timestamp(let instant)) = self { instant } else { nil }
  }
}

extension Literal {
  var text: String? { if case .string(let text) = self { text } else { nil } }
}

extension FactValue {
  /// A constant as a state gives it.
  init(_ literal: Literal, _ interner: Interner) {
    self =
      switch literal {
      case .bool(let value): .bool(value)
      case .int(let value): .int(value)
      case .double(let value): .double(value)
      case .string(let text): .string(interner.symbol(of: text))
      case .timestamp(let instant): .instant(instant)
      }
  }
}

extension Contact {
  /// As a state tells of it.
  fileprivate init(_ sketch: ContactSketch, in book: RuleBook) {
    let action = book.actions[sketch.action]
    self.init(
      action: sketch.action, actionID: action.id, kind: action.kind, group: action.group,
      channel: sketch.channel, at: sketch.at, results: ContactResults(sketch.outcome, at: sketch.at),
      decision: nil, countsTowardCaps: action.countsTowardCaps)
  }
}
