import API
import ArgumentParser
import Decisions
import Rules

/// `waymark decide`: what to do next, for one state, an array of them or a stream.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide what to do next for journey states.",
    discussion: """
      Reads one state (a JSON object), an array of states, or a stream of states, one a line, and answers in the same \
      form and order. A stream is answered while it arrives. The daemon decides; with --rules this command does, by a \
      rule book on disk and without a contact history.

      A state that is refused is told of on standard error with its line, and the exit code is 1; in an array or a \
      stream {"error": …} stands in its place and the others go on.
      """)

  @Argument(
    help: ArgumentHelp("The file with the states, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json", "ndjson", "jsonl"]))
  var file = "-"

  @OptionGroup var book: LocalBookOptions

  @Option(help: "How many recommendations a decision may have; otherwise as the rule book says.")
  var limit: Int?

  @Option(help: Explanation.help)
  var explain = Explanation.none

  @Option(help: "Decisions as json, or as text for people.")
  var format = OutputFormat.json

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.limit.validate(limit, of: "--limit")
    try book.validate(beside: daemon)
  }

  func run() throws {
    let source = try ByteSource(path: file)
    source.promptFor("a journey state")
    var input = StateInput(source)
    var decisions = try DecisionBatch(decider: decider(), format: format, name: input.name)
    switch try input.form() {
    case .object(let text): try decisions.answer(object: text)
    case .array(let bytes): try decisions.answer(array: bytes)
    case .stream:
      while case let batch = try input.batch(count: DecisionBatch.batchCount, size: DecisionBatch.batchSize),
        !batch.isEmpty
      {
        try decisions.answer(lines: batch)
      }
    }
    if decisions.hasRefused { throw Status.findings.code }
  }

  private func decider() throws -> any StateDecider {
    guard let rules = try book.soundBook() else {
      return DaemonDecider(client: try daemon.client(), limit: limit, explanation: explain)
    }
    return LocalDecider(
      DecisionPlan(rules), clock: book.clock, options: .init(limit: limit, explanation: explain))
  }
}

extension Explanation: ExpressibleByArgument {
  static let help: ArgumentHelp = """
    matched: what each condition found of the rules that matched; full: also every action that was held back, and the \
    rules that nearly matched.
    """
}
