import Decisions
import Rules

/// Detect, place, match and score: what rules do before any gate is asked.
extension CauseSearch {
  // MARK: Match

  /// Rules that recommend the action in one decision only, where that changes its priority, or whether it is a candidate.
  func causesOfMatch(_ fate: Case) -> [Cause] {
    guard fate.oldRules != fate.newRules else { return [] }
    let (before, after) = (bestScore(fate.old, fate.action), bestScore(fate.new, fate.action))
    let gone = fate.oldRules.filter { !fate.newRules.contains($0) }
    let come = fate.newRules.filter { !fate.oldRules.contains($0) }
    let isCandidateOfBoth = !fate.oldRules.isEmpty && !fate.newRules.isEmpty
    // One that never gave the best score moves nothing.
    let lost = gone.filter {
      !isCandidateOfBoth || matters(difference.oldRule($0), sides.old, fate.action, over: after)
    }
    let won = come.filter {
      !isCandidateOfBoth || matters(difference.newRule($0), sides.new, fate.action, over: before)
    }
    return lost.flatMap { causesOfMatch($0, isNew: false, .match) }
      + won.flatMap { causesOfMatch($0, isNew: true, .match) }
  }

  private func bestScore(_ standing: ActionStanding?, _ action: String) -> Int64? { standing?.priority }

  /// Whether a rule can have given an action a higher priority than some other; one whose score is computed can.
  private func matters(
    _ rule: Int32?, _ side: TwoDecisions.Side, _ action: String, over priority: Int64?
  ) -> Bool {
    guard let priority, let rule, case .recommend(let list) = side.book.rules[Int(rule)].effect,
      let recommendation = list.first(where: { side.book.actions[$0.action].id == action }),
      let score = recommendation.score.literal
    else { return true }
    return Priority.millionths(score: score, weight: side.book.actions[recommendation.action].weight)
      > priority
  }

  /// Why a rule matched in one of the decisions only.
  ///
  /// - Parameter isNew: whether it matched in the new one.
  func causesOfMatch(_ id: String, isNew: Bool, _ step: Cause.Step) -> [Cause] {
    let change = difference.rule(id)
    switch change {
    case .added: return [Cause(step, .rule(id), .added)]
    case .removed: return [Cause(step, .rule(id), .removed)]
    case .same, .edited: break
    }
    let effect = isNew ? Cause.Effect.matches : .noLongerMatches
    // Asked where it does not match: what keeps it from that.
    let side = isNew ? sides.old : sides.new
    guard let index = isNew ? difference.oldRule(id) : difference.newRule(id) else { return [] }
    let explanation = side.decider.explain(index)
    let edits = change.edits
    if case .active = explanation.standing {
    } else {
      let keys = edits.filter { ["enabled", "from", "until"].contains($0.key) }
      if !keys.isEmpty { return keys.map { Cause(step, .rule(id), $0.asChange, effect) } }
    }
    var causes: [Cause] = []
    for (prefix, term) in obstacles(explanation) {
      let key = "\(prefix).\(term.term.key)"
      if let edit = edits.first(where: { $0.key == key }) {
        causes.append(Cause(step, .rule(id), edit.asChange, effect))
      } else {
        causes += causesOfFact(term.term, key, of: id, step, effect)
      }
    }
    if !causes.isEmpty { return unique(causes) }
    // A score that it could not compute, say.
    let conditions = edits.filter { $0.key != "because" }
    if !conditions.isEmpty { return conditions.map { Cause(step, .rule(id), $0.asChange, effect) } }
    return [Cause(step, .rule(id), .sees(key: "score"), effect)]
  }

  private func obstacles(_ explanation: RuleExplanation) -> [(prefix: String, term: TermExplanation)] {
    let when = explanation.when.filter { $0.verdict != .holds }.map { (prefix: "when", term: $0) }
    guard let unless = explanation.unless, unless.verdict == .holds else { return when }
    return when + unless.map { (prefix: "unless", term: $0) }
  }

  /// The same key finds something else: what was detected or placed before, or what a word means.
  private func causesOfFact(
    _ term: Condition.Term, _ key: String, of rule: String, _ step: Cause.Step, _ effect: Cause.Effect
  ) -> [Cause] {
    var causes: [Cause] = []
    if term.isAboutDetections, step > .detect { causes += causesOfDetect() }
    if term.isAboutPlacements, step > .place { causes += causesOfPlace() }
    if causes.isEmpty {
      causes = difference.words(term.words(in: sides.new.book)).map {
        Cause(step, .word($0.key), $0.asChange, nil)
      }
    }
    return causes.isEmpty ? [Cause(step, .rule(rule), .sees(key: key), effect)] : causes
  }

