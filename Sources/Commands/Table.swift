import ArgumentParser

/// `waymark table`: tables of a rule book, to a spreadsheet and back.
struct Table: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Show a table of a rule book, write it as CSV, or take its rows from a CSV file.",
    discussion: """
      `waymark table` lists the tables, `waymark table NAME` shows one, `waymark table NAME --csv` writes it as CSV, and \
      `waymark table import FILE NAME` takes the rows back: `waymark help table show` and `waymark help table import` \
      name the options.
      """,
    subcommands: [ShowTable.self, ImportTable.self], defaultSubcommand: ShowTable.self)
}
