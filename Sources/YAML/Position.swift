import Diagnostics

/// A place in a text: line and column count from 1, columns in Unicode scalars.
struct Position: Comparable {
  var line: UInt32
  var column: UInt32

  static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourceSpan {
  init(_ start: Position, _ end: Position) {
    let end = max(start, end)
    self.init(line: start.line, column: start.column, endLine: end.line, endColumn: end.column)
  }

  var lower: Position { Position(line: line, column: column) }
  var upper: Position { Position(line: endLine, column: endColumn) }
}
