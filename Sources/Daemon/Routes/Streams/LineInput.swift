/// Divides bytes that come in pieces into lines. Of a line that is too long no more is kept than the longest may have.
struct LineInput {
  enum Line: Equatable {
    case text(ArraySlice<UInt8>)
    case tooLong
  }

  /// Bytes of a line, its end excluded.
  let longest: Int
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  /// Whether what came of the line under way was too much, and was thrown away.
  private var isTooLong = false
  private var discarded = 0
  private var hasEnded = false

  init(longest: Int) { self.longest = longest }

  /// Bytes that are kept, those of lines that were handed out among them.
  var kept: Int { bytes.count }

  /// Bytes that were not handed out.
  var waiting: Int { bytes.count - start + (isTooLong ? 1 : 0) }

  mutating func append(_ more: [UInt8]) {
    if start > 0, start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 256 << 10)
      start = 0
      searched = 0
    } else if start >= 64 << 10, start >= bytes.count / 2 {
      // Who sends faster than lines are taken leaves no moment at which all were.
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    bytes += more
  }

  /// No more bytes come: what stands behind the last line feed is a line as well.
  mutating func end() { hasEnded = true }

  /// The next line; nil where none is complete.
  mutating func next() -> Line? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else { return rest() }
    let line = bytes[start..<end]
    start = end + 1
    searched = start
    defer { isTooLong = false }
    return isTooLong || isOver(line) ? .tooLong : .text(line)
  }

  /// Whether so much of a line that is too long was thrown away that its sender cannot be said to do nothing; told once.
  mutating func hasDiscardedMuch() -> Bool {
    guard discarded > longest else { return false }
    discarded = 0
    return true
  }

  private mutating func rest() -> Line? {
    if isOver(bytes[start...]) { isTooLong = true }
    if isTooLong {
      discarded += bytes.count - start
      bytes = []
    } else if start > 0 {
      bytes.removeFirst(start)
    }
    start = 0
    searched = bytes.count
    guard hasEnded, isTooLong || !bytes.isEmpty else { return nil }
    defer {
      bytes = []
      searched = 0
      isTooLong = false
    }
    return isTooLong ? .tooLong : .text(bytes[...])
  }

  /// Whether it is too long without the carriage return that may stand before a line feed.
  private func isOver(_ line: ArraySlice<UInt8>) -> Bool {
    line.count > longest && !(line.count == longest + 1 && line.last == UInt8(ascii: "\r"))
  }
}
