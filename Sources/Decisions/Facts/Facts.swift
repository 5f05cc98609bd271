import Rules
import Time

/// All that conditions look at, in tables by index. It changes while a decision is made: detections add pain
/// points and triggers, placements set stage and persona, alerts see the outcome.
struct Facts: ~Copyable {
  let plan: DecisionPlan
  /// The plan's, at hand.
  private let rankOrder: FactRanks
  private(set) var now = Instant(microseconds: 0)
  /// By `FactSlot`.
  private(set) var values: [FactValue]
  /// The ranks of the values, by `FactSlot`.
  private(set) var ranks: [UInt32]
  /// By index of a pain point; below zero where it is absent.
  private(set) var severities: [Double]
  /// By index of a trigger.
  private(set) var hasTrigger: [Bool]
  /// The pain points and the triggers that are present, in no order.
  private(set) var presentPainPoints: [Int32] = []
  private(set) var presentTriggers: [Int32] = []
  private(set) var market: Int?
  private(set) var stage: Int?
  private(set) var persona: Int?
  private(set) var exit: Int?
  private(set) var stageEntered: Instant?
  private(set) var lastTouchpoint: Int?
  private(set) var state = JourneyState()
  /// Merged; by instant, those without one last.
  private(set) var contacts: [Contact] = []
  /// The outcome and the actions of the decision, once it is made.
  private(set) var decisionOutcome: Decision.Outcome?
  private var decisionActions: [Int] = []
  let expressionFacts: ExpressionFacts

  init(plan: DecisionPlan, limits: ExpressionLimits) {
    self.plan = plan
    rankOrder = plan.ranks
    expressionFacts = ExpressionFacts(
      slots: plan.book.expressions.variables.count, expressions: plan.program.expressions.count,
      limits: limits)
    values = Array(repeating: .absent, count: FactSlot.firstAttribute + plan.book.attributes.count)
    ranks = Array(repeating: FactRanks.unknown, count: values.count)
    severities = Array(repeating: -1, count: plan.book.vocabulary.painPoints.count)
    hasTrigger = Array(repeating: false, count: plan.book.vocabulary.triggers.count)
  }

  /// Starts over with a state.
  mutating func reset(to state: JourneyState, contacts: [Contact], now: Instant) {
    self.state = state
    self.contacts = contacts
    self.now = now
    decisionOutcome = nil
    expressionFacts.reset()
    for item in presentPainPoints { severities[Int(item)] = -1 }
    for item in presentTriggers { hasTrigger[Int(item)] = false }
    presentPainPoints.removeAll(keepingCapacity: true)
    presentTriggers.removeAll(keepingCapacity: true)
    for (item, severity) in state.painPoints { _ = detect(painPoint: item, severity: severity) }
    for trigger in state.triggers { _ = detect(trigger: trigger) }
    for slot in 0..<FactSlot.firstAttribute { set(slot, .absent) }
    for (index, value) in state.attributes.enumerated() { set(FactSlot.firstAttribute + index, value) }
    if plan.comparesJourney { set(.journey, .string(plan.interner.symbol(of: state.journey))) }
    if let sentiment = state.sentiment { set(.sentiment, .double(sentiment)) }
    set(.language, values[FactSlot.firstAttribute + plan.wellKnown.language])
    stageEntered = nil
    if let entered = state.stageEntered { enter(since: entered) }
    setLastTouchpoint()
    setLastContact()
    stage = state.stage
    persona = state.persona
    setExit()
    deriveFromStageAndPersona()
  }

  private mutating func set(_ fact: BuiltInFact, _ value: FactValue) {
    set(FactSlot.of(fact), value)
  }

  private mutating func set(_ slot: Int, _ value: FactValue) {
    values[slot] = value
    ranks[slot] = rankOrder.rank(of: value, in: slot)
  }

  /// Whole 24 hours, rounded down: negative where the stage is entered later than now.
  private static func wholeDays(from: Instant, to: Instant) -> Int64 {
    (to - from).microseconds.quotient(floored: TimeSpan.day.microseconds)
  }

  private mutating func enter(since instant: Instant) {
    stageEntered = instant
    set(.stageEntered, .instant(instant))
    set(.daysInStage, .int(Self.wholeDays(from: instant, to: now)))
  }

  private mutating func setLastTouchpoint() {
    var latest: (type: Int, at: Instant)?
    for entry in state.touchpoints {
      guard let at = entry.at, at <= now, latest.map({ at >= $0.at }) ?? true else { continue }
      latest = (entry.type, at)
    }
    lastTouchpoint = latest?.type
    guard let latest else { return }
    set(.lastTouchpoint, .string(plan.symbols.touchpoints[latest.type]))
    set(.lastTouchpointAt, .instant(latest.at))
  }

  /// How the journey ended, unless the state says that it is in a stage.
  private mutating func setExit() {
    exit = state.stage == nil ? state.supplement.exit : nil
    if let exit { set(.exit, .string(plan.symbols.exits[exit])) }
  }

  private mutating func setLastContact() {
    for index in contacts.indices.reversed() {
      guard let at = contacts[index].at, at <= now else { continue }
      set(.lastContactAt, .instant(at))
      return
    }
  }

  /// Sets market, stage, phase, persona, role and `stalled` as they follow from stage and persona.
  private mutating func deriveFromStageAndPersona() {
    market = state.market
    if let stage {
      let row = plan.symbols.stages[stage]
      set(.stage, row.stage)
      set(.phase, row.phase)
      if let entered = stageEntered, let stallsAfter = row.stallsAfter {
        set(.stalled, .bool(now - entered >= stallsAfter))
      }
    }
    if let persona {
      let row = plan.symbols.personas[persona]
      set(.persona, row.persona)
      set(.role, row.role)
      market = market ?? row.market
    }
    if let market { set(.market, .string(plan.symbols.markets[market])) }
  }

  /// Adds a pain point; one that is present keeps the higher severity. Returns whether anything changed.
  mutating func detect(painPoint: Int, severity: Double) -> Bool {
    guard severities[painPoint] < severity else { return false }
    if severities[painPoint] < 0 { presentPainPoints.append(Int32(painPoint)) }
    severities[painPoint] = severity
    expressionFacts.forgetValues()
    return true
  }

  /// Adds a trigger. Returns whether it was absent before.
  mutating func detect(trigger: Int) -> Bool {
    guard !hasTrigger[trigger] else { return false }
    hasTrigger[trigger] = true
    presentTriggers.append(Int32(trigger))
    expressionFacts.forgetValues()
    return true
  }

  mutating func place(stage: Int?, persona: Int?) {
    self.stage = self.stage ?? stage
    self.persona = self.persona ?? persona
    if let observed = state.supplement.observed, observed.stage == self.stage, state.stageEntered == nil {
      enter(since: observed.since)
    }
    expressionFacts.forgetValues()
    deriveFromStageAndPersona()
  }

  /// Makes `decision.outcome` and `decision.actions` known, for alert rules.
  mutating func setDecision(_ outcome: Decision.Outcome, actions: [Int]) {
    decisionOutcome = outcome
    decisionActions = actions
    expressionFacts.forgetValues()
    set(.decisionOutcome, .string(plan.interner.symbol(of: outcome.rawValue)))
    set(.decisionActions, .strings(-1))
  }

  var decisionActionIDs: [String] { decisionActions.map { plan.book.actions[$0].id } }

  /// A list of symbols by the index that `FactValue.strings` holds; -1 is that of the decision's actions.
  func list(_ index: Int32) -> [Int32] {
    index < 0 ? decisionActions.map { plan.symbols.actions[$0] } : state.lists[Int(index)]
  }
}
