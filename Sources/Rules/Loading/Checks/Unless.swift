import Diagnostics

extension BookChecks {
  /// Warns of an exception that holds wherever the rule's own condition does.
  func checkUnless(of rule: Rule) {
    guard let unless = rule.unless else { return }
    guard let first = unless.terms.first else {
      neverMatches(
        rule, "its 'unless' always holds", at: rule.location, help: "say when it holds, or remove it")
      return
    }
    guard let when = rule.when, unless.terms.allSatisfy({ implies(when, $0) }) else { return }
    neverMatches(
      rule, "its 'unless' holds wherever its 'when' does",
      at: SourceLocation(file: rule.location.file, span: first.span),
      help: "let 'unless' ask for more than 'when' does")
  }

  private func neverMatches(_ rule: Rule, _ reason: String, at location: SourceLocation, help: String) {
    report(.warning, .ruleNeverMatches, "'\(rule.id)' can never match: \(reason)", at: location, help: help)
  }

  /// True where a term surely holds wherever a condition does.
  private func implies(_ condition: Condition, _ wanted: Condition.Term) -> Bool {
    var isImplied = false
    condition.forEachRequired { term in
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
}

extension Comparison {
  /// True where the other surely holds wherever this does.
  fileprivate func implies(_ other: Comparison) -> Bool {
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
}

extension Condition.Presence {
  /// True where the other surely holds wherever this does; only what `any` asks is looked at.
  fileprivate func implies(_ other: Condition.Presence) -> Bool {
    guard other.all == nil, other.none == nil, let wanted = other.any,
      (other.minSeverity ?? 0) <= (minSeverity ?? 0)
    else { return false }
    let wantedSet = Set(wanted)
    if let all, all.contains(where: wantedSet.contains) { return true }
    return any.map { wantedSet.isSuperset(of: $0) } ?? false
  }
}

extension DiagnosticID {
  static let ruleNeverMatches = DiagnosticID(
    "rule-never-matches",
    page: """
      Whenever the condition of a rule holds, its exception under 'unless' holds as well, so that the rule \
      never does anything. For example 'when: {stage: decision}' with 'unless: {stage: [decision, \
      retention]}'. Narrow 'unless', or switch the rule off with 'enabled: false'.
      """)
}
