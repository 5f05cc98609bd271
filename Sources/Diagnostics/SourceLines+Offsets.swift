extension SourceLines {
  /// The offset of a place in the bytes of the text; nil where there is no such place.
  package func offset(line number: UInt32, column: UInt32) -> Int? {
    guard let range = range(ofLine: Int(number)), column >= 1 else { return nil }
    var offset = range.lowerBound
    for _ in 1..<column {
      guard offset < range.upperBound else { return nil }
      offset += 1
      // The bytes that go on with a character.
      while offset < range.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// The bytes of a stretch of the text; nil where it is not in the text.
  package func range(of span: SourceSpan) -> Range<Int>? {
    guard let start = offset(line: span.line, column: span.column),
      let end = offset(line: span.endLine, column: span.endColumn), start <= end
    else { return nil }
    return start..<end
  }

  /// Where a line begins, and where the next one does.
  package func wholeRange(ofLine number: Int) -> Range<Int>? {
    guard let range = range(ofLine: number) else { return nil }
    return range.lowerBound..<(self.range(ofLine: number + 1)?.lowerBound ?? bytes.count)
  }

  /// How the first line ends: as the others do that are added.
  package var ending: [UInt8] {
    guard count > 1, let line = range(ofLine: 1), let whole = wholeRange(ofLine: 1) else { return [0x0A] }
    return Array(bytes[line.upperBound..<whole.upperBound])
  }
}
