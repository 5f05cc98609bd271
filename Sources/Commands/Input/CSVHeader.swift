import Diagnostics
import RuleFiles
import Rules

/// The names that the columns of a CSV file may have, and what each holds.
protocol ColumnNames {
  /// The value that each column holds, by what it is called in small letters; besides there are channels behind `consent.`.
  var columns: [String: (path: [String], form: CSVCellForm)] { get }
  /// What to do about a name that there is not, to be put behind it; else empty.
  func hint(_ name: String) -> String
  /// What there may be, in words.
  var list: String { get }
}

extension ColumnNames {
  private static var consent: String { StateKey.consent.rawValue }

  /// The value that a column of this name holds, in any capitals; nil where there is none.
  func column(named name: String) -> (path: [String], form: CSVCellForm)? {
    let small = name.lowercased()
    if let known = columns[small] { return known }
    let prefix = "\(Self.consent)."
    guard small.hasPrefix(prefix), small.count > prefix.count else { return nil }
    return ([Self.consent, String(name.dropFirst(prefix.count))], .truth)
  }

  /// The name that was probably meant, to be put behind one that there is not; else empty.
  func hint(near name: String) -> String {
    if name.lowercased() == Self.consent { return "; name the channel as well, as in 'consent.email'" }
    return nearest(to: name, among: columns.keys.sorted()).map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// What the first line of a CSV file says.
struct CSVHeader {
  /// A name that there is not.
  struct Unknown {
    let cell: Sheet.Cell
    let hint: String

    var detail: String { "unknown column '\(cell.text)'\(hint)" }

    var place: (line: Int, column: Int) { (Int(cell.span.line), Int(cell.span.column)) }

    var mistake: Refusal.Mistake { CSVHeader.mistake(cell, detail) }
  }

  /// How many names without a hint are told one by one.
  private static let fewUnknown = 3

  /// What is told of names that there are not: each by itself where there are few, or where it has a hint, and the others in
  /// one line.
  static func folded(_ unknown: [Unknown]) -> [Refusal.Mistake] {
    let plain = unknown.filter(\.hint.isEmpty)
    guard plain.count > fewUnknown, let first = plain.first else { return unknown.map(\.mistake) }
    let list = plain.map { "'\($0.cell.text)'" }.joined(separator: ", ")
    return unknown.filter { !$0.hint.isEmpty }.map(\.mistake)
      + [mistake(first.cell, "\(plain.count) columns are not known: \(list)")]
  }

  let columns: CSVColumns
  let unknown: [Unknown]
  /// What else is wrong with it.
  let mistakes: [Refusal.Mistake]

  /// - Parameters:
  ///   - cells: the first line.
  ///   - skipped: the names of columns that are left out.
  init(_ cells: [Sheet.Cell], of kind: some ColumnNames, skipping skipped: Set<String> = []) {
    var mistakes: [Refusal.Mistake] = []
    var unknown: [Unknown] = []
    var found: [CSVColumns.Column?] = []
    var names: [[String]: String] = [:]
    for cell in cells {
      guard !cell.text.isEmpty, !skipped.contains(cell.text) else {
        found.append(nil)
        continue
      }
      guard let (path, form) = kind.column(named: cell.text) else {
        unknown.append(Unknown(cell: cell, hint: kind.hint(cell.text)))
        found.append(nil)
        continue
      }
      if let other = names[path] {
        let what = other == cell.text ? "stands there twice" : "is the same as '\(other)'"
        mistakes.append(Self.mistake(cell, "the column '\(cell.text)' \(what)"))
      }
      names[path] = cell.text
      found.append(.init(name: cell.text, path: path, form: form))
    }
    for name in skipped.sorted() where !cells.contains(where: { $0.text == name }) {
      let hint = nearest(to: name, among: cells.map(\.text)).map { "; did you mean '\($0)'?" } ?? ""
      if let first = cells.first {
        mistakes.append(Self.mistake(first, "there is no column '\(name)' to leave out\(hint)"))
      }
    }
    columns = CSVColumns(found, names: cells.map(\.text))
    self.unknown = unknown
    self.mistakes = mistakes
  }

  /// What is wrong with it, where names that there are not are wrong, by place.
  ///
  /// - Parameter others: what was found wrong with some names already.
  func allMistakes(beside others: [Refusal.Mistake]) -> [Refusal.Mistake] {
    let told = Set(others.compactMap { $0.place?.column })
    let unknown = unknown.filter { !told.contains($0.place.column) }
    return (mistakes + others + Self.folded(unknown)).sorted {
      ($0.place?.column ?? 0) < ($1.place?.column ?? 0)
    }
  }

  static func mistake(_ cell: Sheet.Cell, _ detail: String) -> Refusal.Mistake {
    .init(pointer: "", detail: detail, place: (Int(cell.span.line), Int(cell.span.column)))
  }
}
