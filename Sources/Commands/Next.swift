import ArgumentParser
import JSON

/// `waymark next`: what to do now for one state, recorded as done.
struct Next: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide what to do next for one journey, and reserve it.",
    discussion: """
      Reads one state (a JSON object). The daemon decides by all that it remembers, and records the first of what it \
      recommends as delivered before it answers: whoever asks next is not told the same. Report what is not sent \
      after all with `waymark outcome --outcome not_sent`.

      With --key a call can be repeated: the same key and state get the answer of the first call once more.

      Exit codes: 0 there is something to do; 3 there is nothing; 1 the state was refused; 75 no daemon answers, or \
      it cannot record: try again.
      """)

  @Argument(
    help: ArgumentHelp("The file with the state, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var file = "-"

  @Option(help: ArgumentHelp("How many of the recommendations to reserve.", valueName: "count"))
  var take = 1

  @Option(
    help: ArgumentHelp(
      "How many recommendations there may be; otherwise as the rule book says.", valueName: "count"))
  var limit: Int?

  @Option(help: "full: list every action that was held back, not only the ten best.")
  var explain = Explanation.none

  @Option(help: "A name for this call, so that it can be repeated without a second contact.")
  var key: String?

  @Option(help: "The decision as json, or as text for people.")
  var format = OutputFormat.json

  @Flag(
    name: .shortAndLong,
    help: "Print action and channel of what is reserved, a tab between them, and nothing else.")
  var quiet = false

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    if !(1...100).contains(take) { throw ValidationError("'--take' is a whole number from 1 to 100.") }
    if let limit, !(0...1_000).contains(limit) {
      throw ValidationError("'--limit' is a whole number from 0 to 1000.")
    }
    if let key, !(1...255).contains(key.utf8.count) || key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw ValidationError("'--key' has 1 to 255 bytes, and no control characters.")
    }
    if quiet && format == .text {
      throw ValidationError("'--quiet' prints no decision: leave '--format' out.")
    }
  }

  func run() throws {
    let source = try ByteSource(path: file)
    source.promptFor("a journey state")
    var input = StateInput(source)
    let name = input.name
    let text = try state(input.form(), name)
    var mistakes = MistakeLog(name: name)
    do throws(JSONError) {
      _ = try JSONDocument(parsing: text.bytes)
    } catch {
      mistakes.tell(Refusal(error), in: text)
      throw Status.findings.code
    }
    let answer = try daemon.client().ask(request, body: text.bytes)
    if answer.status == 422 {
      mistakes.tell(ProblemReport(answer).refusal, in: text)
      throw Status.findings.code
    }
    guard answer.isSuccess, let decision = try? JSONDocument(parsing: answer.body) else {
      throw ProblemReport(answer).failure
    }
    if answer.isReplayed {
      Terminal.standardError.write(
        "note: this key was used before; this is the answer of then, and nothing more was reserved\n")
    }
    let reserved = decision.member("reserved", of: decision.root).map { decision.count(of: $0) } ?? 0
    let output = Terminal.standardOutput
    switch format {
    case .json where quiet: output.write(pairs(decision, reserved))
    case .json: output.write(answer.body)
    case .text: output.write(DecisionTable(answer.body).rendered(for: output))
    }
    if reserved == 0 { throw Status.nothingToDo.code }
  }

  private func state(_ form: StateInput.Form, _ name: String) throws(Failure) -> StateText {
    let found: String
    switch form {
    case .object(let text): return text
    case .array: found = "an array of them"
    case .stream: found = "several"
    }
    throw Failure(
      .wrongUse, "\(name): `next` takes one state, and this is \(found)",
      help: "`waymark decide` decides many, and reserves nothing")
  }

  private var request: DaemonRequest {
    var request = DaemonRequest(
      .post, "/v1/next",
      ["take": "\(take)", "limit": limit.map { "\($0)" }, "explain": explain == .full ? "full" : nil])
    request.idempotencyKey = key
    return request
  }

  /// A line for each recommendation that was reserved, which are the first of them.
  private func pairs(_ decision: JSONDocument, _ count: Int) -> String {
    guard let list = decision.member("recommendations", of: decision.root) else { return "" }
    return decision.elements(of: list).prefix(count).map { item in
      let channel = decision.shown("channel", of: item)
      return "\(decision.shown("action", of: item))\t\(channel.isEmpty ? "-" : channel)\n"
    }.joined()
  }
}
