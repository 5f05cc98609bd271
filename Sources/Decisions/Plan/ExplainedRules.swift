import Rules

/// All conditions of a book in full, as explanations look at them: what decides leaves out the terms that its index settles.
final class ExplainedRules: Sendable {
  /// The conditions of a rule; nil where it has none.
  struct Row: Sendable {
    let when: ConditionProgram.Slice?
    let unless: ConditionProgram.Slice?
  }

  let program: ConditionProgram
  /// By index of a rule.
  let rows: [Row]
  /// By index of a rule: the highest priority that it could give an action, in millionths; nil where it recommends none, or
  /// is disabled.
  let highestPriorities: [Int64?]
  /// By index of an action: the rules that recommend it, those that are disabled among them.
  let recommending: [[Int32]]
  /// By index of an action: its `eligible`; nil where it has none.
  let eligible: [ConditionProgram.Slice?]

  /// - Parameter interner: that of the plan, which has all texts of the book.
  init(_ book: RuleBook, _ interner: Interner) {
    var builder = ProgramBuilder(book, interner)
    rows = book.rules.map { rule in
      Row(
        when: rule.when.map { builder.conjunction($0) }, unless: rule.unless.map { builder.conjunction($0) })
    }
    eligible = book.actions.map { $0.eligible.map { builder.conjunction($0) } }
    program = builder.program
    var recommending: [[Int32]] = Array(repeating: [], count: book.actions.count)
    for (index, rule) in book.rules.enumerated() {
      guard case .recommend(let list) = rule.effect else { continue }
      for recommendation in list { recommending[recommendation.action].append(Int32(index)) }
    }
    self.recommending = recommending
    highestPriorities = book.rules.map { rule in
      guard rule.isEnabled, case .recommend(let list) = rule.effect else { return nil }
      return list.map { recommendation in
        Priority.millionths(
          score: recommendation.score.literal ?? Self.highestScore,
          weight: book.actions[recommendation.action].weight)
      }.max()
    }
  }

  /// Of a score that is computed.
  private static let highestScore = 100.0
}
