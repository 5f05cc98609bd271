import Diagnostics

/// A CSV file (RFC 4180) that comes piece by piece: its records, each as soon as it is whole, so that a file of any
/// length can be read. Cells are separated by what its first line has: semicolons, else tabs, else commas.
package struct SheetStream {
  /// A record with anything in it, and what is wrong with how it is written.
  package struct Row: Sendable {
    package let record: Sheet.Record
    /// Places are those of the file.
    package let problems: [Sheet.Problem]
  }

  private var bytes: [UInt8] = []
  private var start = 0
  /// The line in which `start` stands.
  private var line: UInt32 = 1
  /// What separates the cells; nil until the first line is there.
  package private(set) var separator: UInt8?
  private var width = 8
  /// Whether all bytes have come; records may still be taken.
  package private(set) var hasEnded = false

  /// Bytes that a record may have; in one of more a quote was never closed.
  private static let longestRecord = 1 << 20

  package init() {}

  /// Takes more bytes.
  ///
  /// - Parameter read: appends some; false where no more come.
  package mutating func fill<Failure: Error>(
    _ read: (inout [UInt8]) throws(Failure) -> Bool
  ) throws(Failure) {
    bytes.removeFirst(start)
    start = 0
    hasEnded = try !read(&bytes)
  }

  /// The next record; nil where more has to come, or all were taken.
  ///
  /// - Throws: why nothing more can be read.
  package mutating func next() throws(Sheet.Problem) -> Row? {
    guard try begin(), let separator else { return nil }
    while start < bytes.count {
      var scan = SheetScan(bytes, separator: separator, from: start, line: line)
      let record = scan.record(width: width)
      guard hasEnded || scan.hasWholeRecord else {
        try checkLength()
        return nil
      }
      let problems = scan.problems + (problem(ofBytes: start..<scan.index).map { [$0] } ?? [])
      start = scan.index
      line = scan.line
      guard !problems.isEmpty || record.cells.contains(where: { !$0.text.isEmpty }) else { continue }
      width = record.cells.count
      return Row(record: record, problems: problems)
    }
    return nil
  }

  /// Finds how the file is written.
  ///
  /// - Returns: false where its first line is not there yet.
  private mutating func begin() throws(Sheet.Problem) -> Bool {
    guard separator == nil else { return true }
    if SheetText.isUTF16(bytes) { throw SheetText.utf16 }
    let mark = bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0
    let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    let rest = bytes[mark...].drop { isEnd($0) || $0 == 0x20 }
    let first = rest.prefix { !isEnd($0) }
    guard hasEnded || first.endIndex + 1 < bytes.count || bytes.last == 0x0A && !first.isEmpty else {
      try checkLength()
      return false
    }
    separator = [UInt8(ascii: ";"), UInt8(ascii: "\t")].first { first.contains($0) } ?? UInt8(ascii: ",")
    start = mark
    // A hint for Excel stands in a line of its own.
    if first.startIndex == mark, SheetStyle.isHint(first) {
      let isBeforeLineFeed = bytes[first.endIndex...].starts(with: [0x0D, 0x0A])
      start = min(first.endIndex + (isBeforeLineFeed ? 2 : 1), bytes.count)
      line += 1
    }
    return true
  }

  private func checkLength() throws(Sheet.Problem) {
    guard bytes.count - start > Self.longestRecord else { return }
    throw Sheet.Problem(
      message: "the row that begins here has more than \(Self.longestRecord >> 20) MiB",
      span: SourceSpan(line: line, column: 1, endLine: line, endColumn: 2),
      help: "look for a quote that is opened in it and not closed")
  }

  /// What is wrong with the bytes of a record, wherever in a cell.
  private func problem(ofBytes range: Range<Int>) -> Sheet.Problem? {
    let isPlain = bytes[range].allSatisfy { byte in
      (0x20..<0x7F).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
    guard !isPlain, let found = SheetText.problem(of: Array(bytes[range])) else { return nil }
    let span = found.span
    return Sheet.Problem(
      message: found.message,
      span: SourceSpan(
        line: span.line + line - 1, column: span.column, endLine: span.endLine + line - 1,
        endColumn: span.endColumn),
      help: found.help)
  }
}
