import Rules
import Time

/// One decision after another, step by step. It is a value that is changed in place, so that its tables are
/// reached directly; the tables are kept between decisions, nothing of a state is.
struct DecisionRun {
  private let plan: DecisionPlan
  private let merging: ContactMerging
  private var facts: Facts
  private var candidates: Candidates
  private var gates: Gates
  private var matched: [Int32] = []
  private var room = RuleIndex.Room()
  private var chains: [String: LanguageChain] = [:]

  init(_ plan: DecisionPlan, limits: ExpressionLimits) {
    self.plan = plan
    merging = ContactMerging(in: plan.book)
    facts = Facts(plan: plan, limits: limits)
    candidates = Candidates(plan)
    gates = Gates(plan)
  }

  mutating func decide(
    _ state: JourneyState, history: JourneyHistory, clock: Instant, options: Decider.Options
  ) -> Decision {
    let now = state.now ?? clock
    let records = history.contacts.isEmpty ? state.contacts : history.contacts + state.contacts
    facts.reset(to: state, contacts: merging.contacts(records), now: now)
    var decision = Decision(languages: chain(for: state.language))
    decision.journey = state.journey
    decision.account = state.account
    decision.now = now
    decision.warnings = state.warnings
    detect(&decision)
    place(state, &decision)
    if plan.isHeldOut(journey: state.journey, account: state.account) {
      decision.outcome = .holdout
    } else {
      recommend(&decision, records, history, options)
    }
    raiseAlerts(&decision)
    decision.failures.sort { $0.subject < $1.subject }
    return decision
  }

  /// - Parameter errorsMatch: whether a rule matches of which an expression fails: where it holds something back.
  private mutating func matches(
    _ index: RuleIndex, _ decision: inout Decision, errorsMatch: Bool = false
  ) -> ArraySlice<Int32> {
    matched.removeAll(keepingCapacity: true)
    let expressions = facts.expressionFacts
    index.appendMatches(facts, to: &matched, in: &room, errorsMatch: errorsMatch) { rule in
      if let cause = expressions.failure { decision.failures.append(.init(.rule(rule), cause)) }
    }
    decision.matched += matched
    return matched[...]
  }

  /// The languages to try for somebody; a few are kept.
  private mutating func chain(for language: String?) -> LanguageChain {
    guard let language else { return plan.languages }
    if let known = chains[language] { return known }
    let chain = LanguageChain(person: language, book: plan.book.policies.language)
    if chains.count >= 64 { chains.removeAll() }
    chains[language] = chain
    return chain
  }

  // MARK: Detect and place

  private mutating func detect(_ decision: inout Decision) {
    guard !plan.detect.isEmpty else { return }
    var painPoints: [Int: (severity: Double, rule: Int32)] = [:]
    var triggers: [Int: Int32] = [:]
    for layer in plan.detect {
      for rule in matches(layer, &decision) {
        for detection in plan.detections[rule] ?? [] {
          switch detection {
          case .painPoint(let item, let severity):
            let severity = facts.amount(severity)
            if facts.detect(painPoint: item, severity: severity) {
              painPoints[item] = (severity, rule)
            } else if let known = painPoints[item], known.severity == severity {
              painPoints[item] = (severity, min(rule, known.rule))
            }
          case .trigger(let item):
            if facts.detect(trigger: item) {
              triggers[item] = rule
            } else if let known = triggers[item] {
              triggers[item] = min(rule, known)
            }
          }
        }
      }
    }
    decision.detected =
      painPoints.sorted { $0.key < $1.key }
      .map { .painPoint($0.key, severity: $0.value.severity, rule: $0.value.rule) }
      + triggers.sorted { $0.key < $1.key }.map { .trigger($0.key, rule: $0.value) }
  }

