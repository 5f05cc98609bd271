import API
import ArgumentParser
import Decisions
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

      Exit codes: 0 there is something to do; 3 there is nothing; 1 the state was refused; 74 the output \
      could not be written, and what was reserved stays so; 75 no daemon answers, or it cannot record: try again.
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

  @Option(help: Explanation.help)
  var explain = Explanation.none

  @Option(help: "A name for this call, so that it can be repeated without a second contact.")
  var key: String?

  @Option(help: "The decision as json, or as text for people.")
  var format = OutputFormat.json

  @Flag(
    name: .shortAndLong,
    help: """
      Print action, channel, decision and journey of what is reserved, tabs between them, and nothing else; warnings \
      go to standard error.
      """)
  var quiet = false

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    try RequestLimits.take.validate(take, of: "--take")
    try RequestLimits.limit.validate(limit, of: "--limit")
    if let key,
      !RequestLimits.keyLength.contains(key.utf8.count)
        || key.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F })
    {
      throw ValidationError(
        "'--key' has 1 to \(RequestLimits.keyLength.upperBound) bytes, and no control characters.")
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
      mistakes.report(Refusal(error), in: text)
      throw Status.findings.code
    }
    let answer = try daemon.client().ask(request, body: text.bytes)
    if answer.status == 422 {
      mistakes.report(ProblemReport(answer).refusal, in: text)
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
    case .json where quiet:
      let warnings = ProblemReport.Mistake.list(decision, decision.member("warnings", of: decision.root))
      mistakes.warn(warnings.map { .init(pointer: $0.pointer, detail: $0.detail) }, in: text)
      output.write(rows(decision, reserved))
    case .json: output.write(json: answer.body)
    case .text: output.write(DecisionTable(answer.body).rendered(for: output))
    }
    if reserved == 0 { throw Status.nothingToDo.code }
  }

  private func state(_ form: StateInput.Form, _ name: String) throws(Failure) -> StateText {
    switch form {
    case .object(let text): return text
    case .array:
      throw Failure(
        .wrongUse, "\(name): `next` takes one state, and this is an array of them",
        help: "`jq -c '.[]'` makes lines of it; \(Self.oneByOne)")
    case .stream(let first):
      guard first.bytes.first == UInt8(ascii: "{") else {
        throw Failure(
          .wrongUse, "\(name): `next` takes one state as a JSON object, and this is not JSON",
          help: "write each row as an object such as {\"journey\": \"anna\", \"stage\": \"decision\"}")
      }
      throw Failure(
        .wrongUse, "\(name): `next` takes one state, and this is several", help: Self.oneByOne)
    }
  }

  private static let oneByOne = """
    give it one at a time: while read -r state; do printf '%s\\n' "$state" | waymark next; done < FILE; \
    `waymark decide` takes many, and reserves nothing
    """

  private var request: DaemonRequest {
    var request = DaemonRequest(
      .post, .next,
      [
        .take: "\(take)", .limit: limit.map { "\($0)" },
        .explain: explain == .full ? explain.rawValue : nil,
      ])
    request.idempotencyKey = key
    return request
  }

  /// A line for each recommendation that was reserved, which are the first of them.
  private func rows(_ decision: JSONDocument, _ count: Int) -> String {
    guard let list = decision.member("recommendations", of: decision.root) else { return "" }
    let root = decision.root
    return decision.elements(of: list).prefix(count).map { item in
      let channel = decision.shown("channel", of: item)
      let cells = [
        decision.shown("action", of: item), channel.isEmpty ? "-" : channel,
        decision.shown("decision", of: root), decision.shown("journey", of: root),
      ]
      return cells.joined(separator: "\t") + "\n"
    }.joined()
  }
}
