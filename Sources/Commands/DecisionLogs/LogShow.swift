import ArgumentParser
import DecisionLog
import Decisions
import Settings
import System

extension Log {
  /// `waymark log show`: why somebody got what they got.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show what was known, what was decided and by which rules.",
      discussion: """
        The id of a decision stands in its answer, and with each contact in `waymark contacts`. Shown are the state \
        that was decided on, the contacts that were considered, the decision, and each rule that matched with its \
        place in the rule book of then, which stands in the folder of the log.
        """)

    @Argument(help: ArgumentHelp("The decision's id.", valueName: "id"))
    var decision: String

    @Option(
      help: ArgumentHelp("The folder of the log; by default the daemon's.", valueName: "dir"),
      completion: .directory)
    var directory: String?

    @Option(help: "Text for people (the default), or json: the line of the log.")
    var format = OutputFormat.text

    @OptionGroup var place: LogOptions

    func run() throws {
      let id = try DecisionID(argument: decision)
      let path = try directory ?? place.loadConfiguration().decisionLogPath
      place.tell(reading: path, isNamed: directory != nil)
      let folder = try LogOptions.folder(path)
      let found = try LogSearch.record(of: id, in: folder)
      let output = Terminal.standardOutput
      if format == .json { return output.write(json: found.bytes + [UInt8(ascii: "\n")]) }
      guard let view = RecordView(found, in: folder) else {
        throw Failure(
          .findings, "line \(found.line) of '\(found.file.path)' is no record of a decision")
      }
      output.write(view.rendered(for: output))
    }
  }
}
