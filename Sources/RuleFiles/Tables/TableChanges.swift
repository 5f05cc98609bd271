import YAML

/// What makes one table of another, row by row.
package struct TableChanges: Sendable {
  package struct Change: Sendable {
    package let column: String
    package let old: String
    package let new: String
  }

  /// The ids of rows, in their order.
  package private(set) var added: [String] = []
  package private(set) var removed: [String] = []
  /// What became of rows that are there before and after.
  package private(set) var changed: [(id: String, changes: [Change])] = []
  /// Whether rows stand in another order.
  package let isReordered: Bool

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty && !isReordered }

  package init(from old: BookTable, to new: BookTable) {
    let before = Dictionary(old.rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.rows.map(\.id))
    removed = old.rows.map(\.id).filter { !after.contains($0) }
    for row in new.rows {
      guard let earlier = before[row.id] else {
        added.append(row.id)
        continue
      }
      let changes = Self.changes(from: earlier, of: old, to: row, of: new)
      if !changes.isEmpty { changed.append((row.id, changes)) }
    }
    let stayed = old.rows.map(\.id).filter(after.contains)
    isReordered = stayed != new.rows.map(\.id).filter { before[$0] != nil }
  }

  private static func changes(
    from before: BookTable.Row, of old: BookTable, to after: BookTable.Row, of new: BookTable
  ) -> [Change] {
    let columns = new.columns + old.columns.filter { !new.columns.contains($0) }
    return columns.compactMap { column in
      let (old, new) = (Self.cell(column, before, old), Self.cell(column, after, new))
      return old.meaning == new.meaning ? nil : Change(column: column, old: old.text, new: new.text)
    }
  }

  /// What a row says in a column; where the table has no such column, nothing.
  private static func cell(
    _ column: String, _ row: BookTable.Row, _ table: BookTable
  ) -> (meaning: CellMeaning, text: String) {
    guard let index = table.columns.firstIndex(of: column) else { return (.open, Cell.any) }
    return (CellMeaning(row.cells[index], as: table.forms[index]), row.cells[index].shown)
  }
}
