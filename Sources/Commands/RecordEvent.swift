import API
import ArgumentParser
import Decisions
import JSON
import Journeys
import Time

/// `waymark event`: what happened on journeys.
struct RecordEvent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event",
    abstract: "Tell the daemon what happened on journeys.",
    discussion: """
      One event by options, or many from a file: objects one a line, which are sent as they come and recorded each by \
      itself, or an array, which is recorded as a whole or not at all. Each is {"journey"} with one thing or more that \
      happened: "stage", "touchpoint", "exit", "trigger", "pain_point", "resolved", "consent", "profile" or "account"; \
      and if need be "at" and "id". An event that is told again, by its id or with the same "at" and content, counts \
      once; an id that another event has is refused. `waymark import --events` takes files of any length, CSV too.

      What is refused is told of on standard error with its line; then the exit code is 1.
      """)

  @Argument(
    help: ArgumentHelp("The file with events, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl"]))
  var file: String?

  @Option(help: ArgumentHelp("The journey that it happened on.", valueName: "id"))
  var journey: String?

  @Option(help: ArgumentHelp("When; otherwise now. A yes to a channel needs it.", valueName: "instant"))
  var at: String?

  @Option(help: ArgumentHelp("Yours, by which the event is known again.", valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp("The account that the journey belongs to.", valueName: "id"))
  var account: String?

  @OptionGroup var content: EventContent

  @Option(help: "json: print what the daemon answers to each.")
  var format = OutputFormat.text

  @OptionGroup var retrying: RetryOptions

  @OptionGroup var daemon: ClientOptions

  private var hasOptions: Bool {
    [journey, at, id, account].contains { $0 != nil } || !content.isEmpty
  }

  /// Not while options are still parsed: one that does not exist is told of first.
  private func checkOptions() throws {
    guard hasOptions else { return }
    if file != nil { throw ValidationError("Give one event by options or a file with events, not both.") }
    if journey == nil { throw ValidationError("'--journey' is missing: whom the event is about.") }
    if content.isEmpty && account == nil {
      throw ValidationError(
        "The event says nothing; give it one of --stage, --touchpoint, --exit, --trigger, --pain-point, --resolved, --consent, --profile, --account."
      )
    }
    if let at, Instant(rfc3339: at) == nil, CivilDate(at) == nil {
      throw ValidationError(
        Instant(rfc3339: at + "Z") != nil
          ? "'--at': '\(at)' is no instant: \(FieldReader.missingOffset)."
          : "'--at' is an instant such as 2026-09-23T10:00:00Z, or a date; '\(at)' is neither.")
    }
    if at == nil && content.givesConsent {
      throw ValidationError("'--at' is missing: when the yes was given.")
    }
  }

  func run() throws {
    try Failure.ofOptions("event", checkOptions)
    if let file, CSVInput.isNamed(file) {
      throw Failure(
        .wrongUse, "\(file): `event` takes JSON, and this is CSV by its name",
        help: "`waymark import --events \(file)` takes it")
    }
    let request = RecordingRequest(
      endpoint: .events, name: "events", client: try daemon.client(retry: retrying.retry), format: format)
    guard hasOptions else { return try request.record(file: file ?? "-").conclude() }
    try request.record(optionsAsJSON).conclude()
  }

  private var optionsAsJSON: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", ifPresent: journey)
      $0.member("at", ifPresent: at)
      $0.member("id", ifPresent: id)
      $0.member("account", ifPresent: account)
      content.write(to: &$0)
    }
    return writer.bytes
  }
}
