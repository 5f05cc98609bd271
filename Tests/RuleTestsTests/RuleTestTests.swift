import Diagnostics
import Testing
import TestSupport

@testable import Decisions
@testable import RuleFiles
@testable import RuleTests
@testable import Rules

@Suite("Rule tests")
struct RuleTestTests {
  static let book = """
    markets: {b2b: , b2c: }
    stages: {awareness: {phase: before}, decision: {phase: before}, retention: {phase: after}}
    personas: {cfo: {market: b2b}, shopper: {market: b2c}}
    pain_points: {price: {severity: 0.6}}
    triggers: {trial: }
    channels: {email: {consent: opt-in}, phone: {consent: none}}
    attributes: {account.employees: int, account.size: {type: string, values: [small, big]}}
    actions:
      roi: {kind: nurture, channels: [email, phone], cooldown: 14d}
      demo: {kind: demo}
      story: {kind: nurture}
    rules:
      cfo: {when: {stage: decision, persona: cfo, account.employees: {gte: 200}}, recommend: {action: roi, score: 80}}
      always: {recommend: {action: story, score: 10}}
      trial: {when: {triggers: trial}, unless: {stage: retention}, recommend: {action: demo, score: 60}}
      expensive: {when: {account.size: small}, detect: {pain_point: price}}
      placed: {when: {triggers: trial}, place: {stage: decision}}
      warn: {when: {pain_points: price}, alert: {summary: Price}}
      off: {enabled: false, recommend: demo}
    """

  struct Run {
    let plan: DecisionPlan
    let tests: RuleTests
    let results: [RuleTestResult]
    let coverage: CoverageSummary

    var problems: [String] { tests.diagnostics.map { "\($0.location.span.line) \($0.message)" } }
    var names: [String] { results.map { $0.test.name } }
    var failures: [String] { results.filter { !$0.hasPassed }.flatMap(\.lines) }
  }

  static func run(_ files: String...) throws -> Run {
    let book = try #require(RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(book.utf8))]).book)
    let plan = DecisionPlan(book)
    let sources = files.enumerated().map { index, text in
      SourceFile(path: "\(index).test.yaml", bytes: Array(text.utf8))
    }
    let tests = RuleTests.load(sources, for: book)
    let coverage = RuleCoverage(book)
    let runner = RuleTestRunner(plan, coverage: coverage)
    return Run(
      plan: plan, tests: tests, results: tests.tests.map { runner.run($0) },
      coverage: CoverageSummary(coverage, of: book))
  }

  private static let states = """
    states:
      anna: {journey: acme/anna, stage: decision, persona: cfo, account: {employees: 300}, consent: {email: true}}
      bo: {from: anna, account: {size: small}}

    """

