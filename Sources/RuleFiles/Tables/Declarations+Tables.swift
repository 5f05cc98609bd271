import Diagnostics
import YAML

extension Declarations {
  /// Adds the rules that the rows of tables make, behind those that stand as rules.
  mutating func expandTables(_ sheets: Sheets) {
    for table in self[.tables] {
      guard let rows = TableReader(context: table.context, sheets: sheets).read(table) else { continue }
      for row in rows {
        guard let first = add(row.entry, to: .rules, row.context, shared: row.shared) else { continue }
        row.context.report(
          .error, .duplicateID, "the rule '\(row.entry.key.text)' is declared twice", at: row.entry.keySpan,
          help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
      }
    }
  }
}
