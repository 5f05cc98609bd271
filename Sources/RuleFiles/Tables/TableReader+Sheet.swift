import Diagnostics
import Rules
import YAML

extension TableReader {
  /// The CSV file of a name; nil, with an error, where there is none.
  func sheet(_ node: Node) -> Sheet? {
    guard let name = scalars.string(node, "rows") else { return nil }
    do throws(Sheets.Missing) {
      return try sheets.sheet(named: name, beside: context.file.path)
    } catch {
      self.error(.csvFile, "'\(name)' \(error.reason)", at: node.span, help: error.help)
      return nil
    }
  }

  /// The rows of a CSV file.
  ///
  /// - Parameters:
  ///   - columns: those that the table names.
  ///   - inAnyOrder: whether the header may name them in another order.
  func sheetRows(_ sheet: Sheet, _ columns: [Cell]?, of table: TableLayout, inAnyOrder: Bool) -> [Row]? {
    TableReader(context: ReadingContext(sheet.file, symbols, diagnostics), sheets: sheets)
      .rows(of: sheet, columns, table, inAnyOrder)
  }

  /// The same, where the context is that of the CSV file.
  private func rows(of sheet: Sheet, _ columns: [Cell]?, _ table: TableLayout, _ inAnyOrder: Bool) -> [Row]? {
    for problem in sheet.problems { error(.csvSyntax, problem.message, at: problem.span, help: problem.help) }
    guard sheet.problems.isEmpty, let header = sheet.records.first else {
      if sheet.problems.isEmpty {
        error(.csvSyntax, "the file is empty", at: .start, help: "its first line names the columns")
      }
      return nil
    }
    let names = header.cells.map { Cell($0, as: .text) }
    guard !reportsTitle(over: sheet.records, names) else { return nil }
    if let columns, !fits(names, columns, table, inAnyOrder, at: header.span) { return nil }
    guard let places = self.columns(names, of: table) else { return nil }
    let forms = places.map { $0.form(symbols.names) }
    let expectations = places.map { SpreadsheetHabit.Expectation($0, symbols.names) }
    if sheet.records.count == 1 {
      warning(
        .emptyTable, "the table '\(table.id)' has no rows, so it makes no rules", at: header.span,
        help: "give it rows, or remove it")
    }
    let muted = conditions(muting: table)
    return sheet.records.dropFirst().compactMap { record in
      if reportsSurplus(record, places.count, sheet.style.separator) { return nil }
      var cells: [Cell] = []
      cells.reserveCapacity(record.cells.count)
      for (index, cell) in record.cells.enumerated() {
        guard index < places.count else { continue }
        guard reportsHabits(of: cell, expectations[index], sheet.style.separator) else {
          cells.append(Cell(cell, as: forms[index]))
          continue
        }
        if places[index] == .id || places[index] == .recommend { return nil }
        // What else is wrong with the row is told as well.
        cells.append(Cell(cell.cleared, as: forms[index]))
      }
      // What the table says of every row has no place in the sheet.
      return row(cells, at: record.span, places, of: muted(record.span))
    }
  }

  /// Gives the layout with the shared condition at a place, whose mistakes were told where it stands.
  private func conditions(muting table: TableLayout) -> (SourceSpan) -> TableLayout {
    guard let when = table.when else { return { _ in table } }
    let quiet = ConditionReader(context: ReadingContext(context.file, symbols, DiagnosticCollector()))
    return { span in
      let shared = quiet.read(when.moved(to: span), ConditionPlace(name: "when"))
      return TableLayout(id: table.id, when: when, shared: shared)
    }
  }

  // MARK: What spreadsheets do

  /// True, with an error, where the columns are named in a later line, below a title.
  private func reportsTitle(over records: [Sheet.Record], _ names: [Cell]) -> Bool {
    let needed: Set = [TableColumn.id.name, TableColumn.recommend.name]
    guard needed.isDisjoint(with: names.compactMap(\.text)) else { return false }
    let header = records.dropFirst().prefix(10).first { record in
      needed.isSubset(of: record.cells.map(\.text))
    }
    guard let header else { return false }
    error(
      .csvSyntax, "the first line does not name the columns, as line \(header.span.line) does",
      at: records[0].cells.first { !$0.text.isEmpty }?.span ?? .start,
      help: "delete the lines above that one")
    return true
  }

