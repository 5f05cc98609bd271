import ArgumentParser
import Diagnostics
import RuleFiles
import YAML

/// `waymark table import`: the rows of a table from a CSV file.
struct ImportTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take the rows of a table from a CSV file, such as Excel writes.",
    discussion: """
      The rows of the table become those of the file, where they stand: in its CSV file, or in the rule file, of which \
      nothing else changes. First the rule book is checked as it would be then. What is wrong is shown at the cell of the \
      file, and nothing is written; the exit code is 1. Otherwise it says which rows come, go and change.

      The columns are those that the table has, in any order. They are separated by commas or semicolons.
      """)

  @Argument(
    help: ArgumentHelp("The CSV file, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var file: String

  @Argument(
    help: ArgumentHelp("The table; that of the file's name by default.", valueName: "name"))
  var name: String?

  @Argument(
    help: ArgumentHelp("The directory of the rule book; 'rules' by default.", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @OptionGroup var other: RulesOption

  @Flag(help: "Say what would change, and write nothing.")
  var dryRun = false

  func validate() throws { try other.validate(beside: directory) }

  func run() throws {
    let (bytes, source) = try read()
    let (name, directory) = TableFolder.arguments(name, directory ?? other.rules)
    let table = try name ?? nameOfFile()
    let target = try TableTarget(table, in: directory)
    let plan = try target.plan(taking: SourceFile(path: source, bytes: bytes))
    Terminal.standardOutput.write(TableChangesView(plan.changes, of: table).text)
    guard !plan.changes.isEmpty else { return }
    guard !dryRun else { return Terminal.standardError.write("nothing was written: --dry-run\n") }
    try target.write(plan)
    Terminal.standardError.write("wrote \(plan.shownPath.visible)\n")
  }

  private func read() throws -> (bytes: [UInt8], source: String) {
    var source = try ByteSource(path: file)
    source.promptFor("a CSV file")
    var bytes: [UInt8] = []
    let most = YAMLLimits.default.bytes
    while bytes.count <= most, try source.read(into: &bytes) {}
    guard bytes.count <= most else {
      throw Failure(
        .findings, "'\(source.name)' has more than the \(most) bytes allowed",
        help: "spread its rows over several tables")
    }
    return (bytes, source.name)
  }

  /// `nurture` of `exports/nurture.csv`.
  private func nameOfFile() throws(Failure) -> String {
    let base = file.split(separator: "/").last.map(String.init) ?? ""
    guard file != "-", base.lowercased().hasSuffix(".csv"), base.utf8.count > 4 else {
      throw Failure(
        .wrongUse, "which table are the rows for?", help: "name it: waymark table import \(file) NAME")
    }
    return String(base.dropLast(4))
  }
}
