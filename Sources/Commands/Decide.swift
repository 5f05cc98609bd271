import API
import ArgumentParser
import Decisions
import Rules
import System

/// `waymark decide`: what to do next, for one state, an array of them or a stream.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Decide what to do next for journey states.",
    discussion: """
      Reads one state (a JSON object), an array of states, a stream of states, one a line, or CSV, and answers in the \
      same form and order, CSV line by line. A stream is answered while it arrives. The daemon decides; with --rules \
      this command does, by a rule book on disk and without a contact history.

      The first line of CSV names the columns by the paths of a state: journey, stage, persona, consent.email, \
      account.name, with several values of a list between bars. Columns that no state has are told of and left out.

      A state that is refused is told of on standard error with its line, and the exit code is 1; in an array or a \
      stream {"error": …} stands in its place and the others go on. Warnings are told of there, too.
      """)

  @Argument(
    help: ArgumentHelp("The file with the states, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl", "csv", "tsv"]))
  var file = "-"

  @OptionGroup var book: LocalBookOptions

  @Option(help: "How many recommendations a decision may have; otherwise as the rule book says.")
  var limit: Int?

  @Option(help: Explanation.help)
  var explain = Explanation.none

  @Option(
    help: ArgumentHelp(
      "How many threads decide, with --rules; by default one per processor.", valueName: "count"))
  var threads: Int?

  @OptionGroup var decisions: DecisionOptions

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.limit.validate(limit, of: "--limit")
    try book.validate(beside: daemon)
    if let threads {
      guard (1...64).contains(threads) else { throw ValidationError("'--threads' is from 1 to 64.") }
      if book.rules == nil {
        throw ValidationError("'--threads' goes with '--rules'; the daemon decides on its own.")
      }
    }
  }

  func run() throws {
    let batch: DecisionBatch
    if let rules = try book.soundBook() {
      let plan = DecisionPlan(rules)
      let options = Decider.Options(limit: limit, explanation: explain)
      let clock = book.clock
      let threads = threads ?? Threads.usual
      batch = try decisions.answer(
        file, .here(plan, threads: threads, clock: clock, options: options),
        knowing: LocalDecider(plan, clock: clock, options: options))
    } else {
      let place = try daemon.place(retry: decisions.retry)
      batch = try decisions.answer(
        file, .byDaemon(place, limit: limit, explanation: explain), knowing: DaemonClient(place))
    }
    if batch.hasRefused { throw Status.findings.code }
  }
}

extension Explanation: ExpressibleByArgument {
  static let help: ArgumentHelp = """
    matched: what each condition found of the rules that matched; full: also every action that was held back, and the \
    rules that nearly matched.
    """
}
