package import Diagnostics
import Rules
import YAML

extension BookTable {
  /// The rule file of the table with other rows, in which nothing else changes.
  ///
  /// - Parameters:
  ///   - new: the same table with the other rows.
  ///   - file: the rule file, as it was read.
  /// - Returns: nil where the rows are written in a way that cannot be changed in place.
  package func rewriting(_ file: SourceFile, with new: BookTable) -> SourceFile? {
    guard let bytes = RowsBlock(of: self, in: file).replaced(by: new) else { return nil }
    let written = SourceFile(path: file.path, bytes: bytes)
    // Whatever was done to the text, the rows say what they should, and the rest what it said.
    guard let before = YAMLDocument.parse(file).root, let after = YAMLDocument.parse(written).root,
      let rows = rows(in: after), case .sequence(let nodes) = rows.content, nodes.count == new.rows.count,
      CellMeaning(replacingRows(of: before), as: nil) == CellMeaning(replacingRows(of: after), as: nil)
    else { return nil }
    for (node, row) in zip(nodes, new.rows) {
      guard case .sequence(let cells) = node.content,
        zip(cells, forms).map({ CellMeaning(Cell($0), as: $1) })
          == zip(row.cells, forms).map({ CellMeaning($0, as: $1) })
      else { return nil }
    }
    return written
  }

  private func rows(in root: Node) -> Node? {
    var node = root
    for key in [Section.tables.rawValue, id, TableKey.rows.rawValue] {
      guard case .mapping(let mapping) = node.content, let value = mapping[key] else { return nil }
      node = value
    }
    return node
  }

  /// A rule file without the rows of this table.
  private func replacingRows(of root: Node) -> Node {
    replacing([Section.tables.rawValue, id, TableKey.rows.rawValue], in: root)
  }

  private func replacing(_ path: ArraySlice<String>, in node: Node) -> Node {
    guard let key = path.first else { return Node(span: node.span, content: .sequence([])) }
    guard case .mapping(let mapping) = node.content else { return node }
    let entries = mapping.entries.map { entry in
      guard entry.key.text == key else { return entry }
      return Mapping.Entry(
        key: entry.key, keySpan: entry.keySpan, value: replacing(path.dropFirst(), in: entry.value))
    }
    return Node(span: node.span, content: .mapping(Mapping(entries: entries)))
  }
}
