import ArgumentParser
import Time

/// Whether a command that records something waits for a daemon that is away.
struct RetryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "For how long to try again where no daemon answers, as in '30s'; nothing is recorded twice by it.",
      valueName: "duration"),
    transform: Self.time)
  var retry: TimeSpan?

  private static func time(_ text: String) throws -> TimeSpan {
    guard let span = TimeSpan(text) else {
      throw ValidationError("'--retry' is a duration such as 30s or 5m; '\(text)' is none.")
    }
    return span
  }
}
