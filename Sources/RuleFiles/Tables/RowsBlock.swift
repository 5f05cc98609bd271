import Diagnostics
import YAML

/// The rows of a table within the text of a rule file.
struct RowsBlock {
  private let text: PlacedText
  private let table: BookTable

  init(of table: BookTable, in file: SourceFile) {
    text = PlacedText(file.bytes)
    self.table = table
  }

  /// The bytes of the file with other rows. Lines of rows that stay are kept as they are, comments among them; a row that
  /// changes keeps what stands around its changed cells.
  ///
  /// - Parameter new: the same table with the other rows, in the order of its columns.
  /// - Returns: nil where the rows are written in a way that cannot be changed in place.
  func replaced(by new: BookTable) -> [UInt8]? {
    let span = table.rowsNode.span
    let start = text.offset(span.line, span.column)
    guard start < text.bytes.count else { return nil }
    return text.bytes[start] == UInt8(ascii: "[") ? inBrackets(new, start) : inLines(new)
  }

  // MARK: Rows in brackets

  private func inBrackets(_ new: BookTable, _ start: Int) -> [UInt8]? {
    let span = table.rowsNode.span
    let end = text.offset(span.endLine, span.endColumn)
    guard end > start, end <= text.bytes.count, text.bytes[end - 1] == UInt8(ascii: "]") else { return nil }
    let rows = new.rows.map(\.flowText)
    let isOneLine = span.line == span.endLine
    // What a comment within brackets belongs to cannot be told.
    if !isOneLine, hasComment(in: start..<end) { return nil }
    let written: String
    if isOneLine {
      written = "[\(rows.joined(separator: ", "))]"
    } else {
      let first = table.rows.first.map { Int($0.span.line) } ?? Int(span.endLine)
      let indent = text.indent(ofLine: first == Int(span.line) ? Int(span.endLine) : first)
      let last = text.indent(ofLine: Int(span.endLine))
      written =
        "[\(text.lineEnd)" + rows.map { "\(indent)\($0)" }.joined(separator: ",\(text.lineEnd)")
        + "\(text.lineEnd)\(last)]"
    }
    return Array(text.bytes[..<start]) + Array(written.utf8) + Array(text.bytes[end...])
  }

  private func hasComment(in range: Range<Int>) -> Bool {
    let hashes = range.filter { text.bytes[$0] == UInt8(ascii: "#") }
    guard !hashes.isEmpty else { return false }
    let values = table.rowsNode.scalarSpans.map { span in
      text.offset(span.line, span.column)..<text.offset(span.endLine, span.endColumn)
    }
    return hashes.contains { hash in !values.contains { $0.contains(hash) } }
  }

  // MARK: A row a line

  /// A row with the lines that it has for itself.
  private struct Segment {
    let row: BookTable.Row
    /// Comments and empty lines before it.
    var before: [UInt8]
    let own: Range<Int>
  }

  private func inLines(_ new: BookTable) -> [UInt8]? {
    guard let segments = segments(), let first = segments.first, let last = segments.last else { return nil }
    let stays = Set(new.rows.map(\.id))
    var known: [String: Segment] = [:]
    var passedOn: [UInt8] = []
    for var segment in segments {
      segment.before = passedOn + segment.before
      passedOn = []
      if stays.contains(segment.row.id), known[segment.row.id] == nil {
        known[segment.row.id] = segment
      } else {
        // The comments of a row that goes away stay, for somebody to look at.
        passedOn = segment.before.allSatisfy(\.isBlank) ? [] : segment.before
      }
    }
    let indent = Array(text.bytes[text.start(ofLine: Int(first.row.span.line))..<dash(of: first)])
    var block: [UInt8] = []
    for row in new.rows {
      if let segment = known.removeValue(forKey: row.id) {
        block += segment.before + ended(changed(segment, to: row, indent))
      } else {
        block += indent + Array("- \(row.flowText)\(text.lineEnd)".utf8)
      }
    }
    block += passedOn
    let start = first.own.lowerBound - segments[0].before.count
    if last.own.upperBound == text.bytes.count, !text.endsWithLine {
      block.removeLast(text.lineEnd.utf8.count)
    }
    return Array(text.bytes[..<start]) + block + Array(text.bytes[last.own.upperBound...])
  }

