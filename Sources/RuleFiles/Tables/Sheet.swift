package import Diagnostics

/// A CSV file (RFC 4180), separated by commas, or by semicolons where its first line has one.
package struct Sheet {
  /// A cell without its quotes and the spaces around it, and where it stands with its quotes.
  package struct Cell: Sendable {
    package let text: String
    package let span: SourceSpan
    let isQuoted: Bool

    /// Where a part of the text stands; of quoted ones the whole cell.
    func span(of part: Substring) -> SourceSpan {
      guard !isQuoted else { return span }
      let before = UInt32(text.unicodeScalars.distance(from: text.startIndex, to: part.startIndex))
      let spaces = UInt32(part.unicodeScalars.prefix(while: SheetText.isSpace).count)
      let start = span.column + before + spaces
      let length = UInt32(part.trimmingSpaces.unicodeScalars.count)
      return SourceSpan(line: span.line, column: start, endLine: span.line, endColumn: start + length)
    }
  }

  /// A line, or several where quotes hold them together.
  package struct Record: Sendable {
    package var cells: [Cell]

    package var span: SourceSpan {
      guard let first = cells.first?.span, let last = cells.last?.span else { return .start }
      return SourceSpan(
        line: first.line, column: first.column, endLine: last.endLine, endColumn: last.endColumn)
    }
  }

  package struct Problem: Error {
    package let message: String
    package let span: SourceSpan
    package let help: String
  }

  let file: SourceFile
  /// How the file is written, apart from what it says.
  let style: SheetStyle
  /// The header first; lines without anything in them are left out.
  let records: [Record]
  let problems: [Problem]

  init(_ file: SourceFile) {
    self.file = file
    style = SheetStyle(of: file.bytes)
    if let problem = SheetText.problem(of: file.bytes) {
      (records, problems) = ([], [problem])
      return
    }
    var scan = SheetScan(file.bytes, style)
    let scanned = scan.records()
    records = Self.withoutEmptyColumns(scanned)
    problems = scan.problems
  }

  /// Spreadsheets write empty columns at the right where something once stood.
  private static func withoutEmptyColumns(_ records: [Record]) -> [Record] {
    guard let header = records.first else { return [] }
    let width = (header.cells.lastIndex { !$0.text.isEmpty } ?? -1) + 1
    return records.map { record in
      if record.cells.count <= width { return record }
      let last = record.cells.lastIndex { !$0.text.isEmpty } ?? -1
      return Record(cells: Array(record.cells.prefix(max(width, last + 1))))
    }
  }
}
