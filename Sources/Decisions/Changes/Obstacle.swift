import Rules
import Time

/// What keeps an action from being first, as the parts of the state on which that depends: one of them is changed by
/// every set of changes that puts it first by this way, unless time does it.
private typealias Obstacle = Set<ChangeInput>

extension DecisionRun {
  /// Changes of which one is in every set of so many that puts an action first; those of the book's numbers are among
  /// them where one alone would be enough. To be asked for right after the action's standing.
  ///
  /// - Parameter count: nil: whatever it takes, since waiting may do several things at once.
  mutating func openings(
    for action: Int, standing: Standing, in situation: Situation, within count: Int?
  ) -> [Change] {
    var inputs: Set<ChangeInput> = []
    var numbers: [Change] = []
    var waits: [Instant] = []
    switch standing {
    case .first, .heldOut: break
    case .unrecommended:
      for obstacle in waysIn(for: action, situation, within: count, above: nil) { inputs.formUnion(obstacle) }
      if plan.book.policies.fallback.contains(action) {
        for position in 0..<candidates.count {
          inputs.formUnion(supports(of: candidates.ranked(position).action, situation))
        }
      }
    case .held(let closed):
      inputs = obstacles(closing: action, closed, situation)
      waits = openingTimes(of: action, from: situation.now)
    case .behind(let first):
      let level = candidates.level(of: first)
      inputs = supports(of: first, situation)
      for obstacle in waysIn(for: action, situation, within: count, above: level?.priority) {
        inputs.formUnion(obstacle)
      }
      numbers = self.numbers(putting: action, before: first)
    }
    return changeSpace().changes(of: inputs, in: situation.state, at: situation.now) + numbers
      + waits.map { .waiting(until: $0) }
  }

  /// The instants at which time alone opens what is closed to an action: its gates, and the windows of its rules.
  mutating func openingTimes(of action: Int, in situation: Situation) -> [Instant] {
    var decision = begin(situation)
    _ = gatherCandidates(&decision, records: situation.records, situation.history, limit: 1)
    let windows = explainedRules().recommending[action].compactMap { plan.book.rules[Int($0)].available.from }
    // Its own dates are asked first of all gates: what closes others, for good perhaps, must not hide them.
    let dates = [plan.book.actions[action].available.from].compactMap(\.self)
    let times = windows + dates + openingTimes(of: action, from: situation.now)
    return Set(times).filter { $0 > situation.now }.sorted()
  }

  /// The instants at which its gates let an action through, with candidates and gates as they are.
  private mutating func openingTimes(of action: Int, from now: Instant) -> [Instant] {
    // Whether the state fulfils its condition is for other changes.
    let candidate = GateCandidate(action: action, row: plan.actions[action], isEligible: true)
    let times = gates.openings(candidate, channels: candidates.channels(for: action), from: now)
    return Set(times).filter { $0 > now }.sorted()
  }

  // MARK: To be recommended

  /// Of each rule that could recommend an action with at most so many changes, the one of its obstacles that leaves the
  /// least choice.
  ///
  /// - Parameter priority: where the rule must give the action at least this.
  private mutating func waysIn(
    for action: Int, _ situation: Situation, within count: Int?, above priority: Int64?
  ) -> [Obstacle] {
    let rules = explainedRules()
    let dependence = changeSpace().dependence
    return facts.expressionFacts.aside {
      rules.recommending[action].compactMap { rule in
        guard let highest = rules.highestPriorities[Int(rule)], highest >= priority ?? 0,
          let obstacles = facts.obstacles(to: rule, in: rules, dependence)
        else { return nil }
        guard !obstacles.isEmpty else {
          // It matches, or would but for a number.
          let inputs = dependence.inputs(ofNumbersOf: plan.book.rules[Int(rule)], in: situation.state)
          return inputs.isEmpty ? nil : inputs
        }
        if let count, obstacles.leastChanges > count { return nil }
        return obstacles.min { $0.count < $1.count }
      }
    }
  }

  // MARK: To pass the gates

  /// What the first closed gate depends on; that of each channel, where the gates of channels are closed.
  private mutating func obstacles(
    closing action: Int, _ closed: ClosedGate, _ situation: Situation
  ) -> Obstacle {
    guard closed.gate.subject == .channel else { return obstacle(closed, to: action, situation) }
    var decision = Decision(languages: plan.languages)
    let candidate = gateCandidate(action, &decision)
    var inputs: Obstacle = []
    for channel in candidates.channels(for: action) {
      guard let closed = gates.firstClosed(candidate, of: .channel, on: channel, at: situation.now) else {
        continue
      }
      inputs.formUnion(obstacle(closed, to: action, situation))
    }
    return inputs
  }

