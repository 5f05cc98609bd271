import ArgumentParser
import Books
import Diagnostics
import RuleFiles
import Rules

/// `waymark table show`: a table for people, or as CSV.
struct ShowTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "List the tables of a rule book, show one, or write it as CSV.",
    discussion: """
      With --csv the table goes to standard output as a CSV file, whether its rows stand in a rule file or in a CSV file: \
      one line for each row, lists with '|' between their values, 'any' for a cell that is left open.

      With --excel Excel opens the file by a double click. Where numbers are written with a decimal comma, Excel wants \
      --separator semicolon as well. Cells that Excel would change are named on standard error.
      """)

  enum Separator: String, ExpressibleByArgument, CaseIterable {
    case comma, semicolon
  }

  @Argument(help: ArgumentHelp("The table; without one all are listed.", valueName: "name"))
  var name: String?

  @Argument(
    help: ArgumentHelp("The directory of the rule book; 'rules' by default.", valueName: "dir"),
    completion: .directory)
  var directory: String?

  @OptionGroup var other: RulesOption

  @Flag(help: "Write the table as CSV.")
  var csv = false

  @Flag(help: "Write it as CSV with what Excel needs: a byte-order mark, and lines that end as on Windows.")
  var excel = false

  @Option(help: "What stands between the cells of CSV.")
  var separator: Separator?

  func validate() throws {
    try other.validate(beside: directory)
    guard csv || excel || separator == nil else {
      throw ValidationError("'--separator' goes with '--csv' or '--excel'.")
    }
  }

  func run() throws {
    let (name, directory) = TableFolder.arguments(name, directory ?? other.rules)
    let folder = RuleBookFolder(at: directory, option: nil)
    let book = try folder.soundBook()
    let tables = BookTable.all(in: folder.files, book.names)
    guard let name else {
      guard !csv && !excel else {
        throw Failure(.wrongUse, "which table is to be written?", help: Self.listed(tables))
      }
      return list(tables, folder)
    }
    guard let table = tables.first(where: { $0.id == name }) else {
      throw Failure(
        .findings, "there is no table '\(name)' in '\(directory)'",
        help: nearest(to: name, among: tables.map(\.id)).map { "did you mean '\($0)'?" }
          ?? Self.listed(tables))
    }
    if csv || excel { return try write(table, book.names, folder) }
    show(table, folder)
  }

  private static func listed(_ tables: [BookTable]) -> String {
    let names = tables.prefix(10).map { "'\($0.id)'" }.joined(separator: ", ")
    return tables.isEmpty ? "it has none" : "it has \(names)\(tables.count > 10 ? " and others" : "")"
  }

  // MARK: For people

  private func list(_ tables: [BookTable], _ folder: RuleBookFolder) {
    guard !tables.isEmpty else { return Terminal.standardError.write("the rule book has no tables\n") }
    var shown = TextTable(["TABLE", "ROWS", "WHERE"])
    for table in tables {
      shown.add([table.id.visible, "\(table.rows.count)", Self.place(of: table, folder)])
    }
    Terminal.standardOutput.write(shown.rendered(for: .standardOutput))
  }

  private func show(_ table: BookTable, _ folder: RuleBookFolder) {
    let output = Terminal.standardOutput
    let count = table.rows.count == 1 ? "1 row" : "\(table.rows.count) rows"
    output.write("\(output.bold(table.id.visible)): \(count) in \(Self.place(of: table, folder))\n")
    if let when = table.when { output.write("  each when \(when.visible)\n") }
    var shown = TextTable(table.columns.map(\.visible))
    for row in table.rows { shown.add(row.texts.map(\.visible)) }
    output.write("\n\(shown.rendered(for: output))")
  }

  private static func place(of table: BookTable, _ folder: RuleBookFolder) -> String {
    let path = folder.view.seen(path: table.path).visible
    return table.place == .rules ? "\(path):\(table.location.span.line)" : path
  }

  // MARK: CSV

  private func write(_ table: BookTable, _ names: BookNames, _ folder: RuleBookFolder) throws {
    let style = SheetStyle(
      separator: separator == .semicolon ? .semicolon : .comma, hasMark: excel, hasCarriageReturns: excel)
    let (bytes, problems) = table.sheet(style, names)
    try Findings(problems.map(folder.view.seen), files: folder.findings.files).printErrors()
    Terminal.standardOutput.write(bytes)
    guard excel else { return }
    for cell in table.changedByExcel(style).prefix(20) {
      let place = "row '\(cell.row)', column '\(cell.column)'".visible
      Terminal.standardError.write(
        "warning: Excel may change '\(cell.text.visible)' (\(place)): bring the file in as text, by Data > From Text/CSV\n"
      )
    }
  }
}
