import Rules
package import Time

/// Makes decisions under one plan. What it keeps between decisions are tables to reuse, nothing of a state: the
/// same plan, state, contacts and instant give the same decision. It belongs to one thread.
package final class Decider {
  package struct Options: Sendable {
    /// Recommendations at most; nil: as the policies say.
    package var limit: Int?
    /// With all of it, every action that was held back gets its `until`, not only those that an answer lists.
    package var explanation = Explanation.none

    package init(limit: Int? = nil, explanation: Explanation = .none) {
      self.limit = limit
      self.explanation = explanation
    }
  }

  /// How many actions that were held back an answer lists unless it is asked for all.
  package static let listed = 10

  package let plan: DecisionPlan
  private var run: DecisionRun

  /// Counts what decisions cover of the book; nil: nobody asks.
  package var coverage: RuleCoverage? {
    get { run.coverage }
    set { run.coverage = newValue }
  }

  package init(_ plan: DecisionPlan, limits: ExpressionLimits = ExpressionLimits()) {
    self.plan = plan
    run = DecisionRun(plan, limits: limits)
  }

  /// - Parameters:
  ///   - history: what the caller remembers, in addition to the state's own contacts.
  ///   - clock: now, where the state does not say.
  package func decide(
    _ state: JourneyState, history: JourneyHistory = .none, clock: Instant, options: Options = Options()
  ) -> Decision {
    run.carryOut(state, history: history, clock: clock, options: options)
  }

  /// Carries out the part of a decision that grows with the rule book, for whoever measures it: detecting, placing, and
  /// finding the recommend rules that match.
  ///
  /// - Returns: how many match.
  package func countMatches(_ state: JourneyState, clock: Instant) -> Int {
    run.countMatches(state, clock: clock)
  }

  /// Whether an action may ever be received by somebody in this state, as the rules see it after detecting and placing.
  ///
  /// - Parameter action: index of the action.
  package func isEligible(_ action: Int, for state: JourneyState, clock: Instant) -> Bool {
    var decision = run.carryOut(state, history: .none, clock: clock, options: Options(limit: 0))
    return run.gateCandidate(action, &decision).isEligible
  }

  /// Makes what only reasons need, which the first question after it would have to wait for: of a book of thousands of
  /// rules some ten milliseconds.
  package func prepareReasons() { run.prepareExplanations() }

  /// What a rule finds in the facts as the last decision left them.
  package func explain(_ rule: Int32) -> RuleExplanation { run.explain(rule) }

  /// Says why an action is recommended, or why not, and what is the smallest change that would put it first.
  ///
  /// - Parameters:
  ///   - action: index of the action.
  ///   - state: read with all its texts, so that they can be shown.
  ///   - limit: recommendations at most; nil: as the policies say.
  ///   - seekingChange: whether the smallest change is looked for, which takes most of the time.
  package func why(
    _ action: Int, _ state: JourneyState, history: JourneyHistory = .none, clock: Instant, limit: Int? = nil,
    seekingChange: Bool = true
  ) -> ActionExplanation {
    run.why(
      action, state, history: history, clock: clock, limit: limit,
      budget: seekingChange ? ChangeSearch.usualBudget : 0)
  }
}
