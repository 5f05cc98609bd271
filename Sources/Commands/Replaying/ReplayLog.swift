import API
import ArgumentParser
import DecisionLog
import Decisions
import Diagnostics
import Foundation
import Replay
import Rules
import Time

/// `waymark replay`: what a changed rule book would have decided.
struct ReplayLog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Decide the decisions of the log again under another rule book, and say what changes and why.",
    discussion: """
      Every decision of the log is made anew by the rule book in --rules, on what was known then. Told are the decisions \
      that a customer would have noticed (another outcome, other actions, channels, contents, or another order), with \
      the rule, policy or action that is the cause; then what differs in reasons only, and what cannot be judged, since \
      the log does not have what the new book reads. Nothing is sent and nothing is recorded.

      With --fail-on-change the exit code is 1 where a customer would have noticed anything, but for what the file of \
      --expect says is meant. A line that cannot be read is told of with file and line; then the exit code is 1 as well.
      """)

  @Argument(
    help: ArgumentHelp(
      "Folders of logs, or files of them (.ndjson, .ndjson.gz), the oldest first; by default the daemon's log.",
      valueName: "log"),
    completion: .file(extensions: ["ndjson", "gz"]))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp("The directory of the rule book to decide by.", valueName: "dir"),
    completion: .directory)
  var rules: String

  @Option(
    help: ArgumentHelp(
      "Leave out what was decided before: an instant, a date, or how long ago, as in 30d.", valueName: "when")
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Leave out what was decided then or later: an instant, a date, or how long ago.", valueName: "when"))
  var until: String?

  @Flag(help: "Exit code 1 where a customer would have noticed a change that is not expected.")
  var failOnChange = false

  @Option(
    help: ArgumentHelp("A YAML file that says which changes are meant, and why.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var expect: String?

  @Option(help: ArgumentHelp("How many changed decisions, causes and so on are listed.", valueName: "count"))
  var top = 20

  @Option(help: "Text for people, json for programs, or markdown for a pull request.")
  var format = ReplayFormat.text

  @Option(
    help: ArgumentHelp("How many threads decide; by default one per processor.", valueName: "count"))
  var threads: Int?

  @OptionGroup var place: LogOptions

  enum ReplayFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  func validate() throws {
    if top < 0 { throw ValidationError("'--top' is a number of changes, 0 or more.") }
    if let threads, !(1...64).contains(threads) { throw ValidationError("'--threads' is from 1 to 64.") }
  }

  func run() throws {
    let folder = RuleBookFolder(at: rules, option: "--rules")
    let book = try folder.soundBook()
    var options = Replayer.Options(version: Version.current)
    options.since = try Self.instant(since, of: "--since", in: book.policies.zone)
    options.until = try Self.instant(until, of: "--until", in: book.policies.zone)
    options.listed = top
    let expected = try expect.map { try ExpectedChangesFile(at: $0, for: book) }
    if let expected { options.expected = expected.changes }
    let files = try place.files(logs)
    let replayed = ReplayBook(plan: DecisionPlan(book), files: folder.files)
    let tally = LogReplay(files, replayed, options).run(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let report = ReplayReport(tally, of: files, book: book, view: folder.view, listed: top)
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(report.text(for: output).visibleLines)
    case .json: output.write(json: report.json)
    case .markdown: output.write(report.markdown.visibleLines)
    }
    expected?.printUnmatched(tally.covered)
    if tally.unreadable.count > 0 || (failOnChange && tally.unexpected > 0) { throw Status.findings.code }
  }

  private static func instant(_ text: String?, of option: String, in zone: Zone) throws(Failure) -> Instant? {
    guard let text else { return nil }
    if let span = TimeSpan(text) { return .systemNow - span }
    guard let instant = Instant(text, bareDatesIn: zone) else {
      throw Failure(
        .wrongUse,
        "'\(option)' is an instant such as 2026-09-23T10:00:00Z, a date, or how long ago, such as 30d; "
          + "'\(text)' is none of them")
    }
    return instant
  }
}
