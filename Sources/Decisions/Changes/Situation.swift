import Rules
import Time

/// All that a decision depends on beside the book: what is asked again and again with something changed.
struct Situation: Sendable {
  private(set) var state: JourneyState
  let history: JourneyHistory
  private(set) var now: Instant
  /// All contacts that are told of.
  private(set) var records: [Contact] = []
  /// The same, merged.
  private(set) var contacts: [Contact] = []
  private let plan: DecisionPlan

  init(_ state: JourneyState, _ history: JourneyHistory, now: Instant, for plan: DecisionPlan) {
    self.state = state
    self.history = history
    self.now = now
    self.plan = plan
    mergeContacts()
  }

  private mutating func mergeContacts() {
    records = history.contacts + state.contacts
    contacts = ContactMerging(in: plan.book).contacts(records)
  }

  /// The situation with something changed. What is changed of the book is not seen here.
  func with(_ change: Change) -> Situation {
    var changed = self
    changed.state.apply(change, at: now, for: plan)
    if case .waiting(let instant) = change { changed.now = instant }
    if case .adding(.contact) = change { changed.mergeContacts() }
    return changed
  }
}

/// How an action stands in a situation.
enum Standing {
  case first
  /// The journey is in the holdout group: nothing is recommended, whatever changes.
  case heldOut
  /// No rule recommends it, and as a fallback it is not asked.
  case unrecommended
  /// A gate is closed to it, even if it were asked first.
  case held(ClosedGate)
  /// It would come through, but another action is recommended first.
  case behind(Int)
}

extension DecisionRun {
  /// How an action stands. What led there can be looked at until the next question.
  mutating func standing(of action: Int, in situation: Situation) -> Standing {
    var decision = begin(situation)
    if plan.isHeldOut(journey: situation.state.journey, account: situation.state.account) { return .heldOut }
    let isFallback = plan.book.policies.fallback.contains(action)
    // Mostly it is not recommended, and then there is no need to look at all rules.
    guard isFallback || isRecommended(action) else { return .unrecommended }
    _ = gatherCandidates(&decision, records: situation.records, situation.history, limit: 1)
    return standing(of: action, isFallback: isFallback, now: situation.now)
  }

  /// The steps of a decision up to where rules recommend.
  mutating func begin(_ situation: Situation) -> Decision {
    explanation = .none
    facts.reset(to: situation.state, contacts: situation.contacts, now: situation.now)
    var decision = Decision(languages: plan.languages)
    decision.account = situation.state.account
    detect(&decision)
    place(situation.state, &decision)
    return decision
  }

  private mutating func isRecommended(_ action: Int) -> Bool {
    let rules = explainedRules()
    return facts.expressionFacts.aside {
      rules.recommending[action].contains { facts.matches($0, in: rules) }
    }
  }

  /// Asks the gates of each action as if it were the first.
  private mutating func standing(of action: Int, isFallback: Bool, now: Instant) -> Standing {
    var decision = Decision(languages: plan.languages)
    func closedGate(_ action: Int, _ channels: ArraySlice<Int>) -> ClosedGate? {
      switch gates.ask(gateCandidate(action, &decision), channels: channels, at: now) {
      case .passed: nil
      case .held(let closed): closed
      }
    }
    for position in 0..<candidates.count {
      let candidate = candidates.ranked(position).action
      guard closedGate(candidate, candidates.channels(for: candidate)) == nil else { continue }
      if candidate == action { return .first }
      guard candidates.contains(action) else { return .unrecommended }
      return closedGate(action, candidates.channels(for: action)).map { .held($0) } ?? .behind(candidate)
    }
    guard isFallback || candidates.contains(action) else { return .unrecommended }
    let own = plan.channels[plan.actions[action].channels.range]
    let closed = closedGate(action, isFallback ? own : candidates.channels(for: action))
    for fallback in plan.book.policies.fallback {
      let channels = plan.channels[plan.actions[fallback].channels.range]
      guard closedGate(fallback, channels) == nil else { continue }
      if fallback == action { return .first }
      return closed.map { .held($0) } ?? .behind(fallback)
    }
    return closed.map { .held($0) } ?? .unrecommended
  }
}