  private mutating func obstacle(_ closed: ClosedGate, to action: Int, _ situation: Situation) -> Obstacle {
    let dependence = changeSpace().dependence
    switch (closed.gate, closed.by) {
    case (.ineligible, _):
      return dependence.inputs(of: plan.book.actions[action].eligible, in: situation.state)
    case (.noConsent, _): return closed.channel.map { [.consent($0)] } ?? []
    case (_, .rule(let rule)):
      return dependence.inputs(of: plan.book.rules[Int(rule)], in: situation.state)
    default: return []
    }
  }

  // MARK: To be before another one

  /// What an action that is first depends on: the best of its rules, and what could close its gates.
  private mutating func supports(of action: Int, _ situation: Situation) -> Obstacle {
    let dependence = changeSpace().dependence
    let book = plan.book
    var inputs = dependence.inputs(of: book.actions[action].eligible, in: situation.state)
    if let best = candidates.contains(action) ? candidates.proposals(of: action).first : nil {
      inputs.formUnion(dependence.inputs(of: book.rules[Int(best.rule)], in: situation.state))
    }
    for index in plan.indexes.suppress.rules {
      let rule = book.rules[Int(index)]
      guard case .suppress(let suppression) = rule.effect, suppression.concerns(plan.actions[action], action)
      else { continue }
      inputs.formUnion(dependence.inputs(of: rule, in: situation.state))
    }
    return inputs
  }

  /// The scores and the weight that would put an action before another one, where one may be so high.
  private func numbers(putting action: Int, before first: Int) -> [Change] {
    guard candidates.contains(action), let level = candidates.level(of: first) else { return [] }
    let wanted = level.priority + (action < first ? 0 : 1)
    let weight = plan.book.actions[action].weight
    var found: [Change] = []
    for proposal in candidates.proposals(of: action) {
      guard plan.book.rules[Int(proposal.rule)].score(of: action)?.literal != nil,
        let score = Priority.leastFactor(reaching: wanted, with: weight, decimals: 0)
      else { continue }
      found.append(.score(rule: proposal.rule, action: action, score))
    }
    if let own = candidates.level(of: action),
      let weight = Priority.leastFactor(reaching: wanted, with: own.score, decimals: 2)
    {
      found.append(.weight(action: action, weight))
    }
    return found
  }
}

extension [Obstacle] {
  /// How many changes it takes at least to do away with all: those that share no part of the state take one each.
  fileprivate var leastChanges: Int {
    var count = 0
    var touched: Set<ChangeInput> = []
    for obstacle in sorted(by: { $0.count < $1.count }) {
      if touched.isDisjoint(with: obstacle) { count += 1 }
      touched.formUnion(obstacle)
    }
    return count
  }
}

extension Facts {
  /// What keeps a rule from matching, each key of its conditions by itself; nil where nothing could make it match. Time
  /// and the numbers that it computes are not asked for.
  fileprivate func obstacles(to index: Int32, in rules: ExplainedRules, _ dependence: Dependence)
    -> [Obstacle]?
  {
    let rule = plan.book.rules[Int(index)]
    let (program, row) = (rules.program, rules.rows[Int(index)])
    var found: [Obstacle] = []
    switch standing(of: rule) {
    case .disabled, .over: return nil
    case .active, .early: break
    }
    if let slice = row.when {
      let missed = Set(
        slice.range.filter { verdict(of: program.tests[$0], in: program) != .holds }.map { program.terms[$0] }
      )
      var number: Int32 = 0
      for term in rule.when?.terms ?? [] {
        if missed.contains(number) { found.append(dependence.inputs(of: term, in: state)) }
        number += term.count
      }
    }
    if let unless = row.unless, [.holds, .error].contains(verdict(unless, in: program)) {
      found.append(dependence.inputs(of: rule.unless, in: state))
    }
    return found
  }
}

extension Suppression {
  /// Whether it may hold back an action, on whatever channel.
  fileprivate func concerns(_ action: ActionRow, _ index: Int) -> Bool {
    guard let selector else { return true }
    return selector.actions.allows(index) && selector.kinds.allows(action.kind)
      && selector.groups.allows(action.group)
  }
}

extension Rule {
  /// The score that it gives an action; nil where it does not recommend it.
  func score(of action: Int) -> Amount? {
    guard case .recommend(let list) = effect else { return nil }
    return list.first { $0.action == action }?.score
  }
}

extension Dependence {
  /// What a rule depends on, its numbers included.
  func inputs(of rule: Rule, in state: JourneyState) -> Set<ChangeInput> {
    inputs(of: rule.when, in: state).union(inputs(of: rule.unless, in: state))
      .union(inputs(ofNumbersOf: rule, in: state))
  }

  func inputs(ofNumbersOf rule: Rule, in state: JourneyState) -> Set<ChangeInput> {
    rule.effect.expressions.reduce(into: []) { $0.formUnion(inputs(of: $1, in: state)) }
  }
}

extension Candidates {
  /// What an action reaches; nil where it is none of them.
  func level(of action: Int) -> Ranking.Level? {
    guard contains(action) else { return nil }
    for position in 0..<count where ranked(position).action == action { return ranked(position).level }
    return nil
  }
}
