extension Condition {
  /// True where a term surely holds wherever this condition does; false where it may not, or where that cannot be seen
  /// from the terms one by one.
  package func implies(_ wanted: Term) -> Bool {
    var isImplied = false
    forEachRequired { term in
      switch (term.test, wanted.test) {
      case (.fact(let fact, let given), .fact(let other, let wanted)) where fact == other:
        isImplied = isImplied || wanted.allSatisfy { wanted in given.contains { $0.implies(wanted) } }
      case (.painPoints(let given), .painPoints(let wanted)), (.triggers(let given), .triggers(let wanted)):
        isImplied = isImplied || given.implies(wanted)
      default: break
      }
    }
    return isImplied
  }

  /// True where another condition surely holds wherever this one does.
  package func implies(_ other: Condition) -> Bool { other.terms.allSatisfy { implies($0) } }
}

extension Comparison {
  /// True where the other surely holds wherever this does.
  package func implies(_ other: Comparison) -> Bool {
    switch (asList, other.asList) {
    case (.isIn(let given), .isIn(let wanted)): Set(given).isSubset(of: wanted)
    case (.exists(true), .exists(true)): true
    case (.exists(false), .exists(false)): true
    case (.exists, _): false
    case (_, .exists(true)): true
    case (.greaterOrEqual(let given), .greaterOrEqual(let wanted)),
      (.greater(let given), .greater(let wanted)),
      (.greater(let given), .greaterOrEqual(let wanted)):
      !given.precedes(wanted)
    case (.lessOrEqual(let given), .lessOrEqual(let wanted)), (.less(let given), .less(let wanted)),
      (.less(let given), .lessOrEqual(let wanted)):
      !wanted.precedes(given)
    case (.greaterOrEqual(let given), .greater(let wanted)): wanted.precedes(given)
    case (.lessOrEqual(let given), .less(let wanted)): given.precedes(wanted)
    default: false
    }
  }

  /// `equal` as a list of one; others as they are.
  var asList: Comparison {
    if case .equal(let literal) = self { return .isIn([literal]) }
    return self
  }
}

extension Condition.Presence {
  /// True where the other surely holds wherever this does; only what `any` asks is looked at.
  package func implies(_ other: Condition.Presence) -> Bool {
    guard other.all == nil, other.none == nil, let wanted = other.any,
      (other.minSeverity ?? 0) <= (minSeverity ?? 0)
    else { return false }
    let wantedSet = Set(wanted)
    if let all, all.contains(where: wantedSet.contains) { return true }
    return any.map { wantedSet.isSuperset(of: $0) } ?? false
  }
}
