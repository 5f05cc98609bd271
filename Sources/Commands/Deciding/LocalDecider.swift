import Decisions
import JSON
import Rules
import Time

/// Decides by a rule book, in this process. A decision has no id here, so that the same states give the same bytes.
struct LocalDecider: StateDecider, StateKnowledge {
  private let decider: Decider
  private let clock: Instant
  private let options: Decider.Options

  init(_ plan: DecisionPlan, clock: Instant, options: Decider.Options) {
    decider = Decider(plan)
    self.clock = clock
    self.options = options
  }

  func stateSchema() -> [UInt8] { decider.plan.stateSchema(refusesUnknown: false) }

  func mistakes(in state: [UInt8]) throws(Failure) -> [Refusal.Mistake] {
    guard let document = try? JSONDocument(parsing: state) else { return [] }
    return try decide(document).mistakes
  }

  func decide(_ states: [AskedState]) throws(Failure) -> [StateResult] {
    var results: [StateResult] = []
    for state in states { results.append(try decide(state.document)) }
    return results
  }

  private func decide(_ document: JSONDocument) throws(Failure) -> StateResult {
    let state: JourneyState
    do throws(StateRefusal) {
      state = try JourneyState.read(
        document, at: document.root, for: decider.plan, limits: .init(),
        keepingTexts: options.explanation != .none)
    } catch {
      return .refused(Refusal(error))
    }
    let decision = decider.decide(state, clock: clock, options: options)
    var writer = JSONWriter(reservingCapacity: 2_048)
    decision.write(id: nil, plan: decider.plan, explanation: options.explanation, to: &writer)
    return try StateResult(decision: writer.bytes)
  }
}

extension DecidingWay {
  /// By a rule book at hand, on all threads at once.
  static func here(
    _ plan: DecisionPlan, threads: Int, clock: Instant, options: Decider.Options
  ) -> DecidingWay {
    .onThreads(
      Threads(count: threads, states: 64, bytes: 256 << 10) {
        LocalDecider(plan, clock: clock, options: options)
      })
  }
}
