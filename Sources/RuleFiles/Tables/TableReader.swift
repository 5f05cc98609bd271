import Diagnostics
import Rules
import YAML

/// Reads a table: each of its rows becomes a rule, whose parts stand where the cells stand.
struct TableReader: NodeReader {
  let context: ReadingContext
  let sheets: Sheets

  /// A rule that a row makes, as it would stand under 'rules'.
  struct Row {
    let entry: Mapping.Entry
    /// Of the file in which the row stands.
    let context: ReadingContext
    /// What the table asks of every row; its mistakes were told.
    let shared: Condition?
  }

  /// The rows of a table; nil, with an error, where it cannot be read.
  func read(_ declaration: Declaration) -> [Row]? {
    guard
      let mapping = mapping(
        declaration.body, declaration.id, help: "write {columns: [id, stage, recommend], rows: […]}")
    else { return nil }
    var when: Node?
    var shared: Condition?
    var columns: [Cell]?
    var rows: Node?
    var isSound = true
    let errorCount = diagnostics.errorCount
    keys(of: mapping, declaration.id, as: TableKey.self) { key, entry in
      switch key {
      case .when:
        when = entry.value
        shared = conditions.read(entry.value, ConditionPlace(name: "when"))
      case .columns:
        columns = list(entry.value, "columns")?.map { Cell($0) }
        if columns == nil { isSound = false }
      case .rows: rows = entry.value
      case .accept:
        AcceptanceReader(context: context).read(entry.value, at: .table(id: declaration.id))
      }
    }
    guard let rows else {
      if mapping[TableKey.rows.rawValue] == nil {
        missingKey(
          "rows", in: declaration.id, at: declaration.span, help: "add 'rows: […]', or 'rows: some.csv'")
      }
      return nil
    }
    guard isSound, diagnostics.errorCount == errorCount else { return nil }
    let table = TableLayout(id: declaration.id, when: when, shared: shared)
    if let sheet = sheets.rows(ofTable: declaration.id) {
      return sheetRows(sheet, columns, of: table, inAnyOrder: true)
    }
    if case .scalar = rows.content {
      return sheet(rows).flatMap { sheetRows($0, columns, of: table, inAnyOrder: false) }
    }
    guard let columns else {
      missingKey(
        "columns", in: declaration.id, at: declaration.span,
        help: "add 'columns: [id, stage, recommend]', say")
      return nil
    }
    guard let places = self.columns(columns, of: table) else { return nil }
    guard let nodes = list(rows, "rows", help: "write a list of rows, or the name of a CSV file") else {
      return nil
    }
    return nodes.compactMap { node in
      guard let cells = list(node, "rows", help: "write a row as a list of cells, in brackets: [a-name, …]")
      else { return nil }
      return row(cells.map { Cell($0) }, at: node.span, places, of: table)
    }
  }

  // MARK: Columns

  /// What the columns are; nil, with an error for each, where some cannot be.
  func columns(_ names: [Cell], of table: TableLayout) -> [TableColumn]? {
    var found: [TableColumn] = []
    var isSound = true
    for (index, cell) in names.enumerated() {
      guard let name = cell.text else { continue }
      guard let column = TableColumn(name, symbols.names) else {
        isSound = false
        reportUnknown(name, at: cell.span, number: index + 1)
        continue
      }
      if found.contains(column) {
        isSound = false
        error(
          .tableColumns, "there are two columns '\(name)'", at: cell.span, help: "remove one of the two")
      }
      if table.asks(for: name) {
        isSound = false
        error(
          .tableColumns, "'\(name)' is a column, and stands in 'when' of the table", at: cell.span,
          help: "keep one of the two")
      }
      found.append(column)
    }
    for column in [TableColumn.id, .recommend] where isSound && !found.contains(column) {
      isSound = false
      error(
        .tableColumns, "the table '\(table.id)' lacks the column '\(column.name)'",
        at: names.first?.span ?? .start, help: "add '\(column.name)' to the columns")
    }
    return isSound ? found : nil
  }

  /// What people call columns.
  private static let words = ForeignWords.words([
    "id": "name navn rule regel nr",
    "recommend": "action actions handling aktion akcja recommendation anbefaling then",
    "score": "points point priority prio weight", "because": "reason why begrundelse grund text",
    "channel": "channels kanal",
  ])

  private func reportUnknown(_ name: String, at span: SourceSpan, number: Int) {
    guard !name.isEmpty else {
      error(
        .tableColumns, "the column \(number) has no name", at: span,
        help: "name it in the header, or delete the whole column")
      return
    }
    guard symbols.hasAllAttributes else { return }
    let known =
      TableColumn.others.map(\.name) + ConditionKey.allCases.map(\.rawValue) + Array(symbols.names.factNames)
    error(
      .tableColumns, "there can be no column '\(name)'", at: span,
      advice: Self.words[name.lowercased()].map { .write($0, for: name) }
        ?? (context.isSheet ? MeantCell.language(name).map { Advice($0) } : nil)
        ?? diagnostics.suggestion(for: name, among: known)
        ?? Advice("columns are id, recommend, score, channel, because and the keys of a condition"))
  }
}