  /// Looks only at the rules for what is asked. All are looked at before anything is placed, so that none sees a
  /// placement.
  private mutating func place(_ state: JourneyState, _ decision: inout Decision) {
    var stage = Evidence()
    var persona = Evidence()
    if state.stage == nil {
      for index in matches(plan.placeStage, &decision) {
        guard case .stage(let item, let confidence)? = plan.placements[index] else { continue }
        stage.weigh(item, facts.amount(confidence), order: plan.book.rules[Int(index)].order)
      }
    }
    if state.persona == nil {
      for index in matches(plan.placePersona, &decision) {
        guard case .persona(let item, let confidence)? = plan.placements[index] else { continue }
        persona.weigh(item, facts.amount(confidence), order: plan.book.rules[Int(index)].order)
      }
    }
    if state.stage == nil || state.persona == nil {
      facts.place(stage: stage.item, persona: persona.item)
    }
    decision.stage = state.stage.map { .given($0) } ?? stage.item.map { .placed($0) } ?? .unknown
    decision.persona = state.persona.map { .given($0) } ?? persona.item.map { .placed($0) } ?? .unknown
  }

  // MARK: Recommend

  private mutating func recommend(
    _ decision: inout Decision, _ records: [Contact], _ history: JourneyHistory, _ options: Decider.Options
  ) {
    candidates.removeAll()
    _ = matches(plan.recommend, &decision)
    candidates.propose(matched, facts.expressionFacts)
    candidates.rank()
    decision.heldBack.reserveCapacity(candidates.count)
    let suppressing =
      plan.suppress.members.isEmpty ? [] : matches(plan.suppress, &decision, errorsMatch: true)
    // Without an account there are no other journeys to count.
    let others =
      plan.countsAccounts && decision.account != nil ? history.others.flatMap { merging.contacts($0) } : []
    gates.reset(
      facts, records: records, others: others, withdrawals: history.withdrawals, suppressing: suppressing)
    var selection = Selection(
      plan.book.policies, now: facts.now, limit: options.limit ?? plan.book.policies.limit)

    for position in 0..<candidates.count {
      let (action, level) = candidates.ranked(position)
      let row = plan.actions[action]
      let answer = selection.offer(
        action, row, isEligible: isEligible(action, row, &decision),
        channels: candidates.channels(for: action), through: &gates)
      switch answer {
      case .held(let closed):
        decision.heldBack.append(
          .init(
            action: action, priority: level.priority, closed: closed, chosenCount: gates.chosenCount))
      case .passed(let channel):
        let proposals = candidates.proposals(of: action)
        decision.recommendations.append(
          .init(
            action: action, channel: channel, passedOver: selection.passedOver, priority: level.priority,
            score: level.score, rules: proposals.map(\.rule),
            because: because(proposals, in: decision.languages)))
      }
    }
    if selection.hasPassed {
      decision.outcome = .matched
    } else {
      fallBack(&selection, &decision)
    }
    if !suppressing.isEmpty { explainSuppressions(&decision) }
    findOpenings(&decision, options)
  }

  /// Says why rules suppress what they hold back.
  private mutating func explainSuppressions(_ decision: inout Decision) {
    for held in decision.heldBack {
      guard case .rule(let rule)? = held.closed.by, decision.suppressionTexts[rule] == nil,
        let because = plan.book.rules[Int(rule)].because
      else { continue }
      decision.suppressionTexts[rule] = facts.text(
        of: because.text(in: decision.languages), in: decision.languages)
    }
  }

  /// The fallback actions, in their order, through the same gates.
  private mutating func fallBack(_ selection: inout Selection, _ decision: inout Decision) {
    for action in plan.book.policies.fallback {
      let row = plan.actions[action]
      let channels = plan.channels[row.channels.range]
      let answer = selection.offer(
        action, row, isEligible: isEligible(action, row, &decision), channels: channels, through: &gates)
      switch answer {
      case .held(let closed):
        guard !candidates.contains(action) else { continue }
        decision.heldBack.append(
          .init(action: action, priority: nil, closed: closed, chosenCount: gates.chosenCount))
      case .passed(let channel):
        decision.recommendations.append(
          .init(
            action: action, channel: channel, passedOver: selection.passedOver, priority: nil, score: nil,
            rules: [],
            because: nil))
      }
    }
    decision.outcome =
      selection.hasPassed ? .fallback : candidates.count > 0 ? .heldBack : .noMatch
  }

