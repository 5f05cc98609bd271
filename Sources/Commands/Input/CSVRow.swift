import Diagnostics
import RuleFiles

/// A row of a CSV file, of which a text was made: where its cells stand.
struct CSVRow {
  private let columns: CSVColumns
  private let cells: [Sheet.Cell]
  /// Whether it speaks of consent in a column that nothing reads.
  let speaksUnheard: Bool
  /// Why no text could be made of it.
  let refusal: Refusal?

  init(_ columns: CSVColumns, cells: [Sheet.Cell], speaksUnheard: Bool, refusal: Refusal?) {
    self.speaksUnheard = speaksUnheard
    self.columns = columns
    self.cells = cells
    self.refusal = refusal
  }

  var start: (line: Int, column: Int) { (cells.first.map { Int($0.span.line) } ?? 1, 1) }

  /// The channels that it says no to.
  var noes: [String] { columns.noes(in: cells) }

  /// What stands in the column that is called so, in any capitals; nil where nothing does.
  func cell(named name: String) -> String? {
    guard let index = columns.place(named: name), index < cells.count else { return nil }
    return cells[index].text.isEmpty ? nil : cells[index].text
  }

  /// The column whose value a JSON Pointer into the text leads to, and where its cell stands.
  func column(at pointer: String) -> (name: String, place: (line: Int, column: Int))? {
    guard let index = columns.index(at: pointer), index < cells.count else { return nil }
    let span = cells[index].span
    return (columns.name(index), (Int(span.line), Int(span.column)))
  }
}
