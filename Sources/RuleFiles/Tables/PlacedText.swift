import Diagnostics
import YAML

/// The bytes of a rule file, found by line and column.
struct PlacedText {
  let bytes: [UInt8]
  /// How its lines end.
  let lineEnd: String
  /// Where each line begins, the first at index 0.
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [bytes.starts(with: SourceFile.byteOrderMark) ? SourceFile.byteOrderMark.count : 0]
    for (index, byte) in bytes.enumerated() {
      let isEnd = byte == 0x0A || byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
      if isEnd { starts.append(index + 1) }
    }
    self.starts = starts
    let end = starts.count > 1 ? starts[1] : 0
    lineEnd = end > 1 && bytes[end - 1] == 0x0A && bytes[end - 2] == 0x0D ? "\r\n" : "\n"
  }

  var endsWithLine: Bool { bytes.last == 0x0A || bytes.last == 0x0D }

  /// The offset at which a line begins, which counts from 1; the end of the text for those behind it.
  func start(ofLine line: Int) -> Int {
    starts.indices.contains(line - 1) ? starts[line - 1] : bytes.count
  }

  /// The offset of a character by its line and column, which count from 1.
  func offset(_ line: UInt32, _ column: UInt32) -> Int {
    var offset = start(ofLine: Int(line))
    var left = column - 1
    while left > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  /// The blank characters at the beginning of a line.
  func indent(ofLine line: Int) -> String {
    String(decoding: bytes[start(ofLine: line)...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// The last line on which something of a node stands.
  func lastLine(of node: Node) -> Int {
    let start = offset(node.span.line, node.span.column)
    let isBlock =
      switch node.content {
      case .scalar: false
      case .sequence: start < bytes.count && bytes[start] != UInt8(ascii: "[")
      case .mapping: start < bytes.count && bytes[start] != UInt8(ascii: "{")
      }
    // The end of a list in lines is where the next thing begins.
    switch node.content {
    case .sequence(let nodes) where isBlock:
      return nodes.map { lastLine(of: $0) }.max() ?? Int(node.span.line)
    case .mapping(let mapping) where isBlock:
      return mapping.entries.map { lastLine(of: $0.value) }.max() ?? Int(node.span.line)
    default:
      let isAtStart = node.span.endColumn == 1 && node.span.endLine > node.span.line
      return Int(node.span.endLine) - (isAtStart ? 1 : 0)
    }
  }
}
