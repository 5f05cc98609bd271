import Rules
package import Time

/// What a rule found in a state: each of its conditions, and what follows.
package struct RuleExplanation: Sendable {
  /// Whether a rule is looked at at all.
  package enum Standing: Sendable {
    case active
    case disabled
    /// Its `from` is still to come.
    case early(from: Instant)
    /// Its `until` has passed.
    case over(until: Instant)
  }

  /// Index of the rule.
  package let rule: Int32
  package let standing: Standing
  /// Of all conditions together; a rule matches where it is active and they hold.
  package let verdict: Verdict
  package let when: [TermExplanation]
  /// Nil where it has none; the rule does not match where these hold.
  package let unless: [TermExplanation]?

  package var matches: Bool {
    if case .active = standing { verdict == .holds } else { false }
  }

  /// The keys that kept it from matching, those within others not counted apart.
  package var obstacles: [TermExplanation] {
    when.filter { $0.verdict != .holds } + (isExcepted ? unless ?? [] : [])
  }

  /// Whether `unless` holds.
  private var isExcepted: Bool { unless.map { $0.verdict == .holds } ?? false }
}

extension [TermExplanation] {
  /// Of a condition, all keys of which must hold.
  package var verdict: Verdict { map(\.verdict).min() ?? .holds }
}

extension Facts {
  /// What a rule finds in the state as it is now.
  func explain(_ index: Int32, in rules: ExplainedRules) -> RuleExplanation {
    let rule = plan.book.rules[Int(index)]
    let row = rules.rows[Int(index)]
    let when = explain(rule.when, row.when, in: rules.program) ?? []
    let unless = explain(rule.unless, row.unless, in: rules.program)
    return RuleExplanation(
      rule: index, standing: standing(of: rule),
      verdict: unless.map { when.verdict.unless($0.verdict) } ?? when.verdict,
      when: when, unless: unless)
  }

  private func explain(
    _ condition: Condition?, _ slice: ConditionProgram.Slice?, in program: ConditionProgram
  ) -> [TermExplanation]? {
    guard let condition, let slice else { return nil }
    return explain(condition, slice, in: program)
  }

  /// Whether exactly one key of a rule's conditions, or its `unless`, keeps it from matching.
  func isNearMiss(_ index: Int32, in rules: ExplainedRules) -> Bool {
    guard case .active = standing(of: plan.book.rules[Int(index)]) else { return false }
    let (program, row) = (rules.program, rules.rows[Int(index)])
    var missed: Set<Int32> = []
    for test in row.when?.range ?? 0..<0 where verdict(of: program.tests[test], in: program) != .holds {
      missed.insert(program.terms[test])
      if missed.count > 1 { return false }
    }
    let isExcepted = row.unless.map { [.holds, .error].contains(verdict($0, in: program)) } ?? false
    return missed.count + (isExcepted ? 1 : 0) == 1
  }

  /// Whether a rule is in force and its conditions hold; numbers that it computes are not asked for.
  func matches(_ index: Int32, in rules: ExplainedRules) -> Bool {
    guard case .active = standing(of: plan.book.rules[Int(index)]) else { return false }
    let row = rules.rows[Int(index)]
    let when = row.when.map { verdict($0, in: rules.program) } ?? .holds
    guard when == .holds else { return false }
    return row.unless.map { when.unless(verdict($0, in: rules.program)) == .holds } ?? true
  }

  func standing(of rule: Rule) -> RuleExplanation.Standing {
    if !rule.isEnabled { return .disabled }
    if let from = rule.available.from, now < from { return .early(from: from) }
    if let until = rule.available.until, now >= until { return .over(until: until) }
    return .active
  }
}
