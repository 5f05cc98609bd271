import Decisions
import Rules

/// Finds what in two rule books made two decisions on the same state differ, step by step in the order of a decision. For
/// an action that is the first step at which it fares otherwise; an action that is only moved, held back or let through by
/// what became of others has no cause of its own.
struct CauseSearch {
  let difference: BookEdits
  let sides: TwoDecisions
  /// Whether the caller said how many recommendations there may be.
  let isLimitGiven: Bool
  private let oldStandings: [String: ActionStanding]
  private let newStandings: [String: ActionStanding]
  private let oldRecommenders: [String: [String]]
  private let newRecommenders: [String: [String]]

  init(_ difference: BookEdits, _ sides: TwoDecisions, isLimitGiven: Bool) {
    self.difference = difference
    self.sides = sides
    self.isLimitGiven = isLimitGiven
    oldStandings = sides.old.standings()
    newStandings = sides.new.standings()
    oldRecommenders = sides.old.recommenders()
    newRecommenders = sides.new.recommenders()
  }

  /// What an action fares by in both decisions.
  struct Case {
    let action: String
    let old: ActionStanding?
    let new: ActionStanding?
    /// The ids of the rules that recommend it.
    let oldRules: [String]
    let newRules: [String]
  }

  private func fate(of action: String) -> Case {
    Case(
      action: action, old: oldStandings[action], new: newStandings[action],
      oldRules: oldRecommenders[action] ?? [], newRules: newRecommenders[action] ?? [])
  }

  // MARK: The search

  /// The causes of what a customer notices.
  ///
  /// - Parameter actions: those that a customer gets or does not get any more, or gets otherwise.
  /// - Returns: each cause with the actions that it is a cause of by itself; never empty.
  func causes(ofNoticed actions: [String]) -> [FoundCause] {
    if let holdout = causeOfHoldout() { return [FoundCause(holdout, actions)] }
    var found = collect(actions)
    if found.isEmpty { found = collect(others(besides: actions)) }
    if found.isEmpty { found = detectionCauses().map { FoundCause($0, []) } }
    if found.isEmpty { found = causesOfPolicies().map { FoundCause($0, []) } }
    return found.isEmpty ? [FoundCause(.unexplained, actions)] : found
  }

  /// The causes of what only differs in reasons.
  func causesOfReasons() -> [FoundCause] {
    if let holdout = causeOfHoldout() { return [FoundCause(holdout, [])] }
    var found = collect(others(besides: []))
    add(detectionCauses() + causesOfAlerts() + causesOfTexts(), to: &found)
    if found.isEmpty { found = causesOfPolicies().map { FoundCause($0, []) } }
    return found.isEmpty ? [FoundCause(.unexplained, [])] : found
  }

  private func others(besides actions: [String]) -> [String] {
    let known = Set(actions)
    return Set(oldStandings.keys).union(newStandings.keys).subtracting(known)
      .filter { oldStandings[$0] != newStandings[$0] || oldRecommenders[$0] != newRecommenders[$0] }
      .sorted(by: bytesPrecede)
  }

  private func collect(_ actions: [String]) -> [FoundCause] {
    var found: [FoundCause] = []
    for action in actions { add(causes(of: fate(of: action)), for: action, to: &found) }
    return found
  }

  private func add(_ causes: [Cause], for action: String? = nil, to found: inout [FoundCause]) {
    for cause in causes {
      if let index = found.firstIndex(where: { $0.cause == cause }) {
        if let action { found[index].actions.append(action) }
      } else {
        found.append(FoundCause(cause, [action].compactMap(\.self)))
      }
    }
  }

  /// The causes at the first step at which an action fares otherwise.
  private func causes(of fate: Case) -> [Cause] {
    let match = causesOfMatch(fate)
    if !match.isEmpty { return match }
    let score = causesOfScore(fate)
    if !score.isEmpty { return score }
    let gates = causesOfGates(fate)
    if !gates.isEmpty { return gates }
    return causesOfContent(fate)
  }

  private func causeOfHoldout() -> Cause? {
    guard (sides.old.decision.outcome == .holdout) != (sides.new.decision.outcome == .holdout) else {
      return nil
    }
    return cause(ofPolicy: "holdout", .select)
  }

  /// What applies to whole decisions: where nothing else was found.
  private func causesOfPolicies() -> [Cause] {
    ["fallback", "language", "time_zone", "same_contact_within", "limit"].compactMap {
      cause(ofPolicy: $0, .select)
    }
  }

  func cause(ofPolicy key: String, _ step: Cause.Step) -> Cause? {
    difference.policy(key).map { Cause(step, .policy(key), $0.asChange) }
  }

  func causes(ofAction id: String, _ changes: [FacetChange], _ step: Cause.Step) -> [Cause] {
    changes.map { Cause(step, .action(id), $0.asChange) }
  }
}

/// A cause of a difference, and the actions that it is a cause of by itself.
struct FoundCause {
  let cause: Cause
  var actions: [String]

  init(_ cause: Cause, _ actions: [String]) {
    self.cause = cause
    self.actions = actions
  }
}

extension Cause {
  static let unexplained = Cause(
    .reason, .decision, .sees(key: "no single change of the rule book explains it"))
}

extension FacetChange {
  var asChange: Cause.Change {
    // A key that appears or goes.
    .edited(key: key, old: old, new: new)
  }
}
