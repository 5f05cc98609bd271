import Foundation
import JSON
import RuleFiles
import Testing
import TestSupport
import Time

@testable import Books
@testable import Decisions
@testable import Rules

/// Reasons by the rule book of the project, for real journeys.
@Suite struct WhyDealsTests {
  private static let clock = Instant(microseconds: 1_788_253_200_000_000)

  /// `WAYMARK_ALL_LEADS=1` asks about all of them.
  @Test(.needs(.realStates)) func `each change that is proposed for a real deal does what it says`() throws {
    let load = RuleBook.load(RuleDirectory.read(at: Project.root.appending(path: "rules").path).files)
    let book = try #require(load.book)
    let plan = DecisionPlan(book)
    let decider = Decider(plan)
    let states = try RealDataTests.states("salvirt")
    let step = ProcessInfo.processInfo.environment["WAYMARK_ALL_LEADS"] == "1" ? 1 : 64
    var applied = 0
    for index in stride(from: 0, to: states.count, by: step) {
      let text = String(states[index])
      let state = try Self.read(text, plan)
      for action in book.actions.indices {
        let explanation = decider.why(action, state, clock: Self.clock)
        guard let changes = explanation.smallestChange.changes else { continue }
        let proposals = try Self.proposals(explanation, plan)
        let changed = try ChangedState(text, proposals)
        let changedBook = changes.reduce(book) { $0.with($1) }
        let other = changedBook === book ? decider : Decider(DecisionPlan(changedBook))
        let decision = other.decide(try Self.read(changed.text, plan), clock: Self.clock)
        let first = decision.recommendations.first?.action
        #expect(first == action, "\(book.actions[action].id) by \(proposals) of \(text)")
        applied += 1
      }
    }
    #expect(applied > 0)
  }

  private static func read(_ text: String, _ plan: DecisionPlan) throws -> JourneyState {
    let document = try JSONDocument(parsing: Array(text.utf8))
    return try JourneyState.read(
      document, at: document.root, for: plan, limits: .init(), keepingTexts: true)
  }

  private static func proposals(
    _ explanation: ActionExplanation, _ plan: DecisionPlan
  ) throws -> [[String: Any]] {
    let answer = try JSONSerialization.jsonObject(with: Data(explanation.json(plan))) as? [String: Any]
    let smallest = answer?["smallest_change"] as? [String: Any]
    return smallest?["changes"] as? [[String: Any]] ?? []
  }
}

extension RuleBook {
  /// The book with a number as a change has it; the same book where it changes none.
  fileprivate func with(_ change: Change) -> RuleBook {
    switch change {
    case .score(let index, let action, let score):
      var rules = rules
      rules[Int(index)] = rules[Int(index)].with(score: score, of: action)
      return RuleBook(
        revision: revision, names: names, actions: actions, rules: rules, detectionLayers: detectionLayers,
        policies: policies, expressions: expressions)
    case .weight(let index, let weight):
      var actions = actions
      actions[index] = actions[index].with(weight: weight)
      return RuleBook(
        revision: revision, names: names, actions: actions, rules: rules, detectionLayers: detectionLayers,
        policies: policies, expressions: expressions)
    default: return self
    }
  }
}

extension Rule {
  fileprivate func with(score: Double, of action: Int) -> Rule {
    guard case .recommend(let list) = effect else { return self }
    let changed = list.map { item in
      item.action == action
        ? Recommendation(action: action, score: .literal(score), channel: item.channel) : item
    }
    return Rule(
      id: id, title: title, when: when, unless: unless, effect: .recommend(changed), because: because,
      tags: tags, owner: owner, isEnabled: isEnabled, available: available, order: order, location: location)
  }
}

extension Action {
  fileprivate func with(weight: Double) -> Action {
    Action(
      id: id, kind: kind, group: group, title: title, channels: channels, treatments: treatments,
      payload: payload, weight: weight, available: available, eligible: eligible, cooldown: cooldown,
      isExemptFromCaps: isExemptFromCaps, countsTowardCaps: countsTowardCaps, location: location)
  }
}
