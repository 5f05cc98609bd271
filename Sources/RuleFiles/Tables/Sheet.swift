import Diagnostics

/// A CSV file (RFC 4180), separated by commas, or by semicolons where its first line has one.
struct Sheet {
  /// A cell without its quotes and the spaces around it, and where it stands with its quotes.
  struct Cell {
    let text: String
    let span: SourceSpan
    let isQuoted: Bool

    /// Where a part of the text stands; of quoted ones the whole cell.
    func span(of part: Substring) -> SourceSpan {
      guard !isQuoted else { return span }
      let before = UInt32(text.unicodeScalars.distance(from: text.startIndex, to: part.startIndex))
      let spaces = UInt32(part.unicodeScalars.prefix { $0 == " " || $0 == "\t" }.count)
      let start = span.column + before + spaces
      let length = UInt32(part.trimmingSpaces.unicodeScalars.count)
      return SourceSpan(line: span.line, column: start, endLine: span.line, endColumn: start + length)
    }
  }

  /// A line, or several where quotes hold them together.
  struct Record {
    let cells: [Cell]

    var span: SourceSpan {
      guard let first = cells.first?.span, let last = cells.last?.span else { return .start }
      return SourceSpan(
        line: first.line, column: first.column, endLine: last.endLine, endColumn: last.endColumn)
    }
  }

  struct Problem {
    let message: String
    let span: SourceSpan
    let help: String
  }

  let file: SourceFile
  /// The header first; empty lines are left out.
  private(set) var records: [Record] = []
  private(set) var problems: [Problem] = []

  init(_ file: SourceFile) {
    self.file = file
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      problems = [
        Problem(
          message: "the file is not UTF-8", span: .start,
          help: "save it as 'CSV UTF-8', or convert it with iconv")
      ]
      return
    }
    var scan = SheetScan(text)
    records = scan.records()
    problems = scan.problems
    dropEmptyColumns()
  }

  /// Spreadsheets write empty columns at the right where something once stood.
  private mutating func dropEmptyColumns() {
    guard let header = records.first else { return }
    let width = (header.cells.lastIndex { !$0.text.isEmpty } ?? -1) + 1
    records = records.map { record in
      let last = record.cells.lastIndex { !$0.text.isEmpty } ?? -1
      return Record(cells: Array(record.cells.prefix(max(width, last + 1))))
    }
  }
}

/// Goes through the text of a CSV file.
private struct SheetScan {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line: UInt32 = 1
  private var column: UInt32 = 1
  private let separator: Unicode.Scalar
  private(set) var problems: [Sheet.Problem] = []

  init(_ text: String) {
    var scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    self.scalars = scalars
    let header = scalars.prefix { $0 != "\n" && $0 != "\r" }
    separator = header.contains(";") ? ";" : ","
  }

  mutating func records() -> [Sheet.Record] {
    var records: [Sheet.Record] = []
    while index < scalars.count {
      let record = record()
      if record.cells.contains(where: { !$0.text.isEmpty || $0.isQuoted }) { records.append(record) }
    }
    return records
  }

  private mutating func record() -> Sheet.Record {
    var cells: [Sheet.Cell] = []
    while true {
      cells.append(cell())
      guard index < scalars.count else { break }
      if scalars[index] == separator {
        step()
        continue
      }
      step()
      break
    }
    return Sheet.Record(cells: cells)
  }

  /// One cell, up to the separator or the end of the line.
  private mutating func cell() -> Sheet.Cell {
    while index < scalars.count, isSpace(scalars[index]) { step() }
    return index < scalars.count && scalars[index] == "\"" ? quoted() : plain()
  }

  private mutating func plain() -> Sheet.Cell {
    let start = (line, column)
    var text = ""
    while index < scalars.count, !isEnd(scalars[index]) {
      text.unicodeScalars.append(scalars[index])
      step()
    }
    let trimmed = text.trimmingSpaces
    let end = start.1 + UInt32(trimmed.unicodeScalars.count)
    return Sheet.Cell(
      text: trimmed, span: SourceSpan(line: start.0, column: start.1, endLine: start.0, endColumn: end),
      isQuoted: false)
  }

  private mutating func quoted() -> Sheet.Cell {
    let start = (line, column)
    var text = ""
    step()
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "\"" {
        step()
        guard index < scalars.count, scalars[index] == "\"" else { return endQuoted(text, start) }
      }
      text.unicodeScalars.append(scalars[index])
      step()
    }
    problems.append(
      .init(
        message: "a quote is opened here and not closed", span: span(from: start),
        help: "close it, and double every quote within the cell"))
    return Sheet.Cell(text: text, span: span(from: start), isQuoted: true)
  }

  private mutating func endQuoted(_ text: String, _ start: (UInt32, UInt32)) -> Sheet.Cell {
    let span = span(from: start)
    while index < scalars.count, isSpace(scalars[index]) { step() }
    if index < scalars.count, !isEnd(scalars[index]) {
      problems.append(
        .init(
          message: "something stands behind the closing quote", span: self.span(from: (line, column)),
          help: "put the whole cell in quotes, and double every quote within it"))
      while index < scalars.count, !isEnd(scalars[index]) { step() }
    }
    return Sheet.Cell(text: text.trimmingSpaces, span: span, isQuoted: true)
  }

  private func span(from start: (UInt32, UInt32)) -> SourceSpan {
    SourceSpan(line: start.0, column: start.1, endLine: line, endColumn: column)
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    (scalar == " " || scalar == "\t") && scalar != separator
  }

  private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == separator || scalar == "\n" || scalar == "\r"
  }

  /// Goes past a character; a line ends at LF, CR LF or CR.
  private mutating func step() {
    let scalar = scalars[index]
    index += 1
    if scalar == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
    if scalar == "\n" || scalar == "\r" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
}
