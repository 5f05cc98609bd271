import Replay

/// Some lines of a log that follow each other.
struct LineChunk: Sendable {
  let lines: [[UInt8]]
  /// Of the first of them.
  let position: LinePosition
  /// The version that wrote them, where their file says so.
  let version: String?

  func position(of index: Int) -> LinePosition {
    LinePosition(file: position.file, line: position.line + index)
  }
}
