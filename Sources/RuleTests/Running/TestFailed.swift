package import Diagnostics
import RuleFiles

extension DiagnosticID {
  package static let testFailed = DiagnosticID(
    "test-failed",
    page: """
      A test beside the rule book expects another decision than the book makes. With 'rules.tests: require' such a book \
      does not serve, and the one before goes on; with 'warn' it serves all the same. 'waymark test' shows what was \
      expected, what came, and why. Mend the rule, or the test.
      """)
}

extension Diagnostic {
  /// Whether it says that a test beside the book fails, or that tests cannot be read.
  package var isOfTests: Bool {
    severity != .note && (id == .testFailed || RuleFile.kind(ofPath: location.file) == .test)
  }
}
