import Books
import Decisions
import Diagnostics
import RuleTests
import Rules
import Settings

/// Runs the tests that stand beside a rule book before it serves.
struct BookTesting {
  let path: String
  let links: LinkPolicy
  let mode: Configuration.RuleTesting

  /// What fails, as diagnostics: errors where the book is not to serve.
  func findings(on plan: DecisionPlan) -> (diagnostics: [Diagnostic], files: [SourceFile]) {
    guard mode != .off else { return ([], []) }
    let contents = RuleDirectory.readTests(at: path, links: links)
    let tests = RuleTests.load(contents.files, for: plan.book)
    var found = contents.diagnostics + contents.unquoting(tests.diagnostics)
    if !tests.hasErrors {
      let runner = RuleTestRunner(plan)
      found += tests.tests.map { runner.run($0) }.flatMap(\.diagnostics)
    }
    return (mode == .require ? found : found.map(\.asWarning), contents.shown)
  }
}

extension RuleTestResult {
  /// What is not as expected, one each.
  fileprivate var diagnostics: [Diagnostic] {
    differences.map { difference in
      Diagnostic(
        .error, .testFailed,
        "the test '\(test.name)' fails: expected \(difference.expected), got \(difference.got)",
        at: difference.location, help: "`waymark test` says why", subject: test.name)
    }
  }
}

extension Diagnostic {
  fileprivate var asWarning: Diagnostic {
    severity == .error
      ? with(.warning) : self
  }
}
