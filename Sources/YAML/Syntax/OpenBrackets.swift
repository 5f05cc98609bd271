import Diagnostics

/// The brackets and braces that are open at a place, as far as that can be told without a parser.
struct OpenBrackets {
  /// The innermost last.
  private(set) var all: [(bracket: Unicode.Scalar, position: Position)] = []

  init(_ lines: SourceLines, upTo end: Position) {
    let quoted = QuotedTexts(lines).all.filter { $0.start < end }
    var next = quoted.startIndex
    for number in 1...max(Int(end.line), 1) {
      let scalars = lines.scalars(number)
      var index = 0
      while index < scalars.count {
        let position = Position(line: UInt32(number), column: UInt32(index + 1))
        guard position < end else { return }
        if next < quoted.endIndex, quoted[next].start <= position {
          guard let close = quoted[next].end else { return }
          if close.line > position.line { break }
          index = max(index + 1, Int(close.column) - 1)
          next += 1
          continue
        }
        switch scalars[index] {
        case "#" where index == 0 || scalars[index - 1] == " ": index = scalars.count
        case "[", "{":
          if Self.opens(scalars, index) || !all.isEmpty { all.append((scalars[index], position)) }
        case "]", "}": if !all.isEmpty { all.removeLast() }
        default: break
        }
        index += 1
      }
    }
  }

  /// Whether a bracket stands where a value begins.
  private static func opens(_ line: [Unicode.Scalar], _ index: Int) -> Bool {
    line[..<index].last { $0 != " " }.map { ":-?".unicodeScalars.contains($0) } ?? true
  }
}
