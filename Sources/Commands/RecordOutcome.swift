import API
import ArgumentParser
import Decisions
import JSON
import Rules
import Time

/// `waymark outcome`: what came of a contact.
struct RecordOutcome: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome",
    abstract: "Report what came of contacts.",
    discussion: """
      One outcome by options, or many from a file: objects one a line, which are sent as they come and recorded each \
      by itself, or an array, which is recorded as a whole or not at all. Each is {"decision", "action", "outcome"} \
      with the decision's id from `waymark next`, and if need be "at" and "value"; or without a decision {"journey", \
      "action", "channel", "outcome", "at"}. An outcome that is reported again counts once.

      With --outcome a file may also be what `waymark next` printed, as rows or as JSON one a line: it came of all that \
      was reserved. A row may have another outcome in a fifth column.

      What is refused is told of on standard error with its line; then the exit code is 1.
      """)

  @Argument(
    help: ArgumentHelp("The file with outcomes, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl", "tsv"]))
  var file: String?

  @Option(help: ArgumentHelp("The decision that reserved the action.", valueName: "id"))
  var decision: String?

  @Option(help: ArgumentHelp("The action that it came of.", valueName: "id"))
  var action: String?

  @Option(help: "What came of it; not_sent gives a reservation back.")
  var outcome: Outcome?

  @Option(help: ArgumentHelp("When; with a decision it may be left out, for now.", valueName: "instant"))
  var at: String?

  @Option(help: ArgumentHelp("What it was worth.", valueName: "number"))
  var value: Double?

  @Option(help: ArgumentHelp("The channel, where there is no decision.", valueName: "id"))
  var channel: String?

  @Option(help: ArgumentHelp("The journey, where there is no decision.", valueName: "id"))
  var journey: String?

  @Option(help: ArgumentHelp("The account that the journey belongs to.", valueName: "id"))
  var account: String?

  @Option(help: "json: print what the daemon answers to each.")
  var format = OutputFormat.text

  @OptionGroup var retrying: RetryOptions

  @OptionGroup var daemon: ClientOptions

  /// Whether one outcome is reported, by options.
  private var hasOptions: Bool {
    value != nil || [decision, action, at, channel, journey, account].contains { $0 != nil }
  }

  /// Not while options are still parsed: one that does not exist is told of first.
  private func checkOptions() throws {
    guard hasOptions else { return }
    if file != nil {
      throw ValidationError("Give one outcome by options or a file with outcomes, not both.")
    }
    if action == nil { throw ValidationError("'--action' is missing: the action that the outcome came of.") }
    if outcome == nil {
      let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'--outcome' is missing; there are \(names).")
    }
    if decision == nil && journey == nil {
      throw ValidationError(
        "'--decision' is missing, the id from `waymark next`; without one, give '--journey', '--channel' and '--at'."
      )
    }
    if decision == nil && at == nil {
      throw ValidationError(
        "'--at' is missing; without '--decision' it tells an outcome from a repeated one.")
    }
    if let at, Instant(at, bareDatesIn: .utc) == nil {
      throw ValidationError(
        Instant(rfc3339: at + "Z") != nil
          ? "'--at': '\(at)' is no instant: \(FieldReader.missingOffset)."
          : "'--at' is an instant such as 2026-09-23T10:00:00Z, or a date; '\(at)' is neither.")
    }
    if let value, !value.isFinite { throw ValidationError("'--value' is a finite number.") }
  }

  func run() throws {
    try Failure.ofOptions("outcome", checkOptions)
    let client = try daemon.client(retry: retrying.retry)
    let request = RecordingRequest(endpoint: .outcomes, name: "outcomes", client: client, format: format)
    let channels = RowChannels(knowing: client, in: file)
    let tally =
      hasOptions
      ? try request.record(optionsAsJSON)
      : try request.record(file: file ?? "-") { [outcome] in
        PrintedDecisions($0, outcome: outcome, channels: channels)
      }
    try tally.conclude()
  }

  private var optionsAsJSON: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("decision", ifPresent: decision)
      $0.member("journey", ifPresent: journey)
      $0.member("account", ifPresent: account)
      $0.member("action", ifPresent: action)
      $0.member("channel", ifPresent: channel)
      $0.member("outcome", ifPresent: outcome?.rawValue)
      $0.member("at", ifPresent: at)
      $0.member("value", ifPresent: value)
    }
    return writer.bytes
  }
}

extension Outcome: ExpressibleByArgument {
  /// In any capitals, as the daemon takes it.
  public init?(argument: String) { self.init(named: argument) }
}
