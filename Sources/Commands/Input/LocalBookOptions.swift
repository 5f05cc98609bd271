import ArgumentParser
import Rules
import Time

/// How a command asks a rule book at hand instead of the daemon.
struct LocalBookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Decide by the rule book in this directory, without a daemon.", valueName: "dir"),
    completion: .directory)
  var rules: String?

  @Option(
    help: ArgumentHelp("The time where a state has none of its own, with --rules.", valueName: "instant"))
  var now: String?

  func validate(beside daemon: ClientOptions) throws {
    if let now, Instant(rfc3339: now) == nil {
      throw ValidationError("'--now' is an instant such as 2026-09-23T10:00:00Z; '\(now)' is none.")
    }
    if now != nil && rules == nil {
      throw ValidationError("'--now' goes with '--rules'; for the daemon, give a state its own \"now\".")
    }
    if rules != nil && (daemon.socket != nil || daemon.config != nil) {
      throw ValidationError("'--rules' decides without a daemon: leave '--socket' and '--config' out.")
    }
  }

  /// The rule book that is named, without a mistake; nil where the daemon is to be asked.
  func soundBook() throws -> RuleBook? {
    try rules.map { try RuleBookFolder(at: $0, option: "--rules").soundBook() }
  }

  /// Now, for states that do not say.
  var clock: Instant { now.flatMap { Instant(rfc3339: $0) } ?? .systemNow }
}
