import Diagnostics
import Testing

@testable import Decisions
@testable import Rules

@Suite("A test of a condition that was made ready for deciding")
struct ConditionTermsTests {
  @Test func `knows the term of the book that it comes from`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}}
      rules:
        r:
          when:
            if: account.employees > 3
            any_of:
              - account.score: {gt: 1, lt: 2}
                all_of: [{note: x}]
              - triggers: {any: [trial], none: [search]}
            sentiment: {between: [0, 1]}
          unless: {market: b2b}
          recommend: a
      """)
    let rule = try #require(scenario.plan.book.rules.first { $0.id == "r" })
    let condition = try #require(rule.when)
    var builder = ProgramBuilder(scenario.plan.book)
    let slice = builder.conjunction(condition)
    let places = builder.program.terms.map { number in
      condition.term(number).map { "\($0.key) \($0.span.line)" }
    }
    // Those within others come first, an expression last.
    #expect(
      places == [
        "note 8", "account.score 7", "account.score 7", "all_of 8", "triggers 9", "triggers 9", "any_of 6",
        "sentiment 10", "sentiment 10", "if 5",
      ])
    #expect(slice.count == 4 && condition.termCount == 7)
    #expect(condition.term(7) == nil)
  }
}
