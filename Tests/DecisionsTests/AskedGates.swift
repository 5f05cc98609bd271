import Rules
import Time

@testable import Decisions

/// The gates as they stand for one state, to ask them one by one.
struct AskedGates: ~Copyable {
  let plan: DecisionPlan
  let now: Instant
  private var gates: Gates
  private let facts: Facts

  /// - Parameter limit: how many actions may be chosen.
  init(_ scenario: Scenario, _ state: JourneyState, limit: Int) {
    plan = scenario.plan
    now = state.now ?? Instant(microseconds: 0)
    var facts = Facts(plan: plan, limits: ExpressionLimits())
    facts.reset(to: state, contacts: ContactMerging(in: plan.book).contacts(state.contacts), now: now)
    var suppressing = Matches()
    var placed = PlacedMembers(of: plan.indexes.recommend)
    plan.indexes.suppress.match(facts, into: &suppressing, &placed, errorsMatch: true) { _ in }
    gates = Gates(plan)
    gates.reset(
      facts, records: state.contacts, others: [], withdrawals: [], suppressing: suppressing.rules[...],
      limit: limit)
    self.facts = facts
  }

  func candidate(_ action: Int) -> GateCandidate {
    let row = plan.actions[action]
    let condition = plan.restriction(of: row)?.eligible
    return GateCandidate(
      action: action, row: row,
      isEligible: condition.map { facts.verdict($0, in: plan.program) == .holds } ?? true)
  }

  mutating func choose(_ action: Int) { choose(action, on: plan.book.actions[action].channels.first) }

  mutating func choose(_ action: Int, on channel: Int?) {
    gates.choose(action, plan.actions[action], channel: channel)
  }

  /// Every gate that is closed about one subject, none left out because it need not be asked.
  mutating func closed(
    _ action: Int, _ subject: Gate.Subject, on channel: Int? = nil, at time: Instant
  ) -> [GateVerdict] {
    var rest = GateSet.of(subject)
    var verdicts: [GateVerdict] = []
    while let verdict = gates.nextClosed(&rest, candidate(action), on: channel, at: time) {
      verdicts.append(verdict)
    }
    return verdicts
  }

  /// Every gate that is closed, of the action, of its channels and of the selection.
  mutating func allClosed(_ action: Int, at time: Instant) -> [GateVerdict] {
    var verdicts = closed(action, .action, at: time)
    for channel in plan.book.actions[action].channels {
      verdicts += closed(action, .channel, on: channel, at: time)
    }
    return verdicts + closed(action, .selection, at: time)
  }

  /// The first gate that is closed, as decisions ask for it.
  mutating func firstClosed(
    _ action: Int, _ subject: Gate.Subject, on channel: Int? = nil, at time: Instant
  ) -> ClosedGate? {
    gates.firstClosed(candidate(action), of: subject, on: channel, at: time)
  }

  /// What the gates say of an action as a whole.
  mutating func answer(_ action: Int, at time: Instant) -> ClosedGate? {
    let channels = plan.book.actions[action].channels
    return switch gates.ask(candidate(action), channels: channels[...], at: time) {
    case .held(let closed): closed
    case .passed: nil
    }
  }

  mutating func opening(_ action: Int, on channel: Int?, at time: Instant) -> Opening? {
    gates.opening(candidate(action), on: channel, at: time)
  }
}