  // MARK: Detect and place

  func detectionCauses() -> [Cause] { unique(causesOfDetect() + causesOfPlace()) }

  /// Why other pain points or triggers were detected.
  private func causesOfDetect() -> [Cause] {
    guard detected(sides.old) != detected(sides.new) else { return [] }
    return causesOfRules(.detect, key: "detect", .detect)
  }

  /// Why another stage or persona was placed.
  private func causesOfPlace() -> [Cause] {
    guard placed(sides.old) != placed(sides.new) else { return [] }
    return causesOfRules(.place, key: "place", .place)
  }

  private func detected(_ side: TwoDecisions.Side) -> Set<String> {
    Set(
      side.decision.detected.map { found in
        switch found {
        case .painPoint(let item, let severity, _): "\(side.book.vocabulary.painPoints[item].id) \(severity)"
        case .trigger(let item, _): side.book.vocabulary.triggers[item].id
        }
      })
  }

  private func placed(_ side: TwoDecisions.Side) -> [String?] {
    [
      side.decision.stage.item.map { side.book.vocabulary.stages[$0].id },
      side.decision.persona.item.map { side.book.vocabulary.personas[$0].id },
    ]
  }

  /// Rules of a verb that matched in one of the decisions only, or whose effect has other words.
  func causesOfRules(_ verb: Rule.Verb, key: String, _ step: Cause.Step) -> [Cause] {
    let (old, new) = (sides.old.ids(of: verb), sides.new.ids(of: verb))
    let (before, after) = (Set(old), Set(new))
    var causes = old.filter { !after.contains($0) }.flatMap { causesOfMatch($0, isNew: false, step) }
    causes += new.filter { !before.contains($0) }.flatMap { causesOfMatch($0, isNew: true, step) }
    for id in new where before.contains(id) {
      causes += difference.rule(id).edits.filter { $0.key == key }.map { Cause(step, .rule(id), $0.asChange) }
    }
    return unique(causes)
  }

  // MARK: Score

  /// Why rules that recommend an action in both decisions give it another priority.
  func causesOfScore(_ fate: Case) -> [Cause] {
    guard let old = fate.old?.priority, let new = fate.new?.priority, old != new else { return [] }
    var causes: [Cause] = []
    for id in fate.newRules where fate.oldRules.contains(id) {
      let edits = difference.rule(id).edits.filter {
        $0.key == "score" || $0.key == "score of \(fate.action)"
      }
      for edit in edits
      where gives(old, edit.old, fate.action, sides.old) || gives(new, edit.new, fate.action, sides.new) {
        causes.append(Cause(.score, .rule(id), edit.asChange))
      }
    }
    causes += self.causes(ofAction: fate.action, difference.action(fate.action, "weight"), .score)
    if causes.isEmpty { causes = detectionCauses() }
    return causes
  }

  /// Whether a score, as a rule file has it, gives an action a priority; one that is computed may.
  private func gives(_ priority: Int64, _ score: String?, _ action: String, _ side: TwoDecisions.Side) -> Bool
  {
    guard let score = score.flatMap({ Double($0) }),
      let weight = side.book.actions.first(where: { $0.id == action })?.weight
    else { return true }
    return Priority.millionths(score: score, weight: weight) == priority
  }

  // MARK: Reasons

  func causesOfAlerts() -> [Cause] {
    causesOfRules(.alert, key: "summary", .reason) + causesOfRules(.alert, key: "severity", .reason)
  }

  /// Rules whose texts are others.
  func causesOfTexts() -> [Cause] {
    let matched = Set(sides.new.decision.matched.map { sides.new.book.rules[Int($0)].id })
    return matched.sorted(by: bytesPrecede).flatMap { id in
      difference.rule(id).edits.filter { $0.key == "because" }.map { Cause(.reason, .rule(id), $0.asChange) }
    }
  }

  func unique(_ causes: [Cause]) -> [Cause] {
    var seen: Set<Cause> = []
    return causes.filter { seen.insert($0).inserted }
  }
}
