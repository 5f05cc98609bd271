/// What the terms of a condition, all of which must hold, require of each fact, pain point and trigger.
struct Requirements {
  private typealias Requirement = (comparison: Comparison, term: Condition.Term)
  private var facts: [Fact: [Requirement]] = [:]
  private var asked: [DetectionSignal: Condition.Term] = [:]
  private var ruledOut: [DetectionSignal: Condition.Term] = [:]

  /// Adds a term; the conflict where it contradicts one that was added before.
  mutating func add(_ term: Condition.Term, _ names: BookNames) -> ConditionConflict? {
    switch term.test {
    case .fact(let fact, let comparisons):
      let earlier = facts[fact] ?? []
      // More than anybody writes; the work grows with the square.
      guard earlier.count < 64 else { return nil }
      facts[fact] = earlier + comparisons.map { ($0, term) }
      if let first = earlier.first,
        let contradiction = Contradiction(
          in: earlier.map(\.comparison) + comparisons, of: names.type(of: fact),
          values: names.values(of: fact))
      {
        let reason =
          switch contradiction {
          case .absent: "it cannot be absent and pass a comparator"
          case .empty(let reason): reason
          }
        return ConditionConflict(term: term, other: first.term, reason: reason)
      }
      return conflict(of: fact, term, names)
    case .painPoints(let presence): return add(presence, term, names[.painPoint]) { .painPoint($0) }
    case .triggers(let presence): return add(presence, term, names[.trigger]) { .trigger($0) }
    case .touchpoints, .contacts, .buyingGroup, .anyOf, .allOf, .noneOf, .expression: return nil
    }
  }

  private mutating func add(
    _ presence: Condition.Presence, _ term: Condition.Term, _ table: IDTable,
    _ signal: (Int) -> DetectionSignal
  ) -> ConditionConflict? {
    let required = (presence.all ?? []) + (presence.any?.count == 1 ? presence.any ?? [] : [])
    for index in required where asked[signal(index)] == nil { asked[signal(index)] = term }
    // What is ruled out below a severity may be present above it.
    if presence.minSeverity == nil {
      for index in presence.none ?? [] where ruledOut[signal(index)] == nil { ruledOut[signal(index)] = term }
    }
    for index in presence.named {
      guard let one = asked[signal(index)], let other = ruledOut[signal(index)], one.span != other.span else {
        continue
      }
      return ConditionConflict(
        term: term, other: one.span == term.span ? other : one,
        reason: "'\(table.ids[index])' is asked for and ruled out")
    }
    return nil
  }

  /// What follows from a stage for its phase, and from a persona for its role.
  private func conflict(of fact: Fact, _ term: Condition.Term, _ names: BookNames) -> ConditionConflict? {
    switch fact {
    case .builtIn(.stage), .builtIn(.phase):
      return conflict(of: term, between: .stage, and: .phase) { id in
        names[.stage].index(of: id).map { names.vocabulary.stages[$0].phase.rawValue }
      }
    case .builtIn(.persona), .builtIn(.role):
      return conflict(of: term, between: .persona, and: .role) { id in
        names[.persona].index(of: id).flatMap { names.vocabulary.personas[$0].role?.rawValue }
      }
    default: return nil
    }
  }

  /// - Parameter value: what follows from an id of the source for the target.
  private func conflict(
    of term: Condition.Term, between source: BuiltInFact, and target: BuiltInFact,
    _ value: (String) -> String?
  ) -> ConditionConflict? {
    guard let sources = facts[.builtIn(source)], let targets = facts[.builtIn(target)] else { return nil }
    for case (.isIn(let literals), let sourceTerm) in sources.map({ ($0.comparison.asList, $0.term) }) {
      let possible = literals.compactMap { literal in
        if case .string(let id) = literal { value(id).map { Literal.string($0) } } else { nil }
      }
      let comparisons = targets.map(\.comparison) + [.isIn(possible.withoutRepeats)]
      guard Contradiction(in: comparisons, of: .string, values: nil) != nil, let target = targets.first?.term
      else {
        continue
      }
      return ConditionConflict(
        term: term, other: target.span == term.span ? sourceTerm : target,
        reason: "no \(source.rawValue) that is asked for has that \(target.key)")
    }
    return nil
  }
}
