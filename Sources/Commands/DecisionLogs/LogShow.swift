import ArgumentParser
import DecisionLog
import Decisions
import Settings
import System

extension Log {
  /// `waymark log show`: why somebody got what they got.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
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
      guard let id = DecisionID(decision, inAnyCase: true) else {
        throw Failure(
          .wrongUse, "'\(decision)' is no id of a decision",
          help: "it looks like 01890a5d-ac96-774b-bcce-b302099a8057")
      }
      let folder = try LogOptions.folder(directory ?? place.loadConfiguration().decisionLogPath)
      let found: LogSearch.Found?
      do throws(FileProblem) { found = try LogSearch.find(id, in: folder) } catch {
        throw Failure(.findings, error.description, help: "run this as the user of the daemon, or as root")
      }
      guard let found else {
        throw Failure(
          .findings, "decision '\(decision)' is not in the decision log",
          help: "it may be older than the log, its line may be erased, or it was asked for as a preview")
      }
      let output = Terminal.standardOutput
      if format == .json { return output.write(json: found.bytes + [UInt8(ascii: "\n")]) }
      guard let view = RecordView(found, in: folder) else {
        throw Failure(
          .findings, "line \(found.line) of '\(folder.path(of: found.file))' is no record of a decision")
      }
      output.write(view.rendered(for: output))
    }
  }
}
