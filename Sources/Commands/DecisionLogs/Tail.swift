import ArgumentParser
import DecisionLog
import Glibc
import Settings
import System

/// `waymark tail`: decisions as they are made.
struct Tail: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail",
    abstract: "Show decisions as they are made, a line each.",
    discussion: """
      Follows the decision log: over files that are closed and begun, over restarts of the daemon, and waits for a log \
      that is not there yet. A line has when it was decided (UTC), the journey, the outcome, the first action with its \
      channel, the rules behind it, and what was held back. What is missing in the log is said.

      An option that is given several times asks for any of its values; different options have to hold together. It \
      reads files and asks no daemon. Ctrl-C ends it, with exit code 0; with --no-follow the exit code is 1 where a \
      line could not be read.
      """)

  @Argument(
    help: ArgumentHelp("The folder of the log; by default the daemon's.", valueName: "log"),
    completion: .directory)
  var directory: String?

  @OptionGroup var filter: FilterOptions

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Begin with the last so many that are wanted; otherwise with 10, or with all since '--since'.",
      valueName: "count"))
  var lines: Int?

  @Flag(help: "Show those, and end.")
  var noFollow = false

  @Option(help: "Text for people (the default), or json: the records as they are, a line each.")
  var format = OutputFormat.text

  @OptionGroup var place: LogOptions

  private static let usual = 10
  private static let mostLines = 1_000_000

  func validate() throws {
    try (0...Self.mostLines).validate(lines ?? Self.usual, of: "--lines")
    if filter.until != nil && !noFollow {
      throw ValidationError("'--until' is for what was decided already: give '--no-follow' as well.")
    }
  }

  func run() throws {
    let configuration = try place.loadConfiguration()
    let path = directory ?? configuration.decisionLogPath
    place.tell(reading: path, isNamed: directory != nil)
    let folder = noFollow ? try LogOptions.folder(path) : LogFolder(path)
    let key = KeyFile.read(configuration.keyPath, ownedBy: nil).key
    var output = Terminal.standardOutput
    output.codeWhenAbandoned = 0
    var view = LogTail(
      folder, try DecisionFilter(filter, key: key, now: .systemNow), format: format, on: output)
    let wanted = lines ?? (filter.since == nil ? Self.usual : Self.mostLines)
    do throws(FileProblem) {
      if noFollow { try showEnd(&view, wanted) } else { try follow(&view, from: wanted) }
    } catch {
      throw Failure(.findings, error.description, help: "run this as the user of the daemon, or as root")
    }
    if noFollow, view.damaged > 0 { throw Status.findings.code }
  }

  private func showEnd(_ view: inout LogTail, _ wanted: Int) throws(FileProblem) {
    let isUsual = lines == nil && filter.since == nil
    guard try view.showEnd(wanted, tellingWhetherMore: isUsual) else { return }
    Terminal.standardError.write("note: these are the last \(Self.usual); `--lines 1000000` shows all\n")
  }

  private func follow(_ view: inout LogTail, from lines: Int) throws(FileProblem) {
    // A reader that goes away is seen when it is written to, or while there is nothing to write.
    signal(SIGPIPE, SIG_IGN)
    let stop = GentleStop()
    defer { withExtendedLifetime(stop) {} }
    try view.follow(from: lines)
  }
}
