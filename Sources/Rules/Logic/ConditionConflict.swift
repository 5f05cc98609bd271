/// Two terms of a condition that cannot both hold.
package struct ConditionConflict: Sendable {
  package let term: Condition.Term
  /// The term that it contradicts, which stands before it or around it.
  package let other: Condition.Term
  /// As messages give it.
  package let reason: String
  /// Whether it stands in one of several alternatives, so that the others may hold.
  package internal(set) var isInAlternative = false
}

extension Condition {
  /// All terms that can never hold together with others, at any depth; empty where none is found.
  package func conflicts(_ names: BookNames) -> [ConditionConflict] {
    // The keys of a mapping differ, so that few conditions can contradict themselves at all.
    let mayContradict = terms.contains { term in
      switch term.test {
      case .anyOf, .allOf, .noneOf, .fact(.builtIn(.phase), _), .fact(.builtIn(.role), _): true
      case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .expression: false
      }
    }
    guard mayContradict else { return [] }
    var conflicts: [ConditionConflict] = []
    addConflicts(to: &conflicts, within: Requirements(), names)
    return conflicts
  }

  private func addConflicts(
    to conflicts: inout [ConditionConflict], within outer: Requirements, _ names: BookNames
  ) {
    var requirements = outer
    forEachRequired { term in
      if let conflict = requirements.add(term, names) { conflicts.append(conflict) }
    }
    forEachRequired { term in
      switch term.test {
      // Each alternative has to fit what stands beside it, or it can never hold.
      case .anyOf(let conditions):
        for condition in conditions {
          condition.addConflicts(ofAlternativeTo: &conflicts, within: requirements, names)
        }
      case .noneOf(let conditions):
        for condition in conditions {
          condition.addConflicts(ofAlternativeTo: &conflicts, within: Requirements(), names)
        }
      case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .allOf, .expression: break
      }
    }
  }

  private func addConflicts(
    ofAlternativeTo conflicts: inout [ConditionConflict], within outer: Requirements, _ names: BookNames
  ) {
    let first = conflicts.count
    addConflicts(to: &conflicts, within: outer, names)
    for index in conflicts.indices.dropFirst(first) { conflicts[index].isInAlternative = true }
  }

  /// True where it surely holds for no state of a book: two of its terms contradict each other, no value passes a
  /// term, or none of several alternatives can hold.
  package func neverHolds(_ names: BookNames) -> Bool { neverHolds(within: Requirements(), names) }

  private func neverHolds(within outer: Requirements, _ names: BookNames) -> Bool {
    var requirements = outer
    var isEmpty = false
    forEachRequired { term in
      isEmpty = isEmpty || term.isEmpty(names) || requirements.add(term, names) != nil
    }
    if isEmpty { return true }
    var isDead = false
    forEachRequired { term in
      guard case .anyOf(let conditions) = term.test else { return }
      isDead = isDead || conditions.allSatisfy { $0.neverHolds(within: requirements, names) }
    }
    return isDead
  }
}

extension Condition.Term {
  /// True where no value of its fact passes.
  fileprivate func isEmpty(_ names: BookNames) -> Bool {
    guard case .fact(let fact, let comparisons) = test else { return false }
    return Contradiction(in: comparisons, of: fact, names) != nil
  }
}