  private mutating func isEligible(_ action: Int, _ row: ActionRow, _ decision: inout Decision) -> Bool {
    guard row.restriction >= 0, let condition = plan.restrictions[Int(row.restriction)].eligible
    else { return true }
    if let known = facts.expressionFacts.eligibility[action] { return known }
    facts.expressionFacts.forgetFailure()
    let verdict = facts.verdict(condition, in: plan.program)
    if verdict == .error, let cause = facts.expressionFacts.failure {
      decision.failures.append(.init(.action(action), cause))
    }
    facts.expressionFacts.eligibility[action] = verdict == .holds
    return verdict == .holds
  }

  /// The text of the first rule that has one.
  private mutating func because(_ proposals: [Candidates.Proposal], in languages: LanguageChain) -> String? {
    for proposal in proposals {
      guard let because = plan.book.rules[Int(proposal.rule)].because else { continue }
      return facts.text(of: because.text(in: languages), in: languages)
    }
    return nil
  }

  /// Finds when those that were held back would come through. Each sees the contacts that its gates saw, so the
  /// last one goes first and those chosen are forgotten on the way.
  private mutating func findOpenings(_ decision: inout Decision, _ options: Decider.Options) {
    let hasNone = decision.recommendations.isEmpty
    let asked =
      hasNone || options.isFull ? decision.heldBack.count : min(Decider.listed, decision.heldBack.count)
    var notFound: [Int] = []
    for index in (0..<asked).reversed() {
      let held = decision.heldBack[index]
      guard held.closed.reason.opensWithTime else { continue }
      gates.forgetChosen(after: held.chosenCount)
      let row = plan.actions[held.action]
      let passage = gates.passage(
        held.action, row, isEligible: isEligible(held.action, row, &decision),
        channels: candidates.channels(for: held.action), from: facts.now)
      switch passage {
      case .at(let until):
        decision.heldBack[index].until = until
        if hasNone { decision.nextPossible = min(decision.nextPossible ?? until, until) }
      case .never: break
      case .notFound: notFound.append(held.action)
      }
    }
    if !notFound.isEmpty { decision.warn(ofNoPassage: notFound.reversed(), plan.book) }
  }

  // MARK: Alert

  private mutating func raiseAlerts(_ decision: inout Decision) {
    guard !plan.alert.members.isEmpty else { return }
    facts.know(decision.outcome, actions: decision.recommendations.map(\.action))
    for rule in matches(plan.alert, &decision) {
      guard case .alert(let alert) = plan.book.rules[Int(rule)].effect else { continue }
      let chain = decision.languages
      decision.alerts.append(
        .init(
          rule: rule, severity: alert.severity,
          summary: facts.text(of: alert.summary.text(in: chain), in: chain)))
    }
  }
}

extension Decision {
  /// Tells of actions whose gates open so often, and never together, that no `until` was found.
  fileprivate mutating func warn(ofNoPassage actions: [Int], _ book: RuleBook) {
    let place = warnings.firstIndex { !$0.pointer.isEmpty } ?? warnings.endIndex
    warnings.insert(
      contentsOf: actions.map { action in
        let id = book.actions[action].id
        return JourneyState.Warning(
          pointer: "",
          detail: "no 'until' was found for '\(id)': its gates were not open together after 64 openings")
      }, at: place)
  }
}

/// The placement with the highest confidence; on a tie the one whose rule stands later in the book.
private struct Evidence {
  private(set) var item: Int?
  private var weight = (confidence: -1.0, order: -1)

  mutating func weigh(_ item: Int, _ confidence: Double, order: Int) {
    guard (confidence, order) > weight else { return }
    self.item = item
    weight = (confidence, order)
  }
}

extension Decision.Failure.Subject {
  /// Rules first, then actions: indices stand in the order of ids.
  fileprivate static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.rule(let one), .rule(let other)): one < other
    case (.action(let one), .action(let other)): one < other
    case (.rule, .action): true
    case (.action, .rule): false
    }
  }
}

extension Closed.Reason {
  /// False for what only a change of facts, rules or rank opens.
  fileprivate var opensWithTime: Bool {
    switch self {
    case .ineligible, .suppressed, .spread, .outranked: false
    default: true
    }
  }
}
