/// Lines out of pieces that end anywhere.
struct LineSplitter {
  private var bytes: [UInt8] = []
  private var start = 0

  mutating func append(_ piece: ArraySlice<UInt8>) {
    bytes.removeFirst(start)
    start = 0
    bytes += piece
  }

  /// The next whole line without its end; nil where more has to come.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { start = end + 1 }
    return bytes[start..<end]
  }
}
