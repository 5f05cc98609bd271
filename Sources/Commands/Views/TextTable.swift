/// Rows in columns of their own width, two spaces apart.
struct TextTable {
  private let header: [String]
  private var rows: [[String]] = []

  init(_ header: [String]) {
    self.header = header
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The table as lines that end in a line feed; columns without a single value are left out.
  func rendered(for terminal: Terminal) -> String {
    let columns = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = header.indices.map { column in (rows + [header]).map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      var line = ""
      for column in columns {
        let padding = column == columns.last ? 0 : widths[column] + 2 - row[column].count
        line += row[column] + String(repeating: " ", count: padding)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    return ([terminal.bold(line(header))] + rows.map(line)).map { "\($0)\n" }.joined()
  }
}
