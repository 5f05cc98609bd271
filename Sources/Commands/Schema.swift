import API
import ArgumentParser
import Decisions
import JSON
import RuleFiles

/// `waymark schema`: JSON Schemas, for editors and for programs.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of rule files or of journey states.",
    discussion: """
      book: what may stand in a rule file. Editors complete and check by it; for those that understand \
      yaml-language-server, begin a file with:
          # yaml-language-server: $schema=book.schema.json
      state: what the rule book that the daemon serves, or the one of --rules, takes as a journey state.
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case book, state
  }

  @Argument(help: "book or state.")
  var subject: Subject

  @Option(
    help: ArgumentHelp("The directory of the rule book whose states are meant.", valueName: "dir"),
    completion: .directory)
  var rules: String?

  @OptionGroup var daemon: ClientOptions

  func run() throws {
    let output = Terminal.standardOutput
    switch subject {
    case .book: output.write(BookSchema.json())
    case .state: output.write(json: PrettyJSON.lines(of: try stateSchema()))
    }
  }

  private func stateSchema() throws -> [UInt8] {
    if let rules {
      return DecisionPlan(try RuleBookFolder(at: rules, option: "--rules").soundBook()).stateSchema(
        refusesUnknown: false)
    }
    let answer = try daemon.client().ask(DaemonRequest(.get, .stateSchema))
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    return answer.body
  }
}
