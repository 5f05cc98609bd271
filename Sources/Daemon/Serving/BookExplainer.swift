import Decisions
import Rules
import Synchronization
import Time

/// Says why actions are recommended under a rule book, on whatever thread. What it needs for that is made beforehand, or when
/// it is first asked; one question is answered at a time.
final class BookExplainer: Sendable {
  /// A reason, in both forms.
  struct Answer: Sendable {
    fileprivate let explanation: ActionExplanation
    fileprivate let plan: DecisionPlan

    var json: [UInt8] { explanation.json(plan) }

    /// For people.
    var page: [UInt8] { Array(explanation.page(plan).utf8) }
  }

  private let plan: DecisionPlan
  private let limits: ExpressionLimits
  private let decider = Mutex<Decider?>(nil)

  init(_ plan: DecisionPlan, limits: ExpressionLimits) {
    self.plan = plan
    self.limits = limits
  }

  /// Makes what is needed for the first question.
  func prepare() {
    use { $0.prepareReasons() }
  }

  /// - Parameter state: with all its texts.
  func why(
    _ action: Int, _ state: JourneyState, history: JourneyHistory, clock: Instant, limit: Int?
  ) -> Answer {
    let explanation = use { $0.why(action, state, history: history, clock: clock, limit: limit) }
    return Answer(explanation: explanation, plan: plan)
  }

  private func use<Result: Sendable>(_ body: (Decider) -> Result) -> Result {
    decider.withLock { known in
      let decider = known ?? Decider(plan, limits: limits)
      known = decider
      return body(decider)
    }
  }
}
