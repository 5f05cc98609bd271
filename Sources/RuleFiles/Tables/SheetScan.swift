import Diagnostics

/// Goes through the bytes of a CSV file, which are UTF-8.
struct SheetScan {
  private let bytes: [UInt8]
  /// How far it has come, and in which line that is.
  private(set) var index: Int
  private(set) var line: UInt32 = 1
  private var column: UInt32 = 1
  private var separator: UInt8
  private(set) var problems: [Sheet.Problem] = []
  /// Whether the last record ended with its line, and not with the bytes.
  private var hasEndedLine = false

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(_ bytes: [UInt8], _ style: SheetStyle) {
    self.bytes = bytes
    index = style.hasMark ? SourceFile.byteOrderMark.count : 0
    separator = style.separator.rawValue
    let first = bytes[index...].prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
    if SheetStyle.isHint(first) {
      separator = first.contains(SheetStyle.Separator.semicolon.rawValue) ? UInt8(ascii: ";") : separator
      while index < first.endIndex { step() }
      if index < bytes.count { step() }
    } else if first.contains(UInt8(ascii: "\t")), !first.contains(separator) {
      problems = [
        Sheet.Problem(
          message: "the cells of this line are separated by tabs",
          span: SourceSpan(line: 1, column: 1, endLine: 1, endColumn: 1),
          help: "save the file as 'CSV UTF-8', whose cells are separated by commas or semicolons")
      ]
      index = bytes.count
    }
  }

  /// Goes on at the beginning of a line of a file that comes piece by piece.
  init(_ bytes: [UInt8], separator: UInt8, from index: Int, line: UInt32) {
    self.bytes = bytes
    self.separator = separator
    self.index = index
    self.line = line
  }

  /// Whether the last record is whole, should bytes follow: a CR at the end may be half of a CR LF.
  var hasWholeRecord: Bool {
    hasEndedLine && (index < bytes.count || bytes.last == Self.lineFeed)
  }

  mutating func records() -> [Sheet.Record] {
    var records: [Sheet.Record] = []
    while index < bytes.count {
      let record = record(width: records.first?.cells.count ?? 8)
      if record.cells.contains(where: { !$0.text.isEmpty }) { records.append(record) }
    }
    return records
  }

  /// - Parameter width: how many cells it will probably have.
  mutating func record(width: Int) -> Sheet.Record {
    hasEndedLine = false
    var cells: [Sheet.Cell] = []
    cells.reserveCapacity(width)
    while true {
      cells.append(cell())
      guard index < bytes.count else { break }
      let isSeparator = bytes[index] == separator
      step()
      guard isSeparator else {
        hasEndedLine = true
        break
      }
    }
    return Sheet.Record(cells: cells)
  }

  /// One cell, up to the separator or the end of the line.
  private mutating func cell() -> Sheet.Cell {
    while let width = widthOfSpace(at: index) { skip(width) }
    return index < bytes.count && bytes[index] == Self.quote ? quoted() : plain()
  }

  private mutating func plain() -> Sheet.Cell {
    let (start, startColumn) = (index, column)
    while index < bytes.count, !isEnd(bytes[index]) {
      // No line ends within, so that only characters are counted.
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
      index += 1
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self).trimmingSpaces
    let isASCII = Int(column - startColumn) == index - start
    let length = isASCII ? text.utf8.count : text.unicodeScalars.count
    let end = startColumn + UInt32(length)
    return Sheet.Cell(
      text: text, span: SourceSpan(line: line, column: startColumn, endLine: line, endColumn: end),
      isQuoted: false)
  }

  private mutating func quoted() -> Sheet.Cell {
    let start = (line, column)
    var text: [UInt8] = []
    step()
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.quote {
        step()
        guard index < bytes.count, bytes[index] == Self.quote else { return endQuoted(text, start) }
      }
      // However a line ends within a cell, it is one line feed.
      text.append(byte == Self.carriageReturn ? Self.lineFeed : byte)
      step()
    }
    problems.append(
      .init(
        message: "a quote is opened here and not closed", span: span(from: start),
        help: "close it, and double every quote within the cell"))
    return Sheet.Cell(text: String(decoding: text, as: UTF8.self), span: span(from: start), isQuoted: true)
  }

  private mutating func endQuoted(_ text: [UInt8], _ start: (UInt32, UInt32)) -> Sheet.Cell {
    let span = span(from: start)
    while let width = widthOfSpace(at: index) { skip(width) }
    if index < bytes.count, !isEnd(bytes[index]) {
      problems.append(
        .init(
          message: "something stands behind the closing quote", span: self.span(from: (line, column)),
          help: "put the whole cell in quotes, and double every quote within it"))
      while index < bytes.count, !isEnd(bytes[index]) { step() }
    }
    return Sheet.Cell(
      text: String(decoding: text, as: UTF8.self).trimmingSpaces, span: span, isQuoted: true)
  }

  private func span(from start: (UInt32, UInt32)) -> SourceSpan {
    SourceSpan(line: start.0, column: start.1, endLine: line, endColumn: column)
  }

  /// How many bytes the space has that begins here; nil where there is none.
  private func widthOfSpace(at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    guard byte != separator else { return nil }
    if byte == 0x20 || byte == 0x09 { return 1 }
    guard byte >= 0xC2,
      let scalar = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
    else { return nil }
    return SheetText.isSpace(scalar) ? scalar.utf8.count : nil
  }

  private mutating func skip(_ width: Int) {
    index += width
    column += 1
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  /// Goes past a byte, or a CR LF; a line ends at LF, CR LF or CR.
  private mutating func step() {
    let byte = bytes[index]
    index += 1
    if byte == Self.carriageReturn, index < bytes.count, bytes[index] == Self.lineFeed { index += 1 }
    if byte == Self.lineFeed || byte == Self.carriageReturn {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
}
