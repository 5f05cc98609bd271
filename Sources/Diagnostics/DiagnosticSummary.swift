/// How many problems were found in how many files, as `2 errors, 1 warning in 14 files`.
package struct DiagnosticSummary: Sendable, Hashable, CustomStringConvertible {
  package let errors: Int
  package let warnings: Int
  package let notes: Int
  /// The files that were looked at, also those without problems.
  package let files: Int
  /// What is set aside because the rule book accepts it.
  package let accepted: Int
  /// What is set aside because it was there before.
  package let older: Int

  package init(
    _ diagnostics: some Sequence<Diagnostic>, files: Int, accepted: Int = 0, older: Int = 0
  ) {
    var counts: [Severity: Int] = [:]
    for diagnostic in diagnostics { counts[diagnostic.severity, default: 0] += 1 }
    errors = counts[.error, default: 0]
    warnings = counts[.warning, default: 0]
    notes = counts[.note, default: 0]
    self.files = files
    self.accepted = accepted
    self.older = older
  }

  package var description: String {
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "note")]
      .filter { $0.0 > 0 }.map(Self.counted)
    let problems = counts.isEmpty ? "no problems" : counts.joined(separator: ", ")
    let aside = [(older, "older"), (accepted, "accepted")].filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }
    // Without a file there is nothing to look for them in.
    let place = files == 0 && !counts.isEmpty ? "" : " in \(Self.counted(files, "file"))"
    return "\(problems)\(aside.joined())\(place)"
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
