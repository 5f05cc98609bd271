import ArgumentParser
import DecisionStatistics
import Settings
import Time

/// `waymark stats`: what decisions came to.
struct Stats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Count what the decisions of a log came to: rules, reasons, outcomes.",
    discussion: """
      Reads the decision log, or files of it, and asks no daemon: how many decisions there were and how they came out, \
      which rules matched and which never did, what was held back and why, what came of contacts, where nothing \
      matched, and what states were warned of. With --by one table instead.

      What came of a contact is known once its journey, or another one of its account, was decided again: the log says \
      then what was remembered. Times are those at which decisions were recorded.

      Exit code 1 where a line could not be read; the lines are named on standard error, and the rest is counted.
      """)

  @Argument(
    help: ArgumentHelp(
      "Folders of logs, or files of them (.ndjson, .ndjson.gz); by default the daemon's log.",
      valueName: "log"),
    completion: .file())
  var logs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Count decisions from then on: an instant, a date (UTC), or how long ago, such as 7d.",
      valueName: "when"))
  var since: String?

  @Option(help: ArgumentHelp("Count decisions before then; the same.", valueName: "when"))
  var until: String?

  @Option(help: "Print one table of decisions by this instead.")
  var by: CountDimension?

  @Option(help: ArgumentHelp("Show so many rows of a table.", valueName: "count"))
  var top = 10

  @Option(help: "Text for people (the default), json with all rows, or csv of the table of --by.")
  var format = JourneysOptions.Format.text

  @OptionGroup var place: LogOptions

  func validate() throws {
    try (1...1_000_000).validate(top, of: "--top")
    if format == .csv, by == nil {
      throw ValidationError("'--format csv' is for one table: say which with '--by'.")
    }
  }

  func run() throws {
    let window = try CountWindow(since: since, until: until, now: .systemNow)
    let paths = logs.isEmpty ? [try place.loadConfiguration().decisionLogPath] : logs
    for path in paths { place.tell(reading: path, isNamed: !logs.isEmpty) }
    let sources = try LogSources(paths)
    var reader = StatisticsReader(DecisionTally(window, by: by))
    for file in sources.files { reader.add(file) }
    reader.end()
    let book = LoggedRules(reader.folders).outline(reader.tally.revisionsInOrder)
    show(DecisionReport(reader.tally, reader.read, book: book, top: top))
    if reader.read.damaged > 0 { throw Status.findings.code }
  }

  private func show(_ report: DecisionReport) {
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(report.text.visibleLines)
    case .json: output.write(json: report.json)
    case .csv: output.write(report.csv)
    }
  }
}

extension CountDimension: ExpressibleByArgument {}
