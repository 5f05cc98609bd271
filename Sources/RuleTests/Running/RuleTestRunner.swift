package import Decisions
import Diagnostics
import JSON
import Rules
import Time

/// Runs rule tests by a rule book. It belongs to one thread.
package final class RuleTestRunner {
  private let plan: DecisionPlan
  private let decider: Decider
  private let clock = Instant(microseconds: 0)

  /// - Parameter coverage: counts what the tests cover; nil: nobody asks.
  package init(_ plan: DecisionPlan, coverage: RuleCoverage? = nil) {
    self.plan = plan
    decider = Decider(plan)
    decider.coverage = coverage
  }

  /// Runs one case. It sees its own contacts alone.
  package func run(_ test: RuleTest) -> RuleTestResult {
    let state: JourneyState
    do throws(StateRefusal) {
      state = try read(test)
    } catch {
      return RuleTestResult(
        test: test,
        differences: error.problems.map {
          .init(
            expected: "a journey state", got: $0.detail, reasons: [], location: test.location(of: $0.pointer))
        })
    }
    let decision = decider.decide(state, clock: clock)
    var check = ExpectationCheck(plan: plan, test: test, decision: decision)
    check.run()
    return RuleTestResult(test: test, differences: check.differences.map { explain($0, state) })
  }

  /// What the book does not know in a state is a mistake of the test.
  private func read(_ test: RuleTest) throws(StateRefusal) -> JourneyState {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: test.state)
    } catch {
      throw StateRefusal(problems: [.init(pointer: "", detail: error.detail)])
    }
    return try JourneyState.read(
      document, at: document.root, for: plan, limits: .init(refusesUnknown: true), keepingTexts: true)
  }

  private func explain(_ found: ExpectationCheck.Found, _ state: JourneyState) -> RuleTestResult.Difference {
    let reasons = found.actions.flatMap { action in
      decider.why(action, state, clock: clock, seekingChange: false).outline(plan)
    }
    return RuleTestResult.Difference(
      expected: found.expected, got: found.got, reasons: reasons, location: found.location)
  }
}