  /// The rows with their lines; nil where a line holds more than one of them.
  private func segments() -> [Segment]? {
    var segments: [Segment] = []
    var next: Int?
    for row in table.rows {
      guard let node = row.node else { return nil }
      let lines = Int(row.span.line)...max(Int(row.span.line), text.lastLine(of: node))
      let own = text.start(ofLine: lines.lowerBound)..<text.start(ofLine: lines.upperBound + 1)
      let start = next ?? own.lowerBound
      let segment = Segment(row: row, before: [], own: own)
      guard start <= own.lowerBound, dash(of: segment) >= 0, row.cells.count == table.columns.count else {
        return nil
      }
      segments.append(
        Segment(row: row, before: Array(text.bytes[start..<own.lowerBound]), own: own))
      next = own.upperBound
    }
    guard case .sequence(let nodes) = table.rowsNode.content, nodes.count == segments.count else {
      return nil
    }
    return segments
  }

  /// The offset of the dash before a row; -1 where something else stands before the row in its line.
  private func dash(of segment: Segment) -> Int {
    let span = segment.row.span
    let end = text.offset(span.line, span.column)
    let line = text.start(ofLine: Int(span.line))
    guard line <= end else { return -1 }
    // A row as a list of dashes begins with one of its own.
    guard let dash = text.bytes[line..<end].lastIndex(of: UInt8(ascii: "-")),
      text.bytes[line..<dash].allSatisfy(\.isBlank), text.bytes[(dash + 1)..<end].allSatisfy(\.isBlank)
    else { return -1 }
    return dash
  }

  /// The lines of a row with what is new in it.
  private func changed(_ segment: Segment, to row: BookTable.Row, _ indent: [UInt8]) -> [UInt8] {
    let old = segment.row
    let places = old.cells.indices.filter {
      CellMeaning(old.cells[$0], as: table.forms[$0]) != CellMeaning(row.cells[$0], as: table.forms[$0])
    }
    if places.isEmpty { return Array(text.bytes[segment.own]) }
    let start = text.offset(old.span.line, old.span.column)
    let isOneLine = old.span.line == old.span.endLine && text.bytes[start] == UInt8(ascii: "[")
    let whole = start..<text.offset(old.span.endLine, old.span.endColumn)
    var line = segment.own
    guard isOneLine, whole.upperBound <= line.upperBound else {
      return indent + Array("- \(row.flowText)\(text.lineEnd)".utf8)
    }
    // From the last one, since places move with each.
    var bytes = Array(text.bytes[line])
    line = 0..<bytes.count
    for place in places.reversed() {
      let span = old.cells[place].span
      let cell = text.offset(span.line, span.column)..<text.offset(span.endLine, span.endColumn)
      // An alias stands elsewhere.
      guard whole.contains(cell.lowerBound), cell.upperBound <= whole.upperBound else {
        return indent + Array("- \(row.flowText)\(text.lineEnd)".utf8)
      }
      let offset = segment.own.lowerBound
      bytes.replaceSubrange(
        (cell.lowerBound - offset)..<(cell.upperBound - offset), with: row.cells[place].flowText.utf8)
    }
    return bytes
  }

  /// With the end of the line that the last line of a file may lack.
  private func ended(_ bytes: [UInt8]) -> [UInt8] {
    bytes.last == 0x0A || bytes.last == 0x0D ? bytes : bytes + Array(text.lineEnd.utf8)
  }
}

extension Cell {
  fileprivate var flowText: String { isOpen ? Self.any : node.flowText }
}

extension BookTable.Row {
  fileprivate var flowText: String { "[\(cells.map(\.flowText).joined(separator: ", "))]" }
}

extension Node {
  /// Where each single value in it stands.
  fileprivate var scalarSpans: [SourceSpan] {
    switch content {
    case .scalar: [span]
    case .sequence(let nodes): nodes.flatMap(\.scalarSpans)
    case .mapping(let mapping): mapping.entries.flatMap { [$0.keySpan] + $0.value.scalarSpans }
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
