import ArgumentParser
import DecisionLog
import Foundation
import JSON
import RuleFiles
import Settings
import System
import Telemetry

extension Log {
  /// `waymark log verify`: whether the log is as it was written.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Check that nothing in the decision log was changed, removed or put elsewhere.",
      discussion: """
        Checks the number and the digest of every line, the chain that links it to all lines before it, and that the \
        rule books which decided are there as they were. The chain is checked with the history's key, which is looked for beside the folder, then where the daemon has it. What is cut off \
        at the end leaves no trace in the log itself: the daemon says now and then in its own log how far the log goes \
        (decision_log.head), and where it begins; give that with --heads, from where nobody can have changed it. Files \
        that are gone from the beginning are found, too, unless a head tells that the daemon removed them.

        Prints a line for each thing that is wrong, with file and line, then what was checked. Exit code 1 where \
        something is wrong.
        """)

    @Argument(
      help: ArgumentHelp("The folder of the log; by default the daemon's.", valueName: "dir"),
      completion: .directory)
    var directory: String?

    @Option(
      name: .customLong("heads"),
      help: ArgumentHelp(
        "The daemon's own log, as JSON, with the heads that it told; .gz is read as well.", valueName: "file"),
      completion: .file())
    var headFiles: [String] = []

    @Option(
      name: .customLong("head"),
      help: ArgumentHelp("A head: a line's number, a colon, and its chain.", valueName: "number:chain"))
    var singleHeads: [String] = []

    @Option(
      help: ArgumentHelp("The file of the key; by default beside the history.", valueName: "file"),
      completion: .file())
    var key: String?

    @Option(help: "Text for people (the default), or json.")
    var format = OutputFormat.text

    @OptionGroup var place: LogOptions

    func run() throws {
      let heads = try heads()
      let configuration = try place.loadConfiguration()
      let path = directory ?? configuration.decisionLogPath
      place.tell(reading: path, isNamed: directory != nil)
      let folder = try LogOptions.folder(path)
      let keyPath =
        key ?? directory.flatMap { Self.keyPath(beside: $0, configuration) } ?? configuration.keyPath
      var check = LogCheck(key: try LogOptions.key(keyPath), from: keyPath, heads: heads)
      do throws(FileProblem) { try check.check(folder) } catch {
        throw Failure(.findings, error.description, help: "run this as the user of the daemon, or as root")
      }
      for (revision, use) in check.revisions.sorted(by: { $0.key < $1.key }) {
        let files = LoggedBooks.files(of: revision, in: folder)
        guard Revision.of(files) != revision else { continue }
        check.add(
          files.isEmpty
            ? "rule book \(revision) is not there, which this line needs"
            : "rule book \(revision) is not as it was when it decided", at: use)
      }
      let view = LogCheckView(check)
      switch format {
      case .text: Terminal.standardOutput.write(view.text)
      case .json: Terminal.standardOutput.write(json: view.json)
      }
      if !check.findings.isEmpty { throw Status.findings.code }
    }

    /// Where the key stands of a log in a state directory; nil where there is none.
    private static func keyPath(beside folder: String, _ configuration: Configuration) -> String? {
      var beside = configuration
      beside.stateDirectory = URL(filePath: folder).absoluteURL.standardized.deletingLastPathComponent().path
      return FileStatus(of: beside.keyPath, followingLinks: true) == nil ? nil : beside.keyPath
    }

    private func heads() throws(Failure) -> LogHeads {
      var heads = LogHeads()
      for text in singleHeads where !heads.add(text) {
        throw Failure(
          .wrongUse, "'\(text)' is no head; write the number of a line, a colon and 64 hexadecimal digits")
      }
      for path in headFiles {
        let count: Int
        do throws(FileProblem) { count = try Self.read(path, into: &heads) } catch {
          throw Failure(.findings, error.description)
        }
        guard count > 0 else {
          throw Failure(
            .findings, "'\(path)' tells of no head",
            help: "it is the daemon's log as JSON lines with the event 'decision_log.head'")
        }
      }
      heads.sort()
      return heads
    }

    /// - Parameter path: of a log, compressed where its name ends in `.gz`, as rotated ones are.
    /// - Returns: how many heads it tells of.
    private static func read(_ path: String, into heads: inout LogHeads) throws(FileProblem) -> Int {
      var lines = try LogFileLines(LogFilePath(path))
      var count = 0
      while let line = try lines.next() {
        if heads.add(line: line, event: EventName.decisionLogHead.rawValue) { count += 1 }
      }
      return count
    }
  }
}
