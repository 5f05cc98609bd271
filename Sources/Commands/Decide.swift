import API
import ArgumentParser
import Decisions
import Rules
import System
import Time

/// `waymark decide`: what to do next, for one state, an array of them or a stream.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Decide what to do next for journey states.",
    discussion: """
      Reads one state (a JSON object), an array of states, a stream of states, one a line, or CSV, and answers in the \
      same form and order, CSV line by line. A stream is answered while it arrives. The daemon decides; with --rules \
      this command does, by a rule book on disk. It then knows of no contacts but those of the states and of \
      --contacts: a file of what `waymark contacts --all` writes and `waymark import` takes, contacts and events, and \
      of answers that reserved something.

      With --reserve, which needs --rules, each decision counts the first of what it recommends as delivered, and the \
      states of the same journey or account that come later count it too. Nothing is recorded: `waymark import` takes \
      the answers, and tells the daemon. Threads share the work, and states of one journey or account are decided in \
      their order. A large audience may be parted, too: where all states of an account are in one part in their order, \
      and those of a journey without an account as well, the answers are the same.

      With --now, and with --reserve, each decision has an id, which follows from rule book, time, state and how many \
      states of the journey came before.

      The first line of CSV names the columns by the paths of a state: journey, stage, persona, consent.email, \
      account.name, with several values of a list between bars. Columns that no state has are told of and left out.

      A state that is refused is told of on standard error with its line, and the exit code is 1; in an array or a \
      stream {"error": …} stands in its place and the others go on. Warnings are told of there, too. With --keep-going \
      each line is a state of its own, and the exit code is 0 whatever was refused.
      """)

  @Argument(
    help: ArgumentHelp("The file with the states, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl", "csv", "tsv"]))
  var file = "-"

  @OptionGroup var book: LocalBookOptions

  @Option(
    help: ArgumentHelp("The contacts and events of before, one a line, with --rules.", valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl"]))
  var contacts: String?

  @Option(
    help: ArgumentHelp(
      "How many of the recommendations later states count as delivered, with --rules.", valueName: "count"))
  var reserve: Int?

  @Option(help: "How many recommendations a decision may have; otherwise as the rule book says.")
  var limit: Int?

  @Option(help: Explanation.help)
  var explain = Explanation.none

  @Option(
    help: ArgumentHelp(
      "How many threads decide, with --rules; by default one per processor.", valueName: "count"))
  var threads: Int?

  @Flag(help: "Take one state a line; what is refused is told of, and is no failure.")
  var keepGoing = false

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
    if contacts != nil && book.rules == nil {
      throw ValidationError(
        "'--contacts' goes with '--rules'; the daemon has a history, which `waymark import` adds to.")
    }
    if contacts == "-" && file == "-" {
      throw ValidationError("Either the states or '--contacts' come from standard input: name a file.")
    }
    if reserve != nil && book.rules == nil {
      throw ValidationError("'--reserve' goes with '--rules'; `waymark next` has the daemon reserve.")
    }
    if let reserve { try RequestLimits.take.validate(reserve, of: "--reserve") }
  }

  func run() throws {
    let batch: DecisionBatch
    if let rules = try book.soundBook() {
      let run = try localRun(DecisionPlan(rules))
      batch = try decisions.answer(
        file, .here(run, threads: threads ?? Threads.usual), knowing: LocalDecider(run), areLines: keepGoing)
    } else {
      let place = try daemon.place(retry: decisions.retry)
      batch = try decisions.answer(
        file, .byDaemon(place, limit: limit, explanation: explain), knowing: DaemonClient(place),
        areLines: keepGoing)
    }
    guard let refused = batch.refusedShare else { return }
    guard keepGoing else { throw Status.findings.code }
    Terminal.standardError.write("note: \(refused): an error stands in the place of each\n")
  }

  private func localRun(_ plan: DecisionPlan) throws -> LocalRun {
    let clock = book.clock
    // What a history tells of may be of after an instant that is asked about.
    let history = try contacts.map {
      try RunHistory(reading: $0, for: plan, clock: max(clock, .systemNow))
    }
    return LocalRun(
      plan: plan, clock: clock, options: .init(limit: limit, explanation: explain), history: history,
      reserve: reserve, givesIDs: book.now != nil || reserve != nil, isStrict: decisions.strict)
  }
}

extension Explanation: ExpressibleByArgument {
  static let help: ArgumentHelp = """
    matched: what each condition found of the rules that matched; full: also every action that was held back, and the \
    rules that nearly matched.
    """
}
