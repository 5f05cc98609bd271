/// One line of a source text with a marker under a stretch of it.
struct SourceExcerpt {
  /// What is shown of the line.
  let line: String
  /// What stands before the marker: space, and the line's own tabs, so that it lines up.
  let indent: String
  /// `^`, then `~` to the end of the stretch.
  let marker: String

  private static let widest = 160
  /// The part of a long line that is shown before the marker.
  private static let lead = 60

  /// Marks what a span covers of its first line.
  init(_ text: Substring, span: SourceSpan) {
    let cells = text.unicodeScalars.map { $0 == "\t" ? "\t" : $0.visible }
    let first = min(Int(max(span.column, 1)) - 1, cells.count)
    let end = span.endLine == span.line ? min(Int(span.endColumn) - 1, cells.count) : Self.end(of: cells)
    var window = 0..<cells.count
    if cells.count > Self.widest {
      let start = max(0, min(first - Self.lead, cells.count - Self.widest))
      window = start..<(start + Self.widest)
    }
    let (before, after) = (window.lowerBound > 0 ? "…" : "", window.upperBound < cells.count ? "…" : "")
    line = before + cells[window].joined() + after
    let shown = window.lowerBound..<max(first, window.lowerBound)
    indent =
      String(repeating: " ", count: before.count)
      + cells[shown].map { $0 == "\t" ? "\t" : Self.blank($0, " ") }.joined()
    let marked = first..<max(first, min(end, window.upperBound))
    let underline = cells[marked].map { Self.blank($0, "~") }.joined()
    marker = "^" + underline.dropFirst()
  }

  private static func blank(_ cell: String, _ character: Character) -> String {
    String(repeating: character, count: max(1, cell.unicodeScalars.count))
  }

  /// Where the line ends but for space.
  private static func end(of cells: [String]) -> Int {
    (cells.lastIndex { $0 != " " && $0 != "\t" } ?? -1) + 1
  }
}
