import Telemetry

extension EventLog {
  func reportUnrest(of unclosed: [String]) {
    let why =
      unclosed.isEmpty ? "" : "; not closed by who writes them: \(unclosed.prefix(5).joined(separator: ", "))"
    warning(
      .bookUnsettled, "the rule files have not come to rest for a minute, and are not taken\(why)",
      ["files": .strings(Array(unclosed.prefix(20)))], key: "\(ContinuousClock.now)")
  }

  func reportLosses(of files: [String]) {
    warning(
      .bookShrunk, "the rule book that serves was taken although files are gone or much smaller than before",
      ["files": .strings(Array(files.prefix(20)))], key: "\(ContinuousClock.now)")
  }
}
