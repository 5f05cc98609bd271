package import Diagnostics
import Rules

/// What can be wrong with rule tests, beside what can be wrong with rule files.
package enum RuleTestDiagnostics {
  /// Each id once, by name.
  package static let catalogue: [DiagnosticID] = [
    .caseLength, .eachUnlisted, .nothingExpected, .testFailed, .tooManyCases, .unknownReason,
    .unknownTestState,
  ].sorted { bytesPrecede($0.name, $1.name) }
}
