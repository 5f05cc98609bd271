import API
import ArgumentParser
import Decisions
import Diagnostics
import Journeys
import Rules
import Time

/// `waymark map`: the journey as a page for people.
struct Map: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Draw the customer journey as one HTML file that needs no other.",
    discussion: """
      Stages as columns; below them customers, how it feels, touchpoints, pain points, actions and gaps, for all and for \
      each market and persona; and how complete the mapping is. It names no customer, and says of fewer than five only \
      that they are few. Without --rules the daemon draws it of what it remembers; with --rules it shows the plan of \
      the rule book, and with --from besides what the events say.
      """)

  @Option(
    help: ArgumentHelp("The file with events, one a line, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl"]))
  var from: String?

  @Option(
    help: ArgumentHelp("Draw by the rule book in this directory, without a daemon.", valueName: "dir"),
    completion: .directory)
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "What happened later does not count; an instant or a date, by default now.", valueName: "instant"))
  var asOf: String?

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp(
      "The language: en, da, sv, nb or pl; by default that of the rule book.", valueName: "tag"))
  var language: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write it; by default to standard output.", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var daemon: ClientOptions

  @Argument(help: .hidden)
  var directory: String?

  func validate() throws {
    if let directory {
      throw ValidationError("The rule book is an option here: '--rules \(directory.inShell)'.")
    }
    if from != nil && rules == nil {
      throw ValidationError("'--from' needs the rule book that the events are about: give '--rules'.")
    }
    if rules != nil && (daemon.socket != nil || daemon.config != nil) {
      throw ValidationError("'--rules' draws without a daemon: leave '--socket' and '--config' out.")
    }
  }

  func run() throws {
    guard let rules else { return try write(try askDaemon()) }
    let book = try RuleBookFolder(at: rules, option: "--rules").soundBook()
    let plan = DecisionPlan(book)
    let clock = Instant.systemNow
    let instant = try instant(in: book.policies.zone) ?? clock
    guard let from else {
      return try write(Array(JourneyMap(planOf: plan, asOf: instant, language: language).html.utf8))
    }
    let file = try EventsFile(from, plan, clock: clock)
    file.mistakes.end()
    let frame = ReportFrame(vocabulary: book.vocabulary, policies: book.policies, asOf: instant)
    var reader = RecordReader(file.recollection(for: plan), frame)
    let complete = file.earliest.flatMap { $0 <= instant ? $0 : nil }
    var builder = JourneyMap.Builder(plan, asOf: instant, completeSince: complete, language: language)
    for journey in file.journeys {
      if let record = reader.record(of: journey) { builder.add(record) }
    }
    try write(Array(builder.finish().html.utf8))
    if file.mistakes.count > 0 { throw Status.findings.code }
  }

  private func instant(in zone: Zone) throws -> Instant? {
    guard let asOf else { return nil }
    guard let instant = Instant(asOf, bareDatesIn: zone) else {
      throw Failure(
        .wrongUse, "'--as-of' is an instant such as 2026-09-23T10:00:00Z, or a date; '\(asOf)' is neither")
    }
    return instant
  }

  private func askDaemon() throws -> [UInt8] {
    var request = DaemonRequest(.get, .map, [.asOf: asOf, .language: language])
    request.accepted = MediaType.html
    let answer = try daemon.client(patience: .seconds(60)).ask(request)
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return answer.body
  }

  private func write(_ page: [UInt8]) throws {
    guard let output else { return Terminal.standardOutput.write(String(decoding: page, as: UTF8.self)) }
    var file = try NewFile(at: output, isPrivate: false)
    try file.write(page[...])
    try file.finish()
  }
}
