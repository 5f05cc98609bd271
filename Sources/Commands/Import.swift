import API
import ArgumentParser
import JSON
import RuleFiles

/// `waymark import`: contacts that were made before, and events.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take contacts of before, or events, into the daemon's history.",
    discussion: """
      Reads contacts, one JSON object a line, in the form that `waymark contacts --all` prints: {"journey", "action", \
      "at"} and if need be "account", "channel", "decision", "outcome" or a list of "outcomes". They count for \
      cooldowns and caps as if they had been reserved. A contact that is known is not taken twice, so that an import \
      which broke off can be run again. Lines that are events, as an export has them, are taken as well; so are the answers of `waymark decide --reserve`, \
      of which what they reserved is recorded.

      With --events it reads events, one JSON object a line (`waymark help event` says which), or CSV, where the file \
      is called .csv or .tsv. The first line of CSV names the columns: journey, at, id, account, touchpoint, \
      sentiment, channel, stage, stage_entered, observed, exit, trigger, pain_point, severity, resolved, \
      consent.CHANNEL with yes or no, and persona, market or attributes such as account.employees, with several \
      values between bars. Cells are separated by commas, semicolons or tabs; an empty one says nothing. A column of \
      another name is refused before anything is sent.

      What is of before its journey was erased is refused, all but a no, so that an old file brings nobody back who \
      asked to be forgotten: leave such lines out of the file, or take them with --despite-erasure.

      The first lines that are refused are told of on standard error; the others are taken, and the exit code is 1.
      """)

  @Argument(
    help: ArgumentHelp("The file with contacts or events, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl", "csv", "tsv"]))
  var file = "-"

  @Flag(help: "The file holds events.")
  var events = false

  @Flag(help: "The events are CSV, whatever the file is called.")
  var csv = false

  @Flag(help: "Take also what is of before its journey was erased, which brings it back.")
  var despiteErasure = false

  @OptionGroup var skipped: SkippedColumns

  @Option(help: "What came of it, on standard error as text or on standard output as json.")
  var format = OutputFormat.text

  @OptionGroup var retrying: RetryOptions

  @OptionGroup var daemon: ClientOptions

  /// Of how many lines the mistakes are told.
  private static let mostTold = 20

  private var isCSV: Bool { csv || CSVInput.isNamed(file) }

  func validate() throws {
    if csv && !events { throw ValidationError("'--csv' goes with '--events': contacts are taken as JSON.") }
    if skipped.isGiven && !(events && isCSV) {
      throw ValidationError("'--skip-columns' goes with '--events' and a CSV file.")
    }
  }

  func run() throws {
    guard events || !isCSV else {
      throw Failure(
        .wrongUse, "\(file): contacts are taken one JSON object a line, and this is CSV by its name",
        help: "`--events` takes events from CSV")
    }
    let source = try ByteSource(path: file)
    let name = events ? "events" : "contacts"
    source.promptFor(name)
    if events, isCSV {
      let client = try daemon.client(retry: retrying.retry)
      let table = try table(source, client)
      let path = table.name
      return try send(table, to: .events, name, file: path, with: client)
    }
    var input = StateInput(source, isLines: true)
    guard try input.array() == nil else {
      throw Failure(
        .wrongUse, "\(input.name): `import` takes \(name) one a line, and this is an array",
        help: "`jq -c '.[]'` makes lines of it")
    }
    let path = input.name
    let client = try daemon.client(retry: retrying.retry)
    if events { return try send(input, to: .events, name, file: path, with: client) }
    try send(ReservedAnswers(input), to: .contacts, name, file: path, with: client)
  }

  /// A CSV file whose columns are known.
  private func table(_ source: consuming ByteSource, _ client: DaemonClient) throws -> CSVInput {
    var input = CSVInput(source)
    let header = try input.header()
    let known = EventColumns(StateAttributes(schema: try client.stateSchema()))
    let skipped = skipped.names
    let consent = try ConsentColumns.mistakes(
      among: header.filter { !skipped.contains($0.text) }, unknown: [], knowing: client)
    do throws(Refusal) {
      input.columns = try known.columns(of: header, skipping: skipped, beside: consent)
    } catch {
      var mistakes = MistakeLog(name: input.name)
      mistakes.report(error, in: StateText([], line: 1))
      throw Failure(
        .findings, "nothing was sent: the first line does not name columns of events",
        help: "there are \(known.list); '--skip-columns' leaves columns out")
    }
    if input.columns.index(at: "/id") == nil, input.columns.index(at: "/at") == nil {
      Terminal.standardError.write(
        "note: there is no column 'id' and none 'at': rows that are imported again count again\n")
    }
    return input
  }

  private func send<Lines: LineSource & ~Copyable>(
    _ lines: consuming Lines, to endpoint: Endpoint, _ name: String, file: String, with client: DaemonClient
  ) throws {
    var tally = RecordingTally(
      mistakes: MistakeLog(name: file, most: Self.mostTold),
      progress: ProgressLine(name, on: .standardError))
    do {
      // The daemon holds back what events of long ago would raise one by one.
      let request = DaemonRequest(
        .post, endpoint,
        [.imported: endpoint == .events ? "true" : nil, .erased: despiteErasure ? "true" : nil])
      try client.record(request, at: endpoint, lines: lines) { text, answer throws(Failure) in
        try tally.add(answer, for: text)
      }
    } catch {
      if tally.count > 0 { report(&tally) }
      throw error
    }
    report(&tally)
    if let status = tally.status { throw status.code }
  }

  private func report(_ tally: inout RecordingTally) {
    tally.end()
    switch format {
    case .text: Terminal.standardError.write(tally.summary("imported"))
    case .json:
      var writer = JSONWriter()
      writer.object {
        $0.member("imported", tally.recorded)
        $0.member("known", tally.repeated)
        $0.member("refused", tally.refused)
      }
      writer.newline()
      Terminal.standardOutput.write(json: writer.bytes)
    }
  }
}
