import Foundation
import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("The smallest change")
struct ChangeSearchTests {
  private static let clock = Instant(microseconds: 0)

  /// `WAYMARK_TEST_CHANGES` says how many cases there are.
  @Test func `is what trying everything finds in small books`() throws {
    let given = ProcessInfo.processInfo.environment["WAYMARK_TEST_CHANGES"].flatMap { Int($0) }
    var random = SeededRandom.ofThisRun()
    var cases = 0
    while cases < given ?? 400 {
      let book = SmallBook(&random)
      let scenario = try Scenario(files: [book.text])
      for _ in 0..<8 {
        let (state, exit) = (SmallBook.state(&random), SmallBook.exit(&random))
        try check(state, exit, book, scenario)
        cases += scenario.plan.book.actions.count
      }
    }
  }

  private func check(_ text: String, _ exit: String?, _ book: SmallBook, _ scenario: Scenario) throws {
    let plan = scenario.plan
    let state = try scenario.read(text, exit: exit)
    let now = try #require(state.now)
    var run = DecisionRun(plan, limits: ExpressionLimits())
    let every = EveryChange(plan, now: now).changes(of: state)
    for action in plan.book.actions.indices {
      let all = every.filter { change in
        guard case .waiting(let instant) = change else { return true }
        return plan.book.isOpened(action, at: instant)
      }
      let situation = Situation(state, .none, now: now, for: plan)
      var search = ChangeSearch(action, budget: 1_000_000_000)
      let found = search.search(situation, &run)
      let memory = exit ?? "no exit"
      let context: Comment =
        "\(plan.book.actions[action].id): \(found) of \(text) after \(memory) in\n\(book.text)"
      #expect(found.isShown, context)
      func isFirst(_ changes: Change...) -> Bool {
        let changed = changes.reduce(situation) { $0.with($1) }
        if case .first = run.standing(of: action, in: changed) { return true }
        return false
      }
      if isFirst() {
        #expect(found.changes == [], context)
        continue
      }
      let singles = all.filter { isFirst($0) }
      if let best = singles.map(\.preference).min() {
        #expect(found.changes?.count == 1 && found.changes?.first?.preference == best, context)
        continue
      }
      if let changes = found.changes {
        guard !changes.contains(where: \.isOfBook) else { continue }
        #expect(changes.count > 1, context)
      }
      guard found.changes?.count != 2 else { continue }
      for (index, one) in all.enumerated() {
        for other in all[index...] where !one.conflicts(with: other) {
          #expect(!isFirst(one, other), "\(one) and \(other) do it: \(context)")
        }
      }
    }
  }
}

extension RuleBook {
  /// Whether an action, or a rule that recommends it, is in force from an instant on.
  fileprivate func isOpened(_ action: Int, at instant: Instant) -> Bool {
    actions[action].available.from == instant
      || rules.contains { $0.score(of: action) != nil && $0.available.from == instant }
  }
}
