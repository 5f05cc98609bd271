package import Diagnostics

extension DiagnosticID {
  package static let testFailed = DiagnosticID(
    "test-failed",
    page: """
      A test beside the rule book expects another decision than the book makes. With 'rules.tests: require' such a book \
      does not serve, and the one before goes on; with 'warn' it serves all the same. 'waymark test' shows what was \
      expected, what came, and why. Mend the rule, or the test.
      """)
}
