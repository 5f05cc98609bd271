import API
import ArgumentParser
import Decisions
import Glibc
import Rules

/// `waymark next`: what to do now, recorded as done.
struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Decide what to do next for journeys, and reserve it.",
    discussion: """
      Reads one state (a JSON object), an array of states, a stream of states, one a line, or CSV, as `waymark decide` \
      does. The daemon decides by all that it remembers, and records the first of what it recommends as delivered \
      before it answers: cooldowns and caps count it from then on, for whoever asks next. Report what is not sent \
      after all with `waymark outcome --outcome not_sent`.

      A no in a state ("consent": {"email": false}) holds for that state alone, and nothing remembers it: the next \
      state without it may reserve. `waymark event --journey ID --consent CHANNEL=no` tells it for good.

      A call can be repeated where it has a key: the same key and state get the answer of the first call once more, \
      and nothing is reserved. --key names one call; --key-from takes a key from each state, so that a job that broke \
      off can be run again: waymark next leads.csv --key nightly-2026-11-30 --key-from journey.

      Exit codes: 0 there is something to do; 3 there is nothing for anyone; 1 a state was refused; 74 the output \
      could not be written, and what was reserved stays so; 75 no daemon answers, or it cannot record: try again.
      """)

  @Argument(
    help: ArgumentHelp("The file with the states, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl", "csv", "tsv"]))
  var file = "-"

  @Option(help: ArgumentHelp("How many of the recommendations to reserve.", valueName: "count"))
  var take = 1

  @Option(
    help: ArgumentHelp(
      "How many recommendations there may be; otherwise as the rule book says.", valueName: "count"))
  var limit: Int?

  @Option(help: Explanation.help)
  var explain = Explanation.none

  @Option(help: "A name for this call, so that it can be repeated without a second contact.")
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The column, or the key of a state, that tells calls apart; with --key behind its name.",
      valueName: "column"))
  var keyFrom: String?

  @Flag(help: "Reserve nothing, and leave no trace: what would be done now.")
  var dryRun = false

  @OptionGroup var decisions: DecisionOptions

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.take.validate(take, of: "--take")
    try RequestLimits.limit.validate(limit, of: "--limit")
    if let key, !ReservingDecider.Key.isValid(key) {
      throw ValidationError(
        "'--key' has 1 to \(RequestLimits.keyLength.upperBound) bytes, and no control characters.")
    }
    if let keyFrom, keyFrom.isEmpty { throw ValidationError("'--key-from' names a column.") }
    if dryRun && (key != nil || keyFrom != nil) {
      throw ValidationError("'--dry-run' reserves nothing that could be repeated: leave keys out.")
    }
  }

  func run() throws {
    // Whether anybody takes the output any more is seen where it is written: what is reserved has to be told.
    signal(SIGPIPE, SIG_IGN)
    let client = try daemon.client(retry: decisions.retry)
    let decider = ReservingDecider(
      client: client, take: take, limit: limit, explanation: explain,
      key: .init(name: key, source: keyFrom, isNeeded: decisions.retry != nil), isDryRun: dryRun,
      isStrict: decisions.strict)
    let batch = try decisions.answer(
      file, .inTurn(decider), knowing: client, shown: dryRun ? take : nil, isPreview: dryRun, key: keyFrom,
      looksForClashes: true, tellsRepeats: keyFrom != StateKey.journey.rawValue, several: refuseOneKey)
    report(decider)
    if batch.hasRefused { throw Status.findings.code }
    if batch.busyCount == 0 { throw Status.nothingToDo.code }
  }

  /// Says how many of the answers had been given before.
  private func report(_ decider: ReservingDecider) {
    func note(_ text: String) {
      Terminal.standardError.write("note: \(text), and nothing more was reserved\n")
    }
    switch decider.replayed {
    case 0: break
    case 1: note("this key was used before; this is the answer of then")
    case let count: note("\(count) keys were used before; these are the answers of then")
    }
    if decider.replayed > 0, keyFrom != nil, key == nil {
      Terminal.standardError.write(
        "warning: without '--key' the runs of a day are one: what was carried out is printed again; name each run, as in '--key nightly-2026-11-30'\n"
      )
    }
    let doubled = decider.doubled
    let places = doubled.prefix(Self.mostPlaces).map { "line \($0.line) is line \($0.first)" }
    let more = doubled.count > places.count ? ["and \(doubled.count - places.count) more"] : []
    let list = "(\((places + more).joined(separator: ", ")))"
    switch doubled.count {
    case 0: break
    case 1: note("1 row stands there twice \(list): it got the same answer")
    case let count: note("\(count) rows stand there twice \(list): they got the same answers")
    }
  }

  /// Of how many rows that stand twice the lines are named.
  private static let mostPlaces = 10

  private func refuseOneKey() throws {
    guard key != nil, keyFrom == nil else { return }
    throw Failure(
      .wrongUse, "'--key' names one call, and these are several",
      help: "'--key-from journey' gives each a key of its own")
  }
}
