/// A stretch of a source text. Lines and columns count from 1; columns count Unicode scalars, a byte-order
/// mark not among them; the end is exclusive.
package struct SourceSpan: Sendable, Hashable {
  package var line: UInt32
  package var column: UInt32
  package var endLine: UInt32
  package var endColumn: UInt32

  package init(line: UInt32, column: UInt32, endLine: UInt32, endColumn: UInt32) {
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  /// The first character of a text: where a problem stands that concerns a file as a whole.
  package static let start = SourceSpan(line: 1, column: 1, endLine: 1, endColumn: 1)
}

/// A span in a named file. The file's name is its path relative to the root of what was loaded.
package struct SourceLocation: Sendable, Hashable {
  package let file: String
  package let span: SourceSpan

  package init(file: String, span: SourceSpan) {
    self.file = file
    self.span = span
  }
}
