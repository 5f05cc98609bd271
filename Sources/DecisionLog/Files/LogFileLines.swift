package import System

/// The lines of a file of the log, one after the other, whether it is compressed or not.
package struct LogFileLines: ~Copyable {
  private let file: OpenFile
  private let path: String
  private var inflater: Inflater?
  private let isCompressed: Bool
  private var offset = 0
  private var isAtEnd = false
  private var buffer: [UInt8] = []
  private var start = 0
  /// How far the buffer was searched for the end of a line.
  private var searched = 0
  /// How many lines were read.
  package private(set) var count = 0
  /// Whether the last line that was read ended with a line feed.
  package private(set) var isLastWhole = true

  private static let piece = 256 << 10

  /// - Throws: why it cannot be read, here or further on.
  package init(_ name: LogFilePath) throws(FileProblem) {
    let file = try OpenFile.open(name.path, for: .reading, to: "read")
    let inflater = name.isCompressed ? try Self.makeInflater(name.path) : nil
    path = name.path
    self.file = file
    self.inflater = inflater
    isCompressed = name.isCompressed
  }

  package init(_ folder: LogFolder, _ name: LogFileName) throws(FileProblem) {
    try self.init(LogFilePath(name, in: folder))
  }

  private static func makeInflater(_ path: String) throws(FileProblem) -> Inflater {
    do throws(Inflater.Damage) { return try Inflater() } catch {
      throw FileProblem("cannot read '\(path)': zlib has no memory")
    }
  }

  /// The next line without its line feed; nil at the end.
  package mutating func next() throws(FileProblem) -> [UInt8]? {
    while true {
      if let end = ByteSearch.firstLineFeed(in: buffer, from: searched) {
        defer {
          start = end + 1
          searched = start
        }
        count += 1
        return Array(buffer[start..<end])
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        isLastWhole = false
        defer {
          start = buffer.count
          searched = start
        }
        count += 1
        return Array(buffer[start...])
      }
      try fill()
    }
  }

  private mutating func fill() throws(FileProblem) {
    buffer.removeSubrange(..<start)
    searched -= start
    start = 0
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try file.read(atMost: Self.piece, at: offset)
    } catch {
      throw FileProblem("cannot read '\(path)'", error)
    }
    offset += bytes.count
    isAtEnd = bytes.count < Self.piece
    guard isCompressed else {
      buffer += bytes
      return
    }
    do throws(Inflater.Damage) {
      if let more = try inflater?.expand(bytes) { buffer += more }
    } catch {
      throw FileProblem("cannot read '\(path)': it is not the compressed file that was written")
    }
    if isAtEnd, inflater?.isAtEnd != true {
      throw FileProblem("cannot read '\(path)': it is not the compressed file that was written")
    }
  }
}
