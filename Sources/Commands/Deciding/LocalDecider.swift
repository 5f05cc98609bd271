import Decisions
import JSON
import Rules
import Time

/// Decides by a rule book, in this process. A decision has no id here, so that the same states give the same bytes.
struct LocalDecider: StateDecider {
  private let decider: Decider
  private let clock: Instant
  private let options: Decider.Options

  init(_ plan: DecisionPlan, clock: Instant, options: Decider.Options) {
    decider = Decider(plan)
    self.clock = clock
    self.options = options
  }

  func decide(_ states: [AskedState]) -> [StateResult] {
    states.map { state in
      let document = state.document
      do throws(StateRefusal) {
        let state = try JourneyState.read(
          document, at: document.root, for: decider.plan, limits: .init(),
          keepingTexts: options.explanation != .none)
        let decision = decider.decide(state, clock: clock, options: options)
        var writer = JSONWriter(reservingCapacity: 2_048)
        decision.write(id: nil, plan: decider.plan, explanation: options.explanation, to: &writer)
        return .decided(writer.bytes)
      } catch {
        return .refused(Refusal(error))
      }
    }
  }
}
