import JSON
import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("The reason for an action")
struct WhyPropertyTests {
  private static let clock = Instant(microseconds: 0)

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `is what the decision did, and each change does what it says`(seed: UInt64) throws {
    let book = RandomBook(seed: seed)
    let scenario = try Scenario(book.text)
    let plan = scenario.plan
    let decider = Decider(plan)
    for part: UInt64 in 0..<3 {
      let text = RandomState(seed: seed &* 77 &+ part).text()
      let state = try scenario.read(text, keepingTexts: true)
      let decision = decider.decide(state, clock: Self.clock, options: .init(explanation: .full))
      for action in plan.book.actions.indices {
        let explanation = decider.why(action, state, clock: Self.clock)
        check(explanation, against: decision, plan)
        try checkChanges(of: explanation, text, book, scenario)
      }
      // What was asked in between leaves nothing behind.
      let again = decider.decide(state, clock: Self.clock, options: .init(explanation: .full))
      #expect(Self.text(of: again, plan) == Self.text(of: decision, plan))
    }
  }

  private static func text(of decision: Decision, _ plan: DecisionPlan) -> String {
    var writer = JSONWriter()
    decision.write(id: nil, plan: plan, explanation: .full, to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func check(_ explanation: ActionExplanation, against decision: Decision, _ plan: DecisionPlan) {
    let action = explanation.action
    let place = decision.recommendations.firstIndex { $0.action == action }
    let held = decision.heldBack.first { $0.action == action }
    let closed = explanation.firstClosed
    switch explanation.verdict {
    case .heldOut: #expect(decision.outcome == .holdout)
    case .recommended(let rank), .fallback(let rank):
      #expect(place == rank - 1 && explanation.rank == rank && closed == nil)
      #expect(explanation.priority == place.flatMap { decision.recommendations[$0].priority })
    case .heldBack(let gate):
      #expect(held.map { $0.closed.words(plan) } == gate.words(plan))
      #expect(closed.map { $0.words(plan) } == gate.words(plan))
      #expect(explanation.until == held?.until)
    case .notRecommended: #expect(place == nil && held == nil)
    }
    guard decision.outcome != .holdout else { return }
    let recommending = decision.matched.filter { plan.book.rules[Int($0)].score(of: action) != nil }
    #expect(
      explanation.recommenders.filter(\.rule.matches).map(\.rule.rule).sorted() == recommending.sorted())
  }

  private func checkChanges(
    of explanation: ActionExplanation, _ text: String, _ book: RandomBook, _ scenario: Scenario
  ) throws {
    let first = explanation.decision.recommendations.first?.action == explanation.action
    #expect((explanation.smallestChange.changes == []) == first)
    guard let changes = explanation.smallestChange.changes, !changes.isEmpty else { return }
    let changed = try ChangedState(text, explanation.proposals(scenario.plan))
    var other = scenario
    if !changed.changesOfBook.isEmpty {
      other = try Scenario(changed.changesOfBook.reduce(book) { $0.with($1) }.text)
    }
    let answer = try other.decide(changed.text)
    let id = scenario.plan.book.actions[explanation.action].id
    let proposals = try explanation.proposals(scenario.plan)
    #expect(answer.actions.first == id, "\(proposals) of \(text)")
  }
}

extension ActionExplanation {
  /// The gate that is asked first of those that are closed, as a decision asks them.
  fileprivate var firstClosed: ClosedGate? {
    func first(_ subject: Gate.Subject, _ channel: Int? = nil) -> ClosedGate? {
      gates.first { $0.gate.subject == subject && $0.channel == channel && $0.closed != nil }?.closed
    }
    if let closed = first(.action) { return closed }
    var channels: [Int] = []
    for channel in gates.compactMap(\.channel) where !channels.contains(channel) { channels.append(channel) }
    let closed = channels.map { first(.channel, $0) }
    if !channels.isEmpty, !closed.contains(where: { $0 == nil }) { return closed.first ?? nil }
    return first(.selection)
  }
}

extension ClosedGate {
  fileprivate func words(_ plan: DecisionPlan) -> String {
    "\(gate) \(by?.name(in: plan.book) ?? "-") \(channel ?? -1)"
  }
}

extension RandomBook {
  /// The book with a number as an answer proposes it.
  fileprivate func with(_ change: [String: Any]) -> RandomBook {
    var book = self
    let number = change["to"] as? Double ?? 0
    if change["change"] as? String == "weight" {
      for index in book.actions.indices where book.actions[index].key == change["action"] as? String {
        guard case .map(let entries) = book.actions[index].value else { continue }
        let others = entries.filter { $0.key != "weight" }
        book.actions[index].value = .map(others + [("weight", .scalar("\(number)"))])
      }
    } else {
      book.recommending = recommending.map { rule in
        guard rule.id == change["rule"] as? String else { return rule }
        return Recommending(
          id: rule.id, when: rule.when,
          actions: rule.actions.map { entry in
            entry.action == change["action"] as? String ? (entry.action, number, entry.channel) : entry
          })
      }
    }
    return book
  }
}
