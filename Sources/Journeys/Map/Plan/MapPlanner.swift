import Decisions
import JSON
import Rules
import Time

/// Asks the book what it has for somebody of whom no more is known than the stage, the market and the persona, and who
/// has given every consent.
struct MapPlanner {
  private let plan: DecisionPlan
  private let decider: Decider
  private let now: Instant

  init(_ plan: DecisionPlan, at now: Instant) {
    self.plan = plan
    decider = Decider(plan)
    self.now = now
  }

  mutating func stage(_ stage: Int, _ scope: MapScope) -> MapPlan.Stage {
    let plain = decision(stage, scope, painPoint: nil)
    var answers: [Int: [Int]] = [:]
    for painPoint in plan.book.vocabulary.painPoints.indices {
      let added = actions(addedBy: decision(stage, scope, painPoint: painPoint), to: plain)
      if !added.isEmpty { answers[painPoint] = added }
    }
    let open = recommended(plain)
    return MapPlan.Stage(
      recommended: open,
      heldBack: plain.heldBack.compactMap { held in
        guard held.priority != nil, !open.contains(held.action) else { return nil }
        return (held.action, held.closed.gate)
      }, answers: answers)
  }

  private func decision(_ stage: Int, _ scope: MapScope, painPoint: Int?) -> Decision {
    let vocabulary = plan.book.vocabulary
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("journey", "map")
      writer.member("stage", vocabulary.stages[stage].id)
      if let market = scope.market { writer.member("market", vocabulary.markets[market].id) }
      if let persona = scope.persona { writer.member("persona", vocabulary.personas[persona].id) }
      if let painPoint {
        writer.array("pain_points", of: [painPoint]) { $0.string(vocabulary.painPoints[$1].id) }
      }
      writer.object("consent") { writer in
        for channel in vocabulary.channels.items { writer.member(named: channel.id) { $0.bool(true) } }
      }
    }
    guard let document = try? JSONDocument(parsing: writer.bytes),
      let state = try? JourneyState.read(document, at: document.root, for: plan, limits: .init())
    else { preconditionFailure("a state of the book's own words is read") }
    return decider.decide(state, clock: now)
  }

  /// What rules recommend: also what only the hour holds back, which is no matter of the plan.
  private func recommended(_ decision: Decision) -> [Int] {
    let now = decision.recommendations.filter { $0.priority != nil }.map(\.action)
    let later = decision.heldBack.filter { $0.priority != nil && $0.closed.gate == .quietHours }
    return now + later.map(\.action)
  }

  /// What the recommend rules bring that match in one decision and did not in another one.
  private func actions(addedBy decision: Decision, to plain: Decision) -> [Int] {
    let before = Set(plain.matched)
    var added: [Int] = []
    for rule in decision.matched where !before.contains(rule) {
      guard case .recommend(let recommendations) = plan.book.rules[Int(rule)].effect else { continue }
      added += recommendations.map(\.action)
    }
    guard !added.isEmpty else { return [] }
    let ranked = recommended(decision) + decision.heldBack.filter { $0.priority != nil }.map(\.action)
    return ranked.filter(added.contains)
  }
}
