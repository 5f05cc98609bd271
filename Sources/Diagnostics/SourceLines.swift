/// The lines of a text, which end at LF, CR LF or CR. A byte-order mark is not part of the first line.
package struct SourceLines: Sendable {
  let bytes: [UInt8]
  private let ranges: [Range<Int>]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      ranges.append(start..<(index - 1))
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      start = index
    }
    ranges.append(start..<bytes.count)
    self.ranges = ranges
  }

  package var count: Int { ranges.count }

  /// The bytes of a line by its number, without its end; nil where there is no such line.
  package func range(ofLine number: Int) -> Range<Int>? {
    ranges.indices.contains(number - 1) ? ranges[number - 1] : nil
  }

  /// A line by its number, which counts from 1, without its end; what is not UTF-8 is replaced. Nil where
  /// there is no such line.
  package subscript(number: Int) -> Substring? {
    range(ofLine: number).map { String(decoding: bytes[$0], as: UTF8.self)[...] }
  }
}

extension SourceFile {
  package var lines: SourceLines { SourceLines(bytes) }
}
