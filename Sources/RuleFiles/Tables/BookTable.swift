package import Diagnostics
package import Rules
import YAML

/// A table as it stands in the files of a rule book.
package struct BookTable {
  /// Where rows stand.
  package enum Place: Equatable {
    /// In the rule file itself.
    case rules
    /// In a CSV file of this path.
    case sheet(String)
  }

  package struct Row {
    package let id: String
    let cells: [Cell]
    /// With its cells, in the file.
    let span: SourceSpan
    /// As a node of a rule file; nil where it stands in a CSV file.
    let node: Node?
  }

  package let id: String
  /// Of its id, in a rule file.
  package let location: SourceLocation
  package let place: Place
  package let columns: [String]
  package let rows: [Row]
  /// What every row asks for, as a mapping in braces; nil where there is nothing.
  package let when: String?
  /// How its CSV file is written.
  package let style: SheetStyle?
  /// Of each column.
  let forms: [CellForm]
  /// The node of its rows, in the rule file.
  let rowsNode: Node

  /// The path of the file in which the rows stand.
  package var path: String { if case .sheet(let path) = place { path } else { location.file } }

  /// The tables of a rule book, by id.
  ///
  /// - Parameters:
  ///   - files: of the book. What cannot be read there is left out, as are tables of which that is true.
  ///   - names: what the book declares.
  package static func all(in files: [SourceFile], _ names: BookNames) -> [BookTable] {
    let sheets = Sheets(files.filter { RuleFile.kind(ofPath: $0.path) == .sheet })
    let tables = entries(in: files).compactMap { BookTable($0.entry, in: $0.file, sheets, names) }
    return tables.sorted { bytesPrecede($0.id, $1.id) }
  }

  /// The ids of all tables whose rows could be found or not.
  package static func ids(in files: [SourceFile]) -> [(id: String, place: Place?)] {
    entries(in: files).map { entry, file in
      guard case .mapping(let body) = entry.value.content, let rows = body[TableKey.rows.rawValue] else {
        return (entry.key.text, nil)
      }
      guard case .scalar(let scalar) = rows.content else { return (entry.key.text, .rules) }
      return (entry.key.text, .sheet(Sheets.path(of: scalar.text, beside: file.path)))
    }
  }

  /// What stands under 'tables', as far as the files can be read.
  private static func entries(in files: [SourceFile]) -> [(entry: Mapping.Entry, file: SourceFile)] {
    files.filter { RuleFile.belongs(path: $0.path) }.flatMap { file -> [(Mapping.Entry, SourceFile)] in
      guard case .mapping(let root) = YAMLDocument.parse(file).root?.content,
        case .mapping(let section) = root[Section.tables.rawValue]?.content
      else { return [] }
      return section.entries.map { ($0, file) }
    }
  }

  private init?(_ entry: Mapping.Entry, in file: SourceFile, _ sheets: Sheets, _ names: BookNames) {
    guard case .mapping(let body) = entry.value.content, let rows = body[TableKey.rows.rawValue] else {
      return nil
    }
    id = entry.key.text
    location = SourceLocation(file: file.path, span: entry.keySpan)
    rowsNode = rows
    when = body[TableKey.when.rawValue]?.flowText
    switch rows.content {
    case .mapping: return nil
    case .scalar(let scalar):
      guard let sheet = try? sheets.sheet(named: scalar.text, beside: file.path),
        let (columns, found) = Self.rows(of: sheet, names)
      else { return nil }
      place = .sheet(sheet.file.path)
      style = sheet.style
      self.columns = columns
      self.rows = found
      forms = Self.forms(columns, names)
    case .sequence(let nodes):
      guard case .sequence(let nodesOfColumns) = body[TableKey.columns.rawValue]?.content else { return nil }
      let columns = nodesOfColumns.map(\.text)
      forms = Self.forms(columns, names)
      place = .rules
      style = nil
      self.columns = columns
      self.rows = nodes.compactMap { node in
        guard case .sequence(let cells) = node.content, cells.count == columns.count else { return nil }
        return Row(cells.map { Cell($0) }, columns, at: node.span, node)
      }
    }
  }

  /// The rows of a CSV file as those of this table, in the order of its columns.
  ///
  /// - Returns: nil where the file does not have these columns.
  package func with(rowsOf file: SourceFile, _ names: BookNames) -> BookTable? {
    guard let (columns, rows) = Self.rows(of: Sheet(file), names) else { return nil }
    let places = self.columns.map { columns.firstIndex(of: $0) }
    guard columns.count == self.columns.count, !places.contains(nil) else {
      return place == .rules ? nil : BookTable(self, columns, rows, Self.forms(columns, names))
    }
    let ordered = rows.map { row in
      Row(places.map { row.cells[$0 ?? 0] }, self.columns, at: row.span, nil)
    }
    return BookTable(self, self.columns, ordered, forms)
  }

  private init(_ table: BookTable, _ columns: [String], _ rows: [Row], _ forms: [CellForm]) {
    self.forms = forms
    (id, location, place, rowsNode) = (table.id, table.location, table.place, table.rowsNode)
    (self.columns, self.rows, style, when) = (columns, rows, table.style, table.when)
  }

  /// The same table before it had rows.
  package var withoutRows: BookTable { BookTable(self, columns, [], forms) }

  private static func forms(_ columns: [String], _ names: BookNames) -> [CellForm] {
    columns.map { TableColumn($0, names)?.form(names) ?? .values }
  }

  private static func rows(of sheet: Sheet, _ names: BookNames) -> (columns: [String], rows: [Row])? {
    guard sheet.problems.isEmpty, let header = sheet.records.first else { return nil }
    let columns = header.cells.map(\.text)
    let forms = forms(columns, names)
    let rows = sheet.records.dropFirst().filter { $0.cells.count == columns.count }.map { record in
      Row(zip(record.cells, forms).map { Cell($0, as: $1) }, columns, at: record.span, nil)
    }
    return (columns, rows)
  }
}

extension BookTable.Row {
  fileprivate init(_ cells: [Cell], _ columns: [String], at span: SourceSpan, _ node: Node?) {
    let place = columns.firstIndex(of: TableColumn.id.name)
    id = place.flatMap { cells[$0].text } ?? ""
    (self.cells, self.span, self.node) = (cells, span, node)
  }

  /// Its cells as they are shown to people.
  package var texts: [String] { cells.map(\.shown) }
}

extension Cell {
  /// As it is shown to people.
  var shown: String { isOpen ? Self.any : node.cellText }
}
