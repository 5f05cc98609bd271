package import Decisions
import Diagnostics
import JSON
import Journeys
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
    do throws(Unreadable) {
      state = try read(test)
    } catch {
      return RuleTestResult(test: test, differences: error.differences)
    }
    let decision = decider.decide(state, clock: clock)
    var check = ExpectationCheck(plan: plan, test: test, decision: decision) { [decider, clock] action in
      decider.why(action, state, clock: clock, seekingChange: false)
    }
    check.run()
    return RuleTestResult(test: test, differences: check.differences.map { explain($0, state) })
  }

  /// Why a test says nothing that can be decided.
  fileprivate struct Unreadable: Error {
    let differences: [RuleTestResult.Difference]
  }

  /// The state with what was told before. What the book does not know in either is a mistake of the test.
  private func read(_ test: RuleTest) throws(Unreadable) -> JourneyState {
    let document: JSONDocument
    let given: JourneyState
    do throws(StateRefusal) {
      document = try parse(test.state)
      given = try JourneyState.read(
        document, at: document.root, for: plan, limits: .init(refusesUnknown: true), keepingTexts: true)
    } catch {
      throw Unreadable(error, expected: "a journey state") { test.location(of: $0) }
    }
    guard !test.events.isEmpty else { return given }
    let events = try events(of: test, at: given.now ?? clock)
    let recollection = Recollection(
      plan,
      journey: { [plan] name in
        RememberedJourney(events.filter { ExactText($0.journey) == ExactText(name) }, in: plan)
      },
      members: { account in
        Array(Set(events.filter { $0.account.map(ExactText.init) == ExactText(account) }.map(\.journey)))
      },
      response: { _, _ in nil })
    return EffectiveState.complete(
      document, at: document.root, given, from: recollection, clock: clock, keepingTexts: true)?.state
      ?? given
  }

  private func events(of test: RuleTest, at now: Instant) throws(Unreadable) -> [JourneyEvent] {
    var events: [JourneyEvent] = []
    for event in test.events {
      do throws(StateRefusal) {
        let document = try parse(event.json)
        var reader = EventReader(
          root: document.root, plan: plan, clock: now,
          limits: .init(keepsPersonal: true, refusesUnknown: true))
        events.append(try reader.read(document).event)
      } catch {
        throw Unreadable(error, expected: "an event") { test.location(of: $0, in: event) }
      }
    }
    return events
  }

  private func parse(_ json: [UInt8]) throws(StateRefusal) -> JSONDocument {
    do throws(JSONError) {
      return try JSONDocument(parsing: json)
    } catch {
      throw StateRefusal(problems: [.init(pointer: "", detail: error.detail)])
    }
  }

  private func explain(_ found: ExpectationCheck.Found, _ state: JourneyState) -> RuleTestResult.Difference {
    let reasons = found.actions.flatMap { action in
      decider.why(action, state, clock: clock, seekingChange: false).outline(plan)
    }
    return RuleTestResult.Difference(
      expected: found.expected, got: found.got, reasons: reasons, location: found.location)
  }
}

extension RuleTestRunner.Unreadable {
  /// - Parameter place: where a part stands that a pointer leads to.
  fileprivate init(
    _ refusal: StateRefusal, expected: String, at place: (String) -> SourceLocation
  ) {
    differences = refusal.problems.map { problem in
      let (wanted, found) = Self.words(of: problem, in: expected)
      return .init(expected: wanted, got: found, reasons: [], location: place(problem.pointer))
    }
  }

  /// What is wrong in the words of whoever writes YAML: a file of tests has no arrays, objects and strings.
  private static func words(of problem: StateRefusal.Problem, in whole: String) -> (
    expected: String, got: String
  ) {
    let key = problem.pointer.split(separator: "/").joined(separator: ".")
    guard !key.isEmpty, let match = problem.detail.wholeMatch(of: /expected (.+), found (.+)/) else {
      return (whole, problem.detail)
    }
    return ("\(whole) with \(inYAML(match.1)) at '\(key)'", inYAML(match.2))
  }

  private static func inYAML(_ words: Substring) -> String {
    guard !words.contains("'") || words.hasPrefix("the string '") else {
      return String(words).replacing("an object", with: "a mapping")
    }
    return words.hasPrefix("the string '")
      ? "the text '\(words.dropFirst(12))"
      : String(words).replacing("an array", with: "a list").replacing("an object", with: "a mapping")
        .replacing("a string", with: "a text")
  }
}
