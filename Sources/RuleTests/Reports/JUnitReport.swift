import Diagnostics

/// Results in the format of JUnit, which build servers show.
package enum JUnitReport {
  /// - Parameter seconds: how long all took.
  package static func text(_ results: [RuleTestResult], seconds: Double) -> String {
    let failures = results.count { !$0.hasPassed }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text +=
      "<testsuites tests=\"\(results.count)\" failures=\"\(failures)\" errors=\"0\" time=\"\(seconds)\">\n"
    var rest = results[...]
    while let file = rest.first?.test.location.file {
      let suite = rest.prefix { $0.test.location.file == file }
      rest = rest.dropFirst(suite.count)
      text += "<testsuite name=\"\(XMLText.escaped(file))\" tests=\"\(suite.count)\" "
      text += "failures=\"\(suite.count { !$0.hasPassed })\" errors=\"0\">\n"
      for result in suite { text += self.text(of: result, in: file) }
      text += "</testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private static func text(of result: RuleTestResult, in file: String) -> String {
    let head =
      "<testcase name=\"\(XMLText.escaped(result.test.name))\" classname=\"\(XMLText.escaped(file))\""
    guard let first = result.differences.first else { return "\(head)/>\n" }
    let message = "expected \(first.expected), got \(first.got)"
    let lines = result.lines.joined(separator: "\n")
    return
      "\(head)><failure message=\"\(XMLText.escaped(message))\">\(XMLText.escaped(lines))</failure></testcase>\n"
  }
}
