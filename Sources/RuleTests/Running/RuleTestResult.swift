package import Diagnostics

/// What came of one case of a rule test.
package struct RuleTestResult: Sendable {
  /// Something that is not as expected.
  package struct Difference: Sendable {
    /// What was expected, and what is.
    package let expected: String
    package let got: String
    /// Why it is so, in lines.
    package let reasons: [String]
    /// Where the expectation stands.
    package let location: SourceLocation
  }

  package let test: RuleTest
  package let differences: [Difference]

  package var hasPassed: Bool { differences.isEmpty }
}

extension RuleTestResult {
  /// For people: what was expected, what is, and why. Lines without line feeds.
  package var lines: [String] {
    differences.flatMap { difference in
      [
        "\(difference.location.file):\(difference.location.span.line): expected \(difference.expected)",
        "  got \(difference.got)",
      ] + difference.reasons.map { "  \($0)" }
    }
  }
}
