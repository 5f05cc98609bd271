import System

/// A file of the log that may be written meanwhile: whole lines are read, and those that are accepted once only. What stands
/// behind the last of them is read again the next time: after a crash it may be cut off, and other lines stand there.
struct GrowingLogFile: ~Copyable {
  let name: LogFileName
  private let file: OpenFile
  private let path: String
  /// Of the bytes that were read and are whole lines, or wait in the buffer.
  private var offset = 0
  private var buffer: [UInt8] = []
  private var start = 0
  /// Where the last line that was accepted ends, and how many there were until then.
  private var accepted = (offset: 0, count: 0)
  /// How many lines were read.
  private(set) var count = 0

  private static let piece = 256 << 10

  init(_ folder: LogFolder, _ name: LogFileName) throws(FileProblem) {
    path = folder.path(of: name)
    file = try OpenFile.open(path, for: .reading, to: "read")
    self.name = name
  }

  /// Whether another file stands in its place, or less of it than was read: a daemon that starts cuts off what is no line.
  /// Changes nothing; of an optional file that could not be asked otherwise.
  mutating func isOutOfPlace() -> Bool {
    !file.isAt(path) || FileStatus(of: file.descriptor).map { $0.size < Int64(accepted.offset) } ?? false
  }

  /// Accepts the line that was read last, with all before it.
  mutating func accept() { accepted = (offset - buffer.count + start, count) }

  /// The next line without its line feed; nil where there is no whole one now.
  mutating func next() throws(FileProblem) -> [UInt8]? {
    var searched = start
    while true {
      if let end = ByteSearch.firstLineFeed(in: buffer, from: searched) {
        defer { start = end + 1 }
        count += 1
        return Array(buffer[start..<end])
      }
      buffer.removeSubrange(..<start)
      start = 0
      searched = buffer.count
      let bytes: [UInt8]
      do throws(SystemError) { bytes = try file.read(atMost: Self.piece, at: offset) } catch {
        throw FileProblem("cannot read '\(path)'", error)
      }
      guard !bytes.isEmpty else {
        (offset, count) = accepted
        buffer = []
        return nil
      }
      offset += bytes.count
      buffer += bytes
    }
  }
}
