import Rules
import Time

extension DecisionRun {
  /// Says why an action is recommended, or why not.
  ///
  /// - Parameters:
  ///   - limit: recommendations at most; nil: as the policies say.
  ///   - budget: how much work the search for the smallest change may be.
  mutating func why(
    _ action: Int, _ state: JourneyState, history: JourneyHistory, clock: Instant, limit: Int?, budget: Int
  ) -> ActionExplanation {
    let counted = coverage
    coverage = nil
    defer { coverage = counted }
    let decision = carryOut(state, history: history, clock: clock, options: .init(limit: limit))
    let situation = Situation(state, history, now: decision.now, for: plan)
    let most = limit ?? plan.book.policies.limit
    prepare(situation, limit: most)
    let recommenders = explainRecommenders(of: action)
    let eligible = explainEligible(action)
    let place = explainPlace(of: action, recommenders)
    var search = ChangeSearch(action, budget: budget)
    let smallest = most == 0 ? .none : search.search(situation, &self)
    return ActionExplanation(
      action: action, decision: decision, verdict: decision.verdict(on: action),
      recommenders: recommenders, eligible: eligible, gates: place.gates, priority: place.priority,
      rank: place.rank, until: place.until, openingChannel: place.openingChannel, smallestChange: smallest,
      situation: situation)
  }

  /// Goes up to where actions are chosen; in a holdout, too, where a decision does not come so far.
  private mutating func prepare(_ situation: Situation, limit: Int) {
    var decision = begin(situation)
    _ = gatherCandidates(&decision, records: situation.records, situation.history, limit: limit)
  }

  // MARK: Rules

  private mutating func explainRecommenders(of action: Int) -> [ActionExplanation.Recommender] {
    let rules = explainedRules()
    let proposals = candidates.contains(action) ? candidates.proposals(of: action) : []
    let scores = Dictionary(
      proposals.map { ($0.rule, candidates.score(of: $0)) }, uniquingKeysWith: { first, _ in first })
    let found = rules.recommending[action].map { rule in
      ActionExplanation.Recommender(
        rule: explain(rule), score: scores[rule] ?? plan.book.rules[Int(rule)].score(of: action)?.literal)
    }
    return found.sorted(by: ActionExplanation.precedes)
  }

  private mutating func explainEligible(_ action: Int) -> [TermExplanation]? {
    let rules = explainedRules()
    guard let condition = plan.book.actions[action].eligible, let slice = rules.eligible[action] else {
      return nil
    }
    return facts.expressionFacts.aside { facts.explain(condition, slice, in: rules.program) }
  }

  // MARK: The place among others

  /// Where an action stands among all, and what the gates say of it there.
  struct Place {
    var priority: Int64?
    var rank: Int?
    var gates: [GateExplanation] = []
    var until: Instant?
    var openingChannel: Int?
  }

  /// Chooses what stands before an action, and then asks all gates about it.
  private mutating func explainPlace(
    of action: Int, _ recommenders: [ActionExplanation.Recommender]
  ) -> Place {
    var decision = Decision(languages: plan.languages)
    var place = Place()
    var selection = Selection(now: facts.now)
    var passed = 0
    func choose(_ other: Int, _ channels: ArraySlice<Int>) {
      switch selection.choose(gateCandidate(other, &decision), channels: channels, through: &gates) {
      case .passed: passed += 1
      case .held(let closed): if closed.gate == .outranked { passed += 1 }
      }
    }
    let isFallback = plan.book.policies.fallback.contains(action) && !candidates.contains(action)
    place.priority =
      isFallback ? nil : candidates.level(of: action)?.priority ?? highestPriority(of: recommenders, action)
    for position in 0..<candidates.count {
      let (other, level) = candidates.ranked(position)
      if let priority = place.priority, (-level.priority, other) >= (-priority, action) { break }
      choose(other, candidates.channels(for: other))
    }
    if isFallback, !selection.hasPassed {
      for other in plan.book.policies.fallback.prefix(while: { $0 != action }) {
        choose(other, plan.channels[plan.actions[other].channels.range])
      }
      place.rank = passed + 1
    } else if place.priority != nil {
      place.rank = passed + 1
    }
    let candidate = gateCandidate(action, &decision)
    let channels = candidates.channels(for: action)
    place.gates = gates.explain(candidate, channels: channels, at: facts.now)
    if case .held(let closed) = gates.ask(candidate, channels: channels, at: facts.now),
      closed.gate.subject != .selection
    {
      place.until = gates.passage(candidate, channels: channels, from: facts.now).instant
      place.openingChannel = channels.first {
        place.until != nil && gates.passage(candidate, channels: [$0], from: facts.now).instant == place.until
      }
    }
    gates.markThoseByTheAnswer(&place.gates, candidate, at: facts.now)
    return place
  }

  /// What the best of its rules would give an action; nil where that would be computed, or no rule is in force.
  private func highestPriority(of recommenders: [ActionExplanation.Recommender], _ action: Int) -> Int64? {
    recommenders.compactMap { recommender in
      guard case .active = recommender.rule.standing, let score = recommender.score else { return nil }
      return Priority.millionths(score: score, weight: plan.book.actions[action].weight)
    }.max()
  }
}

extension Decision {
  /// What became of an action.
  fileprivate func verdict(on action: Int) -> ActionExplanation.Verdict {
    if outcome == .holdout { return .heldOut }
    if let index = recommendations.firstIndex(where: { $0.action == action }) {
      return recommendations[index].priority == nil
        ? .fallback(rank: index + 1) : .recommended(rank: index + 1)
    }
    if let held = heldBack.first(where: { $0.action == action }) { return .heldBack(held.closed) }
    return .notRecommended
  }
}