  /// False, with an error, where the header does not name the columns of the table.
  private func fits(
    _ names: [Cell], _ columns: [Cell], _ table: TableLayout, _ inAnyOrder: Bool, at span: SourceSpan
  ) -> Bool {
    let found = names.map { $0.text ?? "" }
    let wanted = columns.compactMap(\.text)
    guard inAnyOrder else {
      if found == wanted { return true }
      error(
        .tableColumns, "the header does not name the columns that the table '\(table.id)' names", at: span,
        help: "write the same in both, or leave 'columns' out of the table")
      return false
    }
    var meant: Set<String> = []
    for (index, name) in names.enumerated() where !wanted.contains(found[index]) {
      let near = nearest(to: found[index], among: wanted)
      if let near { meant.insert(near) }
      error(
        .tableColumns,
        found[index].isEmpty
          ? "the column \(index + 1) has no name" : "the table '\(table.id)' has no column '\(found[index])'",
        at: name.span,
        help: near.map { "did you mean '\($0)'?" }
          ?? (found[index].isEmpty
            ? "name it in the header, or delete the whole column" : "add it to 'columns' of the table first"))
    }
    let missing = wanted.filter { !found.contains($0) && !meant.contains($0) }
    if !missing.isEmpty {
      let isOne = missing.count == 1
      error(
        .tableColumns,
        "the \(isOne ? "column" : "columns") \(listed(missing)) of the table '\(table.id)' \(isOne ? "is" : "are") missing",
        at: span,
        help:
          "add \(isOne ? "it" : "them"), with 'any' in the cells, or remove \(isOne ? "it" : "them") from the table first"
      )
    }
    return Set(found) == Set(wanted)
  }

  /// True, with an error, where something stands behind the last column.
  private func reportsSurplus(_ record: Sheet.Record, _ count: Int, _ separator: SheetStyle.Separator) -> Bool
  {
    guard record.cells.count > count,
      let cell = record.cells.dropFirst(count).first(where: { !$0.text.isEmpty })
    else { return false }
    let mark = separator == .comma ? "," : ";"
    error(
      .rowLength, "this cell has no column: the header names \(count)", at: cell.span,
      help: "name its column, or put a cell with '\(mark)' in it into double quotes")
    return true
  }

  /// True, with an error for each, where a spreadsheet made something of values that cannot be read.
  private func reportsHabits(
    of cell: Sheet.Cell, _ expectation: SpreadsheetHabit.Expectation, _ separator: SheetStyle.Separator
  ) -> Bool {
    guard expectation != .words, cell.text.utf8.contains(CellForm.bar) else {
      return reportsHabit(cell.text[...], of: cell, expectation, separator)
    }
    return cell.text.split(separator: "|").reduce(false) { hasOne, part in
      reportsHabit(part, of: cell, expectation, separator) || hasOne
    }
  }

  private func reportsHabit(
    _ text: Substring, of cell: Sheet.Cell, _ expectation: SpreadsheetHabit.Expectation,
    _ separator: SheetStyle.Separator
  ) -> Bool {
    // Most cells are ids or whole numbers, of which nothing is made.
    if expectation == .id, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }) {
      return false
    }
    guard let habit = SpreadsheetHabit.found(in: text.trimmingSpaces, expectation, separator) else {
      return false
    }
    let span = text.utf8.count == cell.text.utf8.count ? cell.span : cell.span(of: text)
    switch habit.severity {
    case .error: error(.csvCell, habit.message, at: span, help: habit.help)
    case .warning: warning(.csvCell, habit.message, at: span, help: habit.help)
    }
    return habit.severity == .error
  }
}

extension Sheet.Cell {
  /// The same place with nothing in it.
  fileprivate var cleared: Sheet.Cell { Sheet.Cell(text: "", span: span, isQuoted: isQuoted) }
}
