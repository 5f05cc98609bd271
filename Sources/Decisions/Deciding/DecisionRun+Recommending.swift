import Rules
import Time

extension DecisionRun {
  /// Ranks what the rules recommend, asks the gates in that order, and says when what is held back would come through.
  mutating func recommend(
    _ decision: inout Decision, _ records: [Contact], _ history: JourneyHistory, _ options: Decider.Options
  ) {
    let isSuppressing = gatherCandidates(
      &decision, records: records, history, limit: options.limit ?? plan.book.policies.limit)
    if explanation == .full { findNearMisses(&decision) }
    decision.heldBack.reserveCapacity(candidates.count)
    var selection = Selection(now: facts.now)

    var position = 0
    while position < candidates.count {
      // Most of many are held back for what already held others back.
      position = holdPeers(from: position, &decision)
      guard position < candidates.count else { break }
      defer { position += 1 }
      let (action, level) = candidates.ranked(position)
      let row = plan.actions[action]
      let answer = selection.choose(
        gateCandidate(action, &decision), channels: candidates.channels(for: action), through: &gates)
      switch answer {
      case .held(let closed):
        if !candidates.hasWishes { gates.keepForPeers(closed, of: row) }
        decision.heldBack.append(
          .init(action: action, priority: level.priority, closed: closed, chosenCount: gates.chosenCount))
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
    if isSuppressing { explainSuppressions(&decision) }
    findOpenings(&decision, options)
  }

  /// Holds back, from a place in the order on, those actions of which the gates say what they have just said of others.
  ///
  /// - Returns: the place of the first that is to be asked about.
  private mutating func holdPeers(from start: Int, _ decision: inout Decision) -> Int {
    guard let holds = gates.holdsOfPeers else { return start }
    let chosenCount = gates.chosenCount
    let rows = plan.actions
    let (places, actions, levels) = candidates.plainOrder
    guard start < places.count else { return start }
    var next = start
    decision.heldBack.append(addingCapacity: places.count - start) { held in
      while next < places.count {
        let place = Int(places[next])
        let action = Int(actions[place])
        guard let closed = holds.hold(of: rows[action].peers) else { return }
        held.append(
          .init(action: action, priority: levels[place].priority, closed: closed, chosenCount: chosenCount))
        next += 1
      }
    }
    return next
  }

  /// Ranks what the rules recommend, and makes the gates ready for it.
  ///
  /// - Returns: whether any suppress rule is in force.
  mutating func gatherCandidates(
    _ decision: inout Decision, records: [Contact], _ history: JourneyHistory, limit: Int
  ) -> Bool {
    candidates.removeAll()
    _ = matches(plan.indexes.recommend, &decision)
    candidates.propose(found, facts.expressionFacts)
    candidates.rank()
    let suppressing =
      plan.indexes.suppress.rules.isEmpty
      ? [] : matches(plan.indexes.suppress, &decision, errorsMatch: true)
    // Without an account there are no other journeys to count.
    let others =
      plan.countsAccounts && decision.account != nil ? history.others.flatMap { merging.contacts($0) } : []
    gates.reset(
      facts, records: records, others: others, withdrawals: history.withdrawals, suppressing: suppressing,
      limit: limit)
    return !suppressing.isEmpty
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
      let candidate = gateCandidate(action, &decision)
      let answer = selection.choose(
        candidate, channels: plan.channels[candidate.row.channels.range], through: &gates)
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

  @inline(__always)
  mutating func gateCandidate(_ action: Int, _ decision: inout Decision) -> GateCandidate {
    let row = plan.actions[action]
    return GateCandidate(action: action, row: row, isEligible: isEligible(action, row, &decision))
  }

  private mutating func isEligible(_ action: Int, _ row: ActionRow, _ decision: inout Decision) -> Bool {
    // The plan is held on to once, and not each of its tables.
    let plan = plan
    guard let condition = plan.restriction(of: row)?.eligible
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
      guard let because = plan.effects.because[Int(proposal.rule)] else { continue }
      return facts.text(of: because.text(in: languages), in: languages)
    }
    return nil
  }

  /// Finds when those that were held back would come through. Each sees the contacts that its gates saw, so the
  /// last one goes first and those chosen are forgotten on the way.
  private mutating func findOpenings(_ decision: inout Decision, _ options: Decider.Options) {
    let hasNone = decision.recommendations.isEmpty
    let asked =
      hasNone || options.explanation == .full
      ? decision.heldBack.count : min(Decider.listed, decision.heldBack.count)
    var notFound: [Int] = []
    for index in (0..<asked).reversed() {
      let held = decision.heldBack[index]
      // Where a channel never opens, another one may.
      let gate = held.closed.gate
      guard gate.opensWithTime || gate.subject == .channel else { continue }
      gates.forgetChosen(after: held.chosenCount)
      let passage = gates.passage(
        gateCandidate(held.action, &decision), channels: candidates.channels(for: held.action),
        from: facts.now)
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
