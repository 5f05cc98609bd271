import Diagnostics
import JSON
import RuleFiles
import Rules

/// Which value of a JSON object each column of a CSV file holds. A cell without anything in it says nothing.
final class CSVColumns: Sendable {
  struct Column {
    /// As the file has it.
    let name: String
    /// The keys that lead to the value, from the root.
    let path: [String]
    let form: CSVCellForm

    /// Whether it says who somebody is.
    var isID: Bool { Self.ids.contains(path) }

    private static let ids = [["journey"], ["account"], ["account", "id"]]
  }

  /// In the order of the file; nil for one that is left out.
  private let columns: [Column?]
  /// What all columns are called, those that are left out among them.
  let names: [String]
  private let tree: Branch
  private let places: [String: Int]
  private let watched: WatchedColumns

  /// - Parameters:
  ///   - columns: of different paths, none of which begins with another.
  ///   - names: of all columns of the file.
  ///   - watched: those that are left out, and in which a no would be overheard.
  init(_ columns: [Column?], names: [String] = [], watched: WatchedColumns = WatchedColumns()) {
    self.columns = columns
    self.watched = watched
    self.names = names
    tree = Branch(
      columns.enumerated().compactMap { index, column in column.map { (path: $0.path[...], index: index) } })
    var places: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      if let column { places[Self.pointer(column.path)] = index }
    }
    self.places = places
  }

  /// The same columns, with others that are watched.
  func watching(_ watched: WatchedColumns) -> CSVColumns {
    CSVColumns(columns, names: names, watched: watched)
  }

  static func pointer(_ path: [String]) -> String {
    path.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
  }

  /// The column that a JSON Pointer leads to, or into.
  func index(at pointer: String) -> Int? {
    if let index = places[pointer] { return index }
    guard let slash = pointer.lastIndex(of: "/"), slash != pointer.startIndex else { return nil }
    return places[String(pointer[..<slash])]
  }

  /// The column of a name as the file has it, or else in other capitals, those that are left out among them.
  func place(named name: String) -> Int? {
    names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }
  }

  func name(_ index: Int) -> String { columns[index]?.name ?? "" }

  /// The object that a row says.
  ///
  /// - Parameter separator: what stands between the cells of the file.
  func text(of row: SheetStream.Row, separatedBy separator: UInt8) -> StateText {
    let cells = row.record.cells
    var mistakes = row.problems.map { problem in
      Refusal.Mistake(
        pointer: "", detail: "\(problem.message); \(problem.help)",
        place: (Int(problem.span.line), Int(problem.span.column)))
    }
    if let surplus = cells.dropFirst(columns.count).first(where: { !$0.text.isEmpty }) {
      mistakes.append(
        .init(
          pointer: "",
          detail:
            "this cell has no column: the first line names \(columns.count); put a cell with a separator in it into double quotes",
          place: (Int(surplus.span.line), Int(surplus.span.column))))
    }
    if mistakes.isEmpty,
      let missing = columns.dropFirst(cells.count)
        .first(where: { $0?.path.first == StateKey.consent.rawValue })
    {
      mistakes.append(
        .init(
          pointer: "",
          detail:
            "the row ends before '\(missing?.name ?? "")': it has \(cells.count) of \(columns.count) cells; write all of them, also those with nothing in them"
        ))
    }
    mistakes += self.mistakes(in: cells, separator)
    let overheard = watched.mistake(in: cells)
    if let overheard { mistakes.append(overheard) }
    let result = CSVRow(
      self, cells: cells, speaksUnheard: overheard != nil,
      refusal: mistakes.isEmpty ? nil : Refusal(mistakes: mistakes))
    guard mistakes.isEmpty else { return StateText([], of: result) }
    var writer = JSONWriter()
    let decimalCommas = separator != UInt8(ascii: ",")
    writer.object { write(tree, cells, decimalCommas, to: &$0) }
    return StateText(writer.bytes, of: result)
  }

  /// The channels that the cells of a row say no to, also in words that nobody takes.
  func noes(in cells: [Sheet.Cell]) -> [String] {
    zip(columns, cells).compactMap { column, cell in
      guard let column, column.path.count == 2, column.path[0] == StateKey.consent.rawValue,
        ConsentAnswer.isNo(cell.text)
      else { return nil }
      return column.path[1]
    }
  }

  private func mistakes(in cells: [Sheet.Cell], _ separator: UInt8) -> [Refusal.Mistake] {
    zip(columns, cells).compactMap { column, cell in
      guard let column, !cell.text.isEmpty,
        let detail = column.form.mistake(in: cell.text, separatedBy: separator)
          ?? (column.isID ? SpreadsheetID.mistake(in: cell.text) : nil)
      else { return nil }
      return .init(pointer: Self.pointer(column.path), detail: detail)
    }
  }

  private func write(
    _ branch: Branch, _ cells: [Sheet.Cell], _ decimalCommas: Bool, to writer: inout JSONWriter
  ) {
    for (key, node) in branch.nodes {
      switch node {
      case .value(let index):
        guard index < cells.count, !cells[index].text.isEmpty, let column = columns[index] else { continue }
        writer.member(named: key) { column.form.write(cells[index].text, decimalCommas, to: &$0) }
      case .branch(let inner):
        guard inner.says(cells) else { continue }
        writer.member(named: key) { $0.object { write(inner, cells, decimalCommas, to: &$0) } }
      }
    }
  }
}

/// Values by the next key of their paths.
private struct Branch: Sendable {
  enum Node: Sendable {
    /// The index of its column.
    case value(Int)
    case branch(Branch)
  }

  var nodes: [(key: String, node: Node)] = []

  init(_ columns: [(path: ArraySlice<String>, index: Int)]) {
    var inner: [String: [(path: ArraySlice<String>, index: Int)]] = [:]
    var keys: [String] = []
    for (path, index) in columns {
      guard let key = path.first else { continue }
      if inner[key] == nil { keys.append(key) }
      inner[key, default: []].append((path.dropFirst(), index))
    }
    for key in keys {
      let list = inner[key] ?? []
      if let leaf = list.first(where: { $0.path.isEmpty }) {
        nodes.append((key, .value(leaf.index)))
      } else {
        nodes.append((key, .branch(Branch(list))))
      }
    }
  }

  /// Whether any of its cells has something in it.
  func says(_ cells: [Sheet.Cell]) -> Bool {
    nodes.contains { _, node in
      switch node {
      case .value(let index): index < cells.count && !cells[index].text.isEmpty
      case .branch(let inner): inner.says(cells)
      }
    }
  }
}
