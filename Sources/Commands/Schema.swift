import API
import ArgumentParser
import Decisions
import Diagnostics
import JSON
import RuleFiles

/// `waymark schema`: JSON Schemas, for editors and for programs.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of rule files, of rule tests or of journey states.",
    discussion: """
      book: what may stand in a rule file. tests: what may stand in a file of rule tests. With the directory of a \
      rule book the ids that it declares are listed, each with its label, and its attributes with their types; \
      without, ids may be any. Of a book with errors the schema is of what could be read.

      Editors complete and check by them: with --write both are put beside the rules, as .book.schema.json and \
      .tests.schema.json, where rule files name them in their first line:
          # yaml-language-server: $schema=.book.schema.json
      Write them again when the book declares something new.

      state: what the rule book that the daemon serves, or the one of a directory, takes as a journey state.
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case book, tests, state
  }

  @Argument(help: "book, tests or state.")
  var subject: Subject

  @Argument(help: ArgumentHelp("The directory of the rule book.", valueName: "dir"), completion: .directory)
  var directory: String?

  @Flag(help: "Write the schemas of rule files and of tests beside the rules, and print nothing.")
  var write = false

  @Option(
    help: ArgumentHelp("With state: the same as the directory.", valueName: "dir"), completion: .directory)
  var rules: String?

  @OptionGroup var daemon: ClientOptions

  func validate() throws {
    if write && (subject == .state || directory == nil) {
      throw ValidationError("'--write' takes 'book' or 'tests' and the directory of a rule book.")
    }
    if rules != nil && subject != .state {
      throw ValidationError("'--rules' goes with 'state': name the directory after '\(subject.rawValue)'.")
    }
    if rules != nil && directory != nil {
      throw ValidationError("the directory is named twice: leave '--rules' out.")
    }
  }

  func run() throws {
    let schema: EditorSchema
    switch subject {
    case .book: schema = .book
    case .tests: schema = .tests
    case .state: return Terminal.standardOutput.write(json: PrettyJSON.lines(of: try stateSchema()))
    }
    let words = try directory.map { try readWords(of: $0) }
    if write, let words, let directory { return try EditorSchema.write(words, to: directory) }
    Terminal.standardOutput.write(json: schema.json(words))
  }

  /// What a rule book declares: of a broken one what could be read, and a word about that.
  private func readWords(of directory: String) throws -> BookWords {
    let folder = RuleBookFolder(at: directory, option: "waymark schema \(subject.rawValue)")
    guard let words = folder.words else {
      try folder.findings.printErrors()
      throw Failure(.internalError, "the rule book could not be read, and nothing says why")
    }
    if folder.findings.hasErrors {
      Terminal.standardError.write(
        "note: \(folder.findings.summary): this is the schema of what could be read; see 'waymark check \(directory)'\n"
      )
    }
    return words
  }

  private func stateSchema() throws -> [UInt8] {
    if let folder = directory ?? rules {
      let option = rules == nil ? nil : "--rules"
      return DecisionPlan(try RuleBookFolder(at: folder, option: option).soundBook()).stateSchema(
        refusesUnknown: false)
    }
    return try daemon.client().stateSchema()
  }
}
