import ArgumentParser

/// The folder of the rule book that a command is about, as its argument or as other commands take it.
struct BookFolderOptions: ParsableArguments {
  static let usual = "rules"

  @Argument(
    help: ArgumentHelp("The directory of the rule book; 'rules' by default.", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @OptionGroup var other: RulesOption

  func validate() throws { try other.validate(beside: directory) }

  var path: String { directory ?? other.rules ?? Self.usual }
}

/// `--rules` beside a directory that is an argument.
struct RulesOption: ParsableArguments {
  @Option(help: ArgumentHelp("The same as the directory.", valueName: "dir"), completion: .directory)
  var rules: String?

  func validate(beside directory: String?) throws {
    if let rules, let directory, rules != directory {
      throw ValidationError("the directory is named twice: leave '--rules' or '\(directory)' out.")
    }
  }
}