  @Test func `pass where the decision is as expected, whatever else it is`() throws {
    let run = try Self.run(
      Self.states + """
        tests:
          all that can be expected:
            state: {from: bo, triggers: [trial]}
            expect:
              outcome: matched
              first: roi
              includes: [demo]
              exact: [roi, demo, story]
              channels: {roi: email}
              alerts: [warn]
              detected: [price]
              stage: decision
              persona: cfo
          a contact of the past:
            state: anna
            contacts: [{action: roi, channel: email, at: 2026-09-20T10:00:00Z}]
            now: 2026-09-23T10:00:00Z
            expect: {not: roi, held_back: {roi: cooldown}}
          a reason in full:
            state: anna
            contacts: [{action: roi, channel: email, at: 2026-09-20T10:00:00Z}]
            now: 2026-09-23T10:00:00Z
            expect: {held_back: {roi: {reason: cooldown, until: 2026-10-04T10:00:00Z}}, alerts: []}
          a stage that is placed:
            state: {triggers: [trial]}
            expect: {stage: decision, not: [roi]}
        """)
    #expect(run.problems == [] && run.failures == [])
    #expect(
      run.names == [
        "all that can be expected", "a contact of the past", "a reason in full", "a stage that is placed",
      ])
  }

  @Test func `the reason of another channel than the first can be expected`() throws {
    let run = try Self.run(
      Self.states + """
        tests:
          its own:
            state: &held
              from: anna
              consent: {email: false}
              now: 2026-09-23T10:00:00Z
              contacts: [{action: roi, channel: phone, at: 2026-09-01T10:00:00Z, outcome: bounced}]
            expect: {held_back: {roi: {reason: bounced, by: phone, channel: phone, until: 2026-10-01T10:00:00Z}}}
          the first:
            state: *held
            expect: {held_back: {roi: {reason: no-consent, channel: email}}}
          another reason:
            state: *held
            expect: {held_back: {roi: {reason: quiet-hours, channel: phone}}}
          without its channel:
            state: *held
            expect: {held_back: {roi: bounced}}
        """)
    #expect(run.problems == [])
    #expect(run.results.map(\.hasPassed) == [true, true, false, false])
  }

  @Test func `fail with what was expected, what is, and why`() throws {
    let run = try Self.run(
      Self.states + """
        tests:
          too small:
            state: {from: anna, account: {employees: 120}}
            expect: {first: roi, outcome: fallback, held_back: {demo: capped}}
          not shown:
            state: anna
            expect: {not: [story], exact: [story], alerts: [warn], detected: [trial], stage: retention}
        """)
    #expect(
      run.failures == [
        "0.test.yaml:7: expected the outcome fallback",
        "  got matched",
        "0.test.yaml:7: expected roi first",
        "  got story",
        "  roi: No rule recommends it now. It would have rank 1.",
        "    one thing is missing: cfo, score 80 (book.yaml:13)",
        "        fails   account.employees: 120; wanted: at least 200 (line 13)",
        "  story: It is recommended, on rank 1.",
        "    matches: always, score 10 (book.yaml:14)",
        "0.test.yaml:7: expected demo held back: capped",
        "  got it is not held back",
        "  demo: No rule recommends it now. It would have rank 1.",
        "    one thing is missing: trial, score 60 (book.yaml:15)",
        "        fails   triggers: none; wanted: trial (line 15)",
        "0.test.yaml:10: expected exactly story",
        "  got roi, story",
        "  roi: It is recommended, on rank 1, by email.",
        "    matches: cfo, score 80 (book.yaml:13)",
        "0.test.yaml:10: expected story not to be recommended",
        "  got roi, story",
        "  story: It is recommended, on rank 2.",
        "    matches: always, score 10 (book.yaml:14)",
        "0.test.yaml:10: expected alerts: warn",
        "  got none",
        "0.test.yaml:10: expected detected: trial",
        "  got none",
        "0.test.yaml:10: expected the stage retention",
        "  got decision",
      ])
  }

  @Test func `are repeated over cases, tables and every combination`() throws {
    let run = try Self.run(
      Self.states,
      """
      tests:
        cases:
          state: anna
          expect: {first: roi}
          cases:
            - {name: small, state: {account: {employees: 10}}, expect: {first: story}}
            - {state: {account: {employees: 200}}}
        table:
          state: anna
          expect: {stage: decision}
          cases:
            columns: [account.employees, triggers, first, not]
            rows:
              - [300, any, roi, demo]
              - [10, [trial], demo, roi]
        each:
          each: {market: all, stage: [awareness, decision], account.size: all}
          expect: {includes: story}
      """)
    #expect(run.problems == [] && run.failures == [])
    #expect(
      run.names == [
        "cases [small]", "cases [2]", "table [1: 300, roi, demo]", "table [2: 10, demo, roi]",
        "each [market=b2b] [stage=awareness] [account.size=small]",
        "each [market=b2b] [stage=awareness] [account.size=big]",
        "each [market=b2b] [stage=decision] [account.size=small]",
        "each [market=b2b] [stage=decision] [account.size=big]",
        "each [market=b2c] [stage=awareness] [account.size=small]",
        "each [market=b2c] [stage=awareness] [account.size=big]",
        "each [market=b2c] [stage=decision] [account.size=small]",
        "each [market=b2c] [stage=decision] [account.size=big]",
      ])
  }

  @Test func `mistakes in them have a place and a way out`() throws {
    let run = try Self.run(
      """
      states:
        a: {from: b}
        b: {from: a}
      tests:
        one: {state: anna, expect: {first: rio}}
        two: {state: a, expect: {}}
        three: {stat: {}, expect: {held_back: {roi: cooled}, unknown: 1}}
        four: {each: {account.employees: all}, expect: {first: roi}}
        five: {cases: {columns: [stage, first], rows: [[decision]]}, expect: {first: story}}
        six: {cases: {rows: [[decision]]}, expect: {first: story}}
      """)
    #expect(
      run.problems.filter { !$0.contains("expects nothing") } == [
        "3 the state 'a' builds on itself",
        "5 there is no state 'anna'", "5 unknown action 'rio'",
        "7 unknown key 'stat' in 'three'", "7 nothing is held back for the reason 'cooled'",
        "7 unknown key 'unknown' in 'expect'",
        "8 the values of 'account.employees' are not listed in the book, so 'all' says nothing",
        "9 this row has 1 cells, and there are 2 columns", "10 'cases' lacks the key 'columns'",
      ])
    #expect(run.tests.hasErrors)
  }

  @Test func `what the book does not know in a state fails the test at its place`() throws {
    let run = try Self.run(
      """
      tests:
        one:
          state:
            stage: decison
            touchpoints: [{at: never}]
            pain_points: price
          expect: {outcome: matched}
      """)
    #expect(
      run.failures == [
        "0.test.yaml:6: expected a journey state with a list at 'pain_points'", "  got the text 'price'",
        "0.test.yaml:4: expected a journey state", "  got unknown stage 'decison'; did you mean 'decision'?",
        "0.test.yaml:5: expected a journey state", "  got the touchpoint has no 'type'",
        "0.test.yaml:5: expected a journey state with an instant such as '2026-09-23T10:00:00Z' or a date such as '2026-09-23' at 'touchpoints.0.at'",
        "  got the text 'never'",
      ])
  }

  @Test func `cover rules that matched, and conditions that held and did not`() throws {
    let run = try Self.run(
      """
      tests:
        one: {state: {triggers: [trial]}, expect: {first: demo}}
        two: {state: {stage: decision, account: {size: small}}, expect: {first: story}}
      """)
    #expect(
      run.coverage.text == """
        book.yaml:13: no test makes 'cfo' match
        book.yaml:13: no test makes 'stage' of 'cfo' fail
        book.yaml:13: no test makes 'persona' of 'cfo' hold
        book.yaml:13: no test makes 'account.employees' of 'cfo' hold
        book.yaml:15: no test makes 'stage' of 'trial' hold
        book.yaml:17: no test makes 'triggers' of 'placed' fail
        rules 5 of 6 (83.3 %), conditions 3 of 8 (37.5 %)

        """)
    #expect(run.coverage.lcov.hasPrefix("TN:\nSF:book.yaml\nBRDA:13,0,0,2\nBRDA:13,0,1,0\n"))
    #expect(run.coverage.lcov.contains("DA:14,2\n"))
    #expect(run.coverage.cobertura.contains(#"condition-coverage="50% (1/2)""#))
  }

  @Test func `results are written as build servers read them`() throws {
    let run = try Self.run("tests: {a & b: {expect: {first: roi}}, c: {expect: {first: story}}}")
    let text = JUnitReport.text(run.results, seconds: 0.5)
    #expect(text.contains(#"<testsuites tests="2" failures="1" errors="0" time="0.5">"#))
    #expect(
      text.contains(
        #"<testcase name="a &amp; b" classname="0.test.yaml"><failure message="expected roi first, got story">"#
      ))
    #expect(text.contains(#"<testcase name="c" classname="0.test.yaml"/>"#))
  }
}
