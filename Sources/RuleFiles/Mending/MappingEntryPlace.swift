import Diagnostics
import YAML

/// Where an entry of a mapping stands in the bytes of its file.
struct MappingEntryPlace {
  let bytes: [UInt8]
  let lines: SourceLines
  let entry: Mapping.Entry
  /// Of the mapping that it is in.
  let isFlow: Bool
  /// The bytes of its key.
  let key: Range<Int>

  /// Nil where no key stands there.
  init?(of span: SourceSpan, in root: Node, _ bytes: [UInt8], _ lines: SourceLines) {
    self.lines = lines
    self.bytes = bytes
    guard let found = Self.find(span, in: root), let key = lines.range(of: found.entry.keySpan)
    else { return nil }
    entry = found.entry
    self.key = key
    isFlow = Self.isFlow(found.mapping, bytes, lines)
  }

  private static func find(
    _ span: SourceSpan, in node: Node
  ) -> (entry: Mapping.Entry, mapping: SourceSpan)? {
    guard (node.span.line...max(node.span.line, node.span.endLine)).contains(span.line) else { return nil }
    switch node.content {
    case .scalar: return nil
    case .sequence(let nodes): return nodes.firstNonNil { find(span, in: $0) }
    case .mapping(let mapping):
      if let entry = mapping.entries.first(where: { $0.keySpan == span }) { return (entry, node.span) }
      return mapping.entries.firstNonNil { find(span, in: $0.value) }
    }
  }

  static func isFlow(_ mapping: SourceSpan, _ bytes: [UInt8], _ lines: SourceLines) -> Bool {
    lines.offset(line: mapping.line, column: mapping.column)
      .map { $0 < bytes.count && bytes[$0] == UInt8(ascii: "{") } ?? false
  }

  /// Whether nothing but spaces stands before an offset on its line.
  func isFirst(_ offset: Int, onLine line: UInt32) -> Bool {
    guard let start = lines.wholeRange(ofLine: Int(line))?.lowerBound else { return false }
    return bytes[start..<offset].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  func isBlank(_ line: Int) -> Bool { lines[line]?.allSatisfy(\.isWhitespace) ?? false }
}

extension Sequence {
  fileprivate func firstNonNil<Result>(_ transform: (Element) -> Result?) -> Result? {
    for element in self { if let result = transform(element) { return result } }
    return nil
  }
}
