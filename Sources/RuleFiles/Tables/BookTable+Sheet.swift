package import Diagnostics
package import Rules
import YAML

extension BookTable {
  /// The table as a CSV file.
  ///
  /// - Returns: its bytes, and what is wrong with cells that such a file cannot hold: then it is not to be used.
  package func sheet(_ style: SheetStyle, _ names: BookNames) -> (bytes: [UInt8], problems: [Diagnostic]) {
    var writer = SheetWriter(style)
    writer.add(columns)
    let expectations = columns.map {
      SpreadsheetHabit.Expectation(TableColumn($0, names) ?? .condition($0), names)
    }
    var problems: [Diagnostic] = []
    for row in rows {
      for (index, cell) in row.cells.enumerated() {
        guard let problem = problem(of: cell, in: columns[index], forms[index], expectations[index]) else {
          continue
        }
        problems.append(problem)
      }
      writer.add(row.texts)
    }
    return (writer.bytes, problems)
  }

  /// Why a CSV file cannot hold a cell: it would not be read back as the same.
  private func problem(
    of cell: Cell, in column: String, _ form: CellForm, _ expectation: SpreadsheetHabit.Expectation
  ) -> Diagnostic? {
    let text = cell.shown
    let isText = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A }
    let written = Sheet.Cell(text: text.trimmingSpaces, span: cell.span, isQuoted: true)
    let habit = SpreadsheetHabit.found(in: text, expectation, .comma)
    if isText, habit == nil, CellMeaning(Cell(written, as: form), as: form) == CellMeaning(cell, as: form) {
      return nil
    }
    let (message, help): (String, String)
    switch cell.node.content {
    case .mapping where column == TableColumn.because.name:
      message = "a CSV file has a text in one language only"
      help = "keep one of them, or leave the rows of this table in YAML"
    case .mapping:
      message = "a CSV file cannot hold the mapping in the column '\(column)'"
      help = "say it as an expression in a column 'if', or leave the rows of this table in YAML"
    case .sequence, .scalar:
      message =
        "a CSV file cannot hold '\(text.visible)' in the column '\(column)': it would be read as something else"
      help =
        text.contains("|")
        ? "'|' separates values there: leave the rows of this table in YAML"
        : "write it otherwise, or leave the rows of this table in YAML"
    }
    return Diagnostic(
      .error, .csvCell, message, at: SourceLocation(file: path, span: cell.span), help: help)
  }

  /// The cells that Excel, where it opens the CSV file by a double click, takes for something else than they say.
  package func changedByExcel(_ style: SheetStyle) -> [(row: String, column: String, text: String)] {
    var found: [(row: String, column: String, text: String)] = []
    for row in rows {
      for (column, text) in zip(columns, row.texts) where Self.isChangedByExcel(text, style.separator) {
        found.append((row.id, column, text))
      }
    }
    return found
  }

  /// A formula, a number that loses its zeros or digits, what looks like a date; where the comma stands before decimals,
  /// a number with a point.
  private static func isChangedByExcel(_ text: String, _ separator: SheetStyle.Separator) -> Bool {
    guard let first = text.utf8.first else { return false }
    if "=@".utf8.contains(first) { return true }
    let isNumber = text.utf8.allSatisfy { $0.isASCIIDigit || ".-+".utf8.contains($0) }
    if !isNumber { return "+-".utf8.contains(first) }
    if text.utf8.count > 1, first == UInt8(ascii: "0"), text.utf8.allSatisfy(\.isASCIIDigit) { return true }
    if text.utf8.filter(\.isASCIIDigit).count > 15 { return true }
    if text.dropFirst().utf8.contains(UInt8(ascii: "-")) { return true }
    return separator == .semicolon && text.utf8.contains(UInt8(ascii: "."))
  }
}

/// Writes a CSV file.
struct SheetWriter {
  private(set) var bytes: [UInt8]
  private let style: SheetStyle

  init(_ style: SheetStyle) {
    self.style = style
    bytes = style.hasMark ? SourceFile.byteOrderMark : []
  }

  mutating func add(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(style.separator.rawValue) }
      add(cell)
    }
    bytes += style.hasCarriageReturns ? [0x0D, 0x0A] : [0x0A]
  }

  private mutating func add(_ cell: String) {
    let quote = UInt8(ascii: "\"")
    guard
      cell.utf8.contains(where: { $0 == style.separator.rawValue || $0 == quote || $0 == 0x0A || $0 == 0x0D })
    else {
      bytes += cell.utf8
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 { bytes += byte == quote ? [quote, quote] : [byte] }
    bytes.append(quote)
  }
}
