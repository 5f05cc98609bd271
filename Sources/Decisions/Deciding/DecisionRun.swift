import Rules
import Time

/// One decision after another, step by step. It is a value that is changed in place, so that its tables are
/// reached directly; the tables are reused between decisions, nothing of a state is.
struct DecisionRun: ~Copyable {
  let plan: DecisionPlan
  let merging: ContactMerging
  var facts: Facts
  var candidates: Candidates
  var gates: Gates
  /// What the last look found.
  var found = Matches()
  var explanation = Explanation.none
  var coverage: RuleCoverage?
  private var fullConditions: ExplainedRules?
  private var changes: ChangeSpace?
  private var placed: PlacedMembers
  private var chains: [String: LanguageChain] = [:]

  init(_ plan: DecisionPlan, limits: ExpressionLimits) {
    self.plan = plan
    merging = ContactMerging(in: plan.book)
    facts = Facts(plan: plan, limits: limits)
    candidates = Candidates(plan)
    gates = Gates(plan)
    placed = PlacedMembers(of: plan.indexes.recommend)
  }

  mutating func carryOut(
    _ state: JourneyState, history: JourneyHistory, clock: Instant, options: Decider.Options
  ) -> Decision {
    let records = history.contacts.isEmpty ? state.contacts : history.contacts + state.contacts
    explanation = options.explanation
    var decision = begin(state, records, clock: clock)
    if plan.isHeldOut(journey: state.journey, account: state.account) {
      decision.outcome = .holdout
    } else {
      recommend(&decision, records, history, options)
    }
    raiseAlerts(&decision)
    decision.failures.sort { $0.subject < $1.subject }
    return decision
  }

  /// Detects and places.
  private mutating func begin(_ state: JourneyState, _ records: [Contact], clock: Instant) -> Decision {
    let now = state.now ?? clock
    facts.reset(to: state, contacts: merging.contacts(records), now: now)
    var decision = Decision(languages: chain(for: state.language))
    decision.journey = state.journey
    decision.account = state.account
    decision.now = now
    decision.warnings = state.warnings
    detect(&decision)
    place(state, &decision)
    return decision
  }

  /// Goes as far as to the recommend rules that match.
  ///
  /// - Returns: how many they are.
  mutating func countMatches(_ state: JourneyState, clock: Instant) -> Int {
    explanation = .none
    var decision = begin(state, state.contacts, clock: clock)
    return matches(plan.indexes.recommend, &decision).count
  }

  /// - Parameter errorsMatch: whether a rule matches of which an expression fails: where it holds something back.
  mutating func matches(
    _ index: RuleIndex, _ decision: inout Decision, errorsMatch: Bool = false
  ) -> ArraySlice<Int32> {
    let expressions = facts.expressionFacts
    index.match(facts, into: &found, &placed, errorsMatch: errorsMatch) { rule in
      if let cause = expressions.failure { decision.failures.append(.init(.rule(rule), cause)) }
    }
    if decision.matched.isEmpty { decision.matched = found.rules } else { decision.matched += found.rules }
    if explanation != .none { explainMatches(&decision) }
    if coverage != nil { countCoverage(of: index) }
    return found.rules[...]
  }

  private mutating func countCoverage(of index: RuleIndex) {
    let rules = explainedRules()
    facts.expressionFacts.aside { coverage?.count(index.rules, matched: found.rules, facts, rules) }
  }

  /// The conditions as explanations look at them, made when the first asks for them.
  mutating func explainedRules() -> ExplainedRules {
    let rules = fullConditions ?? ExplainedRules(plan.book, plan.interner)
    fullConditions = rules
    return rules
  }

  /// Makes what explanations look at and decisions do not.
  mutating func prepareExplanations() {
    _ = explainedRules()
    _ = changeSpace()
  }

  /// The changes that can matter, collected when they are first asked for.
  mutating func changeSpace() -> ChangeSpace {
    let space = changes ?? ChangeSpace(plan.book)
    changes = space
    return space
  }

  /// The languages to try for somebody; a few are cached.
  private mutating func chain(for language: String?) -> LanguageChain {
    guard let language else { return plan.languages }
    if let known = chains[language] { return known }
    let chain = LanguageChain(person: language, book: plan.book.policies.language)
    if chains.count >= 64 { chains.removeAll() }
    chains[language] = chain
    return chain
  }

  // MARK: Alert

  private mutating func raiseAlerts(_ decision: inout Decision) {
    guard !plan.indexes.alert.rules.isEmpty else { return }
    facts.setDecision(decision.outcome, actions: decision.recommendations.map(\.action))
    for rule in matches(plan.indexes.alert, &decision) {
      guard case .alert(let alert) = plan.book.rules[Int(rule)].effect else { continue }
      let chain = decision.languages
      decision.alerts.append(
        .init(
          rule: rule, severity: alert.severity,
          summary: facts.text(of: alert.summary.text(in: chain), in: chain)))
    }
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
