import ArgumentParser
import CEL
import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules
import Time

/// `waymark eval`: an expression against a state.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Evaluate an expression against a journey state.",
    discussion: """
      Checks an expression with the words of a rule book, evaluates it for a state, and prints its value, its type and \
      what it cost in steps. Nothing is detected or placed before: the state counts as it is given.
      """)

  @Argument(help: "The expression, such as 'account.employees >= 200'.")
  var expression: String

  @Argument(
    help: ArgumentHelp(
      "The file with the state, or - for standard input; without one nothing is known.", valueName: "state"),
    completion: .file(extensions: ["json"]))
  var state: String?

  @Option(
    help: ArgumentHelp(
      "The directory of the rule book; 'rules' where there is one, else only the built-in facts are known.",
      valueName: "dir"), completion: .directory)
  var rules: String?

  @Option(help: "Text for people, or json for programs.")
  var format = OutputFormat.text

  /// What the expression is called in messages.
  private static let name = "<expression>"

  func run() throws {
    let book = try book()
    let (checked, problems) = book.check(expression: expression, named: Self.name)
    let source = SourceFile(path: Self.name, bytes: Array(expression.utf8))
    try Findings(problems, files: [source]).printErrors()
    guard let checked else {
      throw Failure(.internalError, "the expression cannot be read, and nothing says why")
    }
    let decider = Decider(DecisionPlan(book))
    let clock = Instant.systemNow
    let evaluation = decider.evaluate(checked, for: try readState(for: decider.plan), clock: clock)
    let view = EvaluationView(evaluation, type: checked.type, of: expression, named: Self.name)
    guard evaluation.value.isShowable else {
      throw Failure(
        .findings, "the value has more than \(Value.shownParts) parts",
        help: "ask for a part of it, or its size")
    }
    switch format {
    case .text:
      if let failure = view.failure { throw Failure(.findings, failure) }
      Terminal.standardOutput.write(view.text)
    case .json: Terminal.standardOutput.write(json: view.json + [UInt8(ascii: "\n")])
    }
    if view.failure != nil { throw Status.findings.code }
  }

  private func book() throws -> RuleBook {
    if rules == nil, !FileManager.default.fileExists(atPath: Self.usualFolder) {
      if let book = RuleBook.load([]).book { return book }
    }
    return try RuleBookFolder(at: rules ?? Self.usualFolder, option: "--rules").soundBook()
  }

  private static let usualFolder = "rules"

  private func readState(for plan: DecisionPlan) throws -> JourneyState {
    var bytes = Array(#"{"journey":"eval"}"#.utf8)
    var name = "state"
    if let state {
      var source = try ByteSource(path: state)
      name = source.name
      bytes = []
      while try source.read(into: &bytes) {}
    }
    do {
      let document = try JSONDocument(parsing: bytes)
      let state = try JourneyState.read(
        document, at: document.root, for: plan, limits: .init(), keepingTexts: true)
      for warning in state.warnings {
        Terminal.standardError.write(
          "warning: \("\(name): \(warning.detail) (\(warning.pointer))".visible)\n")
      }
      return state
    } catch let error as JSONError {
      throw Failure(
        .findings, "\(name): \(error.detail) at byte \(error.offset)",
        help: error.kind == .anotherValue ? "an expression is evaluated on one state at a time" : nil)
    } catch let refusal as StateRefusal {
      let problems = refusal.listing.map {
        "\(name): \($0.detail) (\($0.pointer.isEmpty ? "/" : $0.pointer))"
      }
      throw Failure(.findings, problems.joined(separator: "\n"))
    }
  }
}
