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
  }

  /// The rows of a table; nil, with an error, where it cannot be read.
  func read(_ declaration: Declaration) -> [Row]? {
    guard
      let mapping = mapping(
        declaration.body, declaration.id, help: "write {columns: [id, stage, recommend], rows: […]}")
    else { return nil }
    var when: Mapping?
    var columns: [Cell]?
    var rows: Node?
    var isSound = true
    let errorCount = diagnostics.errorCount
    keys(of: mapping, declaration.id, as: TableKey.self) { key, entry in
      switch key {
      case .when:
        // Read here once for its mistakes; with each row it is read again.
        _ = conditions.read(entry.value, ConditionPlace(name: "when"))
        if case .mapping(let condition) = entry.value.content { when = condition }
      case .columns:
        columns = list(entry.value, "columns")?.map { Cell($0) }
        if columns == nil { isSound = false }
      case .rows: rows = entry.value
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
    let table = TableLayout(id: declaration.id, when: when ?? Mapping(entries: []))
    if case .scalar = rows.content { return sheetRows(rows, columns, of: table) }
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
      guard let cells = list(node, "rows", help: "write a row as a list of cells") else { return nil }
      return row(cells.map { Cell($0) }, at: node.span, places, of: table)
    }
  }

  // MARK: Columns

  /// What the columns are; nil, with an error for each, where some cannot be.
  private func columns(_ names: [Cell], of table: TableLayout) -> [TableColumn]? {
    var found: [TableColumn] = []
    var isSound = true
    for cell in names {
      guard let name = cell.text else { continue }
      guard let column = TableColumn(name, symbols.names) else {
        isSound = false
        guard symbols.hasAllAttributes else { continue }
        let known =
          TableColumn.others.map(\.name) + ConditionKey.allCases.map(\.rawValue)
          + Array(symbols.names.factNames)
        error(
          .tableColumns, "there can be no column '\(name)'", at: cell.span,
          help: diagnostics.suggestion(for: name, among: known)
            ?? "columns are id, recommend, score, channel, because and the keys of a condition")
        continue
      }
      if found.contains(column) {
        isSound = false
        error(
          .tableColumns, "there are two columns '\(name)'", at: cell.span, help: "remove one of the two")
      }
      if table.when[name] != nil {
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

  // MARK: Rows

  /// The rule that a row makes; nil, with an error, where it cannot be read.
  private func row(_ cells: [Cell], at span: SourceSpan, _ columns: [TableColumn], of table: TableLayout)
    -> Row?
  {
    guard cells.count == columns.count else {
      error(
        .rowLength, "this row has \(cells.count) cells, and there are \(columns.count) columns", at: span,
        help: "write 'any' where a cell is to say nothing")
      return nil
    }
    var conditions = table.when.entries
    var parts: [TableColumn: Node] = [:]
    for (column, cell) in zip(columns, cells) where !cell.isOpen {
      if !column.isText, let text = cell.text, reportsComma(text, at: cell.span) { return nil }
      if case .condition(let key) = column {
        conditions.append(TableLayout.entry(key, at: cell.span, cell.node))
      } else {
        parts[column] = cell.node
      }
    }
    guard let id = parts[.id], let name = scalar(id, "id")?.text else {
      if parts[.id] == nil {
        error(.rowLength, "this row has no id", at: span, help: "give it one in the column 'id'")
      }
      return nil
    }
    guard let recommend = parts[.recommend] else {
      error(
        .rowLength, "this row recommends nothing", at: span, help: "name an action in the column 'recommend'")
      return nil
    }
    var body: [Mapping.Entry] = []
    if !conditions.isEmpty {
      body.append(
        TableLayout.entry(
          "when", at: id.span, Node(span: id.span, content: .mapping(Mapping(entries: conditions)))))
    }
    body.append(TableLayout.entry("recommend", at: recommend.span, recommendations(recommend, parts)))
    if let because = parts[.because] { body.append(TableLayout.entry("because", at: because.span, because)) }
    let rule = "\(table.id)/\(name)"
    ids.checkID(rule, of: "rule", at: id.span, isRule: true)
    return Row(
      entry: TableLayout.entry(
        rule, at: id.span, Node(span: span, content: .mapping(Mapping(entries: body)))),
      context: context)
  }

  /// The actions of a row, each with the score and the channel of the row.
  private func recommendations(_ actions: Node, _ parts: [TableColumn: Node]) -> Node {
    guard parts[.score] != nil || parts[.channel] != nil else { return actions }
    let others = [TableColumn.score, .channel].compactMap { column in
      parts[column].map { TableLayout.entry(column.name, at: $0.span, $0) }
    }
    func recommendation(_ action: Node) -> Node {
      let entries = [TableLayout.entry("action", at: action.span, action)] + others
      return Node(span: action.span, content: .mapping(Mapping(entries: entries)))
    }
    guard case .sequence(let nodes) = actions.content else { return recommendation(actions) }
    return Node(span: actions.span, content: .sequence(nodes.map(recommendation)))
  }

  // MARK: CSV

  private func sheetRows(_ node: Node, _ columns: [Cell]?, of table: TableLayout) -> [Row]? {
    guard let name = scalars.string(node, "rows") else { return nil }
    let sheet: Sheet
    do throws(Sheets.Missing) {
      sheet = try sheets.sheet(named: name, beside: context.file.path)
    } catch {
      self.error(.csvFile, "'\(name)' \(error.reason)", at: node.span, help: error.help)
      return nil
    }
    let inSheet = TableReader(context: ReadingContext(sheet.file, symbols, diagnostics), sheets: sheets)
    for problem in sheet.problems {
      inSheet.error(.csvSyntax, problem.message, at: problem.span, help: problem.help)
    }
    guard sheet.problems.isEmpty, let header = sheet.records.first else {
      if sheet.problems.isEmpty {
        inSheet.error(.csvSyntax, "the file is empty", at: .start, help: "its first line names the columns")
      }
      return nil
    }
    if let columns, columns.map(\.text) != header.cells.map({ Cell($0, whole: true).text }) {
      inSheet.error(
        .tableColumns, "the header does not name the columns that the table '\(table.id)' names",
        at: header.span,
        help: "write the same in both, or leave 'columns' out of the table")
      return nil
    }
    guard let places = inSheet.columns(header.cells.map { Cell($0, whole: true) }, of: table) else {
      return nil
    }
    return sheet.records.dropFirst().compactMap { record in
      let cells = record.cells.enumerated().map { index, cell in
        Cell(cell, whole: places.indices.contains(index) ? places[index].isWhole : true)
      }
      // What the table says of every row has no place in the sheet.
      return inSheet.row(cells, at: record.span, places, of: table.moved(to: record.span))
    }
  }
}

/// What a table says of all its rows.
struct TableLayout {
  let id: String
  /// What every row asks for.
  let when: Mapping

  /// The same with everything at one place.
  func moved(to span: SourceSpan) -> TableLayout {
    TableLayout(id: id, when: Mapping(entries: when.entries.map { $0.moved(to: span) }))
  }

  static func entry(_ key: String, at span: SourceSpan, _ value: Node) -> Mapping.Entry {
    Mapping.Entry(key: Scalar(text: key, style: .plain, value: .string), keySpan: span, value: value)
  }
}

extension Mapping.Entry {
  fileprivate func moved(to span: SourceSpan) -> Mapping.Entry {
    Mapping.Entry(key: key, keySpan: span, value: value.moved(to: span))
  }
}

extension Node {
  fileprivate func moved(to span: SourceSpan) -> Node {
    switch content {
    case .scalar: Node(span: span, content: content)
    case .sequence(let nodes): Node(span: span, content: .sequence(nodes.map { $0.moved(to: span) }))
    case .mapping(let mapping):
      Node(span: span, content: .mapping(Mapping(entries: mapping.entries.map { $0.moved(to: span) })))
    }
  }
}

extension DiagnosticID {
  static let tableColumns = DiagnosticID(
    "table-columns",
    page: """
      The columns of a table are not such as its rows need. A table has the columns 'id' and 'recommend'; besides \
      'score', 'channel', 'because', and the keys of a condition: 'stage', 'persona', 'pain_points', an attribute's \
      path and so on. Each stands once, and not in the table's 'when' as well. The header of a CSV file names the same \
      columns as 'columns', where the table has that key.
      """)

  static let rowLength = DiagnosticID(
    "row-length",
    page: """
      A row of a table has more or fewer cells than the table has columns, or its 'id' or 'recommend' is empty. Every \
      row has a cell for every column; 'any' leaves a cell open.
      """)

  static let csvFile = DiagnosticID(
    "csv-file",
    page: """
      A table takes its rows from a CSV file that is not there. The file stands in the folder of the rule file that \
      names it, or below: 'rows: nurture.csv'. It is part of the rule book, and has at most 4 MiB.
      """)

  static let csvSyntax = DiagnosticID(
    "csv-syntax",
    page: """
      A CSV file cannot be read. It is UTF-8 ('CSV UTF-8' in the list of formats of a spreadsheet), its first line names \
      the columns, and its cells are separated by commas, or by semicolons where the first line has one. A cell with a \
      separator, a quote or a line break in it stands in double quotes, and a quote in it is doubled.
      """)
}
