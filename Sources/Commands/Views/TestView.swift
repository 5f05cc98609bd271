import Diagnostics
import JSON
import RuleTests

/// The results of rule tests, for people and for programs.
struct TestView {
  private let results: [RuleTestResult]
  private let duration: Duration

  init(_ results: [RuleTestResult], duration: Duration) {
    self.results = results
    self.duration = duration
  }

  private var failed: [RuleTestResult] { results.filter { !$0.hasPassed } }

  var hasPassed: Bool { failed.isEmpty }

  /// One line, such as "12 tests passed, 1 failed".
  var summary: String {
    let (passed, failed) = (results.count - failed.count, failed.count)
    let tests = "\(passed) \(passed == 1 ? "test" : "tests") passed"
    return failed == 0 ? tests : "\(tests), \(failed) failed"
  }

  /// What failed, and why. Lines end in a line feed.
  var text: String {
    failed.map { result in
      (["failed: \(result.test.name)"] + result.lines.map { "  \($0)" }).map { "\($0.visible)\n" }.joined()
    }.joined(separator: "\n")
  }

  /// What failed, as messages that a workflow of GitHub shows beside the tests.
  var workflowCommands: String {
    failed.map { result in
      let command = WorkflowCommand(
        .error, at: result.test.location, title: "failed: \(result.test.name)",
        message: result.lines.joined(separator: "\n"))
      return command.text
    }.joined()
  }

  var junit: String { JUnitReport.text(results, seconds: duration / .seconds(1)) }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("passed", results.count - failed.count)
      $0.member("failed", failed.count)
      $0.array("tests", of: results) { $1.write(to: &$0) }
    }
    writer.newline()
    return writer.bytes
  }
}

extension RuleTestResult {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("name", test.name)
      $0.member("file", test.location.file)
      $0.member("line", Int(test.location.span.line))
      $0.member("passed", hasPassed)
      $0.array("differences", of: differences) { $1.write(to: &$0) }
    }
  }
}

extension RuleTestResult.Difference {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("file", location.file)
      $0.member("line", Int(location.span.line))
      $0.member("expected", expected)
      $0.member("got", got)
      $0.array("reasons", of: reasons)
    }
  }
}
