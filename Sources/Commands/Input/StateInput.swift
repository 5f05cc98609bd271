/// Journey states, or events, outcomes and contacts, as they come: one object, an array, or a stream. What it is shows in the
/// content: a first value that another one follows begins a stream. Streams are taken as they arrive.
struct StateInput: ~Copyable, LineSource {
  enum Form {
    case object(StateText)
    /// Its text as a whole.
    case array([UInt8])
    /// The first of its states; it is the first of the batches, too.
    case stream(StateText)
  }

  /// How the states of a stream are told apart.
  private enum Framing {
    /// One a line (NDJSON), so that a broken one spoils no other.
    case lines
    /// By their brackets: the first takes several lines, as `jq` prints them.
    case values
  }

  private var source: ByteSource
  private let isLines: Bool
  private var bytes: [UInt8] = []
  private var start = 0
  /// The line in which `start` stands.
  private var line = 1
  /// The first line feed is not before this.
  private var searched = 0
  /// Whether all was read; it may not be taken yet.
  private(set) var isAtEnd = false
  private var framing = Framing.lines
  private var first: StateText?

  var name: String { source.name }
  var descriptor: CInt { source.descriptor }

  /// - Parameter isLines: whether each value takes one line, whatever the first one looks like.
  init(_ source: consuming ByteSource, isLines: Bool = false) {
    self.source = source
    self.isLines = isLines
  }

  /// Reads as far as is needed to know what this is.
  mutating func form() throws(Failure) -> Form {
    if let bytes = try array() { return .array(bytes) }
    guard let text = try next() else { throw Failure(.findings, "\(name): there is no state in it") }
    guard try skipBlank() else { return .object(text) }
    first = text
    return .stream(text)
  }

  /// The whole text of an array; nil for what is to be taken as a stream, though it be of one.
  mutating func array() throws(Failure) -> [UInt8]? {
    guard try skipBlank() else { return nil }
    if bytes[start] == UInt8(ascii: "[") {
      while try fill() {}
      // The lines before it are kept, so that places can be told.
      return bytes
    }
    if !isLines, bytes[start] == UInt8(ascii: "{"), let end = try lineEnd() {
      var scanner = ValueScanner(from: start)
      if scanner.end(in: bytes, before: end) == nil { framing = .values }
    }
    return nil
  }

  /// The next states of a stream: as many as have arrived, at least one; empty at the end.
  ///
  /// - Parameter waits: for the first; otherwise there may be none yet.
  mutating func batch(count: Int, size: Int, waits: Bool = true) throws(Failure) -> [StateText] {
    var batch: [StateText] = []
    if let first {
      batch.append(first)
      self.first = nil
    }
    var total = batch.first?.bytes.count ?? 0
    while batch.count < count, total < size {
      if !batch.isEmpty || !waits { guard try hasMore() else { break } }
      guard let text = try next() else { break }
      batch.append(text)
      total += text.bytes.count
    }
    return batch
  }

  /// Whether the next state can be had without waiting.
  private mutating func hasMore() throws(Failure) -> Bool {
    while true {
      consumeBlank()
      switch framing {
      case .lines: if hasWholeLine() { return true }
      case .values:
        var scanner = ValueScanner(from: start)
        if scanner.end(in: bytes) != nil { return true }
      }
      guard source.isReady, try fill() else { return isAtEnd }
    }
  }

  /// The next state; nil at the end.
  private mutating func next() throws(Failure) -> StateText? {
    guard try skipBlank() else { return nil }
    let isBracket = bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[")
    let end = framing == .values && isBracket ? try valueEnd() : try lineEnd() ?? bytes.count
    var text = bytes[start..<end]
    let (line, column) = (line, 1 + bytes[..<start].reversed().prefix { $0 != UInt8(ascii: "\n") }.count)
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    consume(to: end)
    return StateText(Array(text), line: line, column: column)
  }

  /// Goes to the next byte that is no space; false where there is none.
  private mutating func skipBlank() throws(Failure) -> Bool {
    while true {
      consumeBlank()
      if start < bytes.count { return true }
      guard try fill() else { return false }
    }
  }

  /// The end of the line, or of the input.
  private mutating func lineEnd() throws(Failure) -> Int? {
    while !hasWholeLine() {
      guard try fill() else { return nil }
    }
    return searched
  }

  /// Whether the end of the line has been read; `searched` is at it then.
  private mutating func hasWholeLine() -> Bool {
    searched = max(searched, start)
    searched = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return searched < bytes.count
  }

  /// The end of the value, or of the input.
  private mutating func valueEnd() throws(Failure) -> Int {
    var scanner = ValueScanner(from: start)
    while true {
      if let end = scanner.end(in: bytes) { return end }
      guard try fill() else { return bytes.count }
    }
  }

  private mutating func consumeBlank() {
    consume(to: bytes[start...].firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? bytes.count)
  }

  private mutating func consume(to end: Int) {
    line += bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
    start = end
  }

  private mutating func fill() throws(Failure) -> Bool {
    guard !isAtEnd else { return false }
    // What was taken is let go, up to the start of the line, which columns are counted from.
    if start > 1 << 20, let feed = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")) {
      bytes.removeSubrange(...feed)
      start -= feed + 1
      searched = max(0, searched - feed - 1)
    }
    isAtEnd = try !source.read(into: &bytes)
    return !isAtEnd
  }
}
