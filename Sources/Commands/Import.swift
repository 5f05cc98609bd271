import API
import ArgumentParser
import JSON

/// `waymark import`: contacts that were made before.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take contacts of before into the daemon's history.",
    discussion: """
      Reads contacts, one JSON object a line, in the form that `waymark contacts --all` prints: {"journey", "action", \
      "at"} and if need be "account", "channel", "decision", "outcome" or a list of "outcomes". They count for \
      cooldowns and caps as if they had been reserved. A contact that is known is not taken twice, so that an import \
      which broke off can be run again.

      The first lines that are refused are told of on standard error; the others are taken, and the exit code is 1.
      """)

  @Argument(
    help: ArgumentHelp("The file with contacts, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl"]))
  var file = "-"

  @Option(help: "What came of it, on standard error as text or on standard output as json.")
  var format = OutputFormat.text

  @OptionGroup var daemon: ClientOptions

  /// Of how many lines the mistakes are told.
  private static let mostTold = 20

  func run() throws {
    let source = try ByteSource(path: file)
    source.promptFor("contacts")
    var input = StateInput(source, isLines: true)
    guard try input.array() == nil else {
      throw Failure(
        .wrongUse, "\(input.name): `import` takes contacts one a line, and this is an array",
        help: "`jq -c '.[]'` makes lines of it")
    }
    var tally = RecordingTally(
      mistakes: MistakeLog(name: input.name, most: Self.mostTold),
      progress: ProgressLine("contacts", on: .standardError))
    do {
      try daemon.client().ask(DaemonRequest(.post, .contacts), lines: input) {
        text, answer throws(Failure) in
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
