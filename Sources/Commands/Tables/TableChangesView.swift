import Diagnostics
import RuleFiles

/// What changes in a table, for a person to read.
struct TableChangesView {
  private let changes: TableChanges
  private let name: String

  init(_ changes: TableChanges, of name: String) {
    self.changes = changes
    self.name = name
  }

  var text: String {
    guard !changes.isEmpty else { return "\(name.visible): nothing changes\n" }
    let counts = [
      (changes.added.count, "added"), (changes.removed.count, "removed"), (changes.changed.count, "changed"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let order = changes.isReordered ? ["in another order"] : []
    var text = "\(name.visible): rows \((counts + order).joined(separator: ", "))\n"
    for id in changes.added { text += "+ \(id.visible)\n" }
    for id in changes.removed { text += "- \(id.visible)\n" }
    for (id, parts) in changes.changed {
      text += "~ \(id.visible)\n"
      for part in parts {
        text += "    \(part.column.visible): \(part.old.visible) -> \(part.new.visible)\n"
      }
    }
    return text
  }
}
