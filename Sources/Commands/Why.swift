import API
import ArgumentParser
import Decisions
import Diagnostics
import Glibc
import JSON
import Rules

/// `waymark why`: why an action is recommended to a journey, or why not.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say why an action is recommended to a journey, or why not.",
    discussion: """
      Reads one state (a JSON object). The answer has every rule that could recommend the action, with what each of its \
      conditions wanted and saw; the gates that hold it back, and until when; its rank; and the smallest change that \
      would put it first. Nothing is recorded.

      The daemon answers, by all that it remembers; with --rules this command does, by a rule book on disk and without \
      a contact history.
      """)

  @Argument(help: ArgumentHelp("The id of the action.", valueName: "action"))
  var action: String

  @Argument(
    help: ArgumentHelp("The file with the state, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var file = "-"

  @OptionGroup var book: LocalBookOptions

  @Option(
    help: ArgumentHelp(
      "How many recommendations there may be; otherwise as the rule book says.", valueName: "count"))
  var limit: Int?

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.limit.validate(limit, of: "--limit")
    try book.validate(beside: daemon)
  }

  func run() throws {
    try checkFile()
    let source = try ByteSource(path: file)
    source.promptFor("a journey state")
    var input = StateInput(source)
    let name = input.name
    guard case .object(let text) = try input.form() else {
      throw Self.severalStates(in: name)
    }
    var mistakes = MistakeLog(name: name)
    switch try answer(to: text, of: name) {
    case .success(let answer) where format == .json: Terminal.standardOutput.write(json: answer)
    case .success(let answer): Terminal.standardOutput.write(answer)
    case .failure(let refusal):
      mistakes.report(refusal, in: text)
      throw Status.findings.code
    }
  }

  /// Whoever has only the id of a journey writes it in the place of the file.
  private func checkFile() throws(Failure) {
    let isName =
      file.allSatisfy { $0.isLetter || $0.isNumber || "@._-+/".contains($0) } && !file.hasSuffix(".json")
    guard file != "-", isName, access(file, F_OK) != 0, errno == ENOENT else { return }
    throw Failure(
      .wrongUse, "'\(file)' cannot be read: no such file or directory",
      help: "for a journey by its id: echo '{\"journey\": \"\(file)\"}' | waymark why \(action)")
  }

  private static func severalStates(in name: String) -> Failure {
    Failure(
      .wrongUse, "\(name): `why` is asked about one state, and this is several",
      help: "ask about one at a time; `waymark decide` takes many")
  }

  private func answer(to text: StateText, of name: String) throws -> Result<[UInt8], Refusal> {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: text.bytes)
    } catch {
      if error.kind == .anotherValue { throw Self.severalStates(in: name) }
      return .failure(Refusal(error))
    }
    guard let rules = try book.soundBook() else { return try askDaemon(text.bytes) }
    return try explain(document, by: DecisionPlan(rules))
  }

  private func askDaemon(_ state: [UInt8]) throws -> Result<[UInt8], Refusal> {
    var request = DaemonRequest(.post, .why, [.action: action, .limit: limit.map { "\($0)" }])
    if format == .text { request.accepted = MediaType.text }
    let answer = try daemon.client().ask(request, body: state)
    if answer.status == 422 { return .failure(ProblemReport(answer).refusal) }
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return .success(answer.body)
  }

  private func explain(_ document: JSONDocument, by plan: DecisionPlan) throws -> Result<[UInt8], Refusal> {
    guard let index = plan.action(named: action) else {
      throw Failure(.findings, "there is no action '\(action)'", help: plan.book.adviceForAction(action))
    }
    let state: JourneyState
    do throws(StateRefusal) {
      state = try JourneyState.read(
        document, at: document.root, for: plan, limits: .init(), keepingTexts: true)
    } catch {
      return .failure(Refusal(error))
    }
    let explanation = Decider(plan).why(index, state, clock: book.clock, limit: limit)
    return .success(format == .json ? explanation.json(plan) : Array(explanation.page(plan).utf8))
  }
}
