import Telemetry

extension EventLog {
  func reportUnrest(of unrest: Unrest) {
    let names = unrest.files.prefix(5).joined(separator: ", ")
    let why =
      names.isEmpty
      ? ""
      : unrest.areUnclosed ? "; not closed by who writes them: \(names)" : "; they keep changing: \(names)"
    warning(
      .bookUnsettled, "the rule files have not come to rest for a minute, and are not taken\(why)",
      ["files": .strings(Array(unrest.files.prefix(20)))], key: "\(ContinuousClock.now)")
  }

  func reportLosses(of files: [String]) {
    warning(
      .bookShrunk, "the rule book that serves was taken although files are gone or much smaller than before",
      ["files": .strings(Array(files.prefix(20)))], key: "\(ContinuousClock.now)")
  }
}
