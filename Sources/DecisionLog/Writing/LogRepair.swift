import Glibc
import System

/// Where a log goes on: at its last whole line. What a crash left behind that is no line.
struct LogRepair {
  /// The last file, where it can be gone on with.
  struct Continued {
    let name: LogFileName
    let header: LogFileHeader
    /// Bytes that are whole lines, the header among them.
    let size: Int
    let hasLines: Bool
  }

  private(set) var head = LogHead.start
  private(set) var continued: Continued?
  /// What had to be cut off or put aside, for people.
  private(set) var notes: [String] = []

  init(of folder: LogFolder) throws(FileProblem) {
    for name in try folder.files().reversed() {
      if try goOn(at: name, in: folder) { return }
      let path = folder.path(of: name)
      guard rename(path, "\(path).damaged") == 0 else {
        throw FileProblem("cannot put '\(path)' aside", .latest)
      }
      notes.append("'\(path)' has no line of a log, and was put aside as '\(path).damaged'")
      // Its name says how far the log went at least.
      head = LogHead(number: max(head.number, name.first - 1), link: LogChain.origin)
    }
  }

  /// - Returns: whether there was a line, or a header, to go on from.
  private mutating func goOn(at name: LogFileName, in folder: LogFolder) throws(FileProblem) -> Bool {
    var lines = try LogFileLines(folder, name)
    guard let first = try lines.next(), let header = LogFileHeader(first), lines.isLastWhole else {
      return false
    }
    var last = header.previous
    var offset = first.count + 1
    var size = offset
    while let line = try? lines.next() {
      offset += line.count + (lines.isLastWhole ? 1 : 0)
      guard lines.isLastWhole, let read = LogLine(line), read.isIntact else { continue }
      last = LogHead(number: read.number, link: read.link)
      size = offset
    }
    if last.number >= head.number { head = last }
    guard !name.isCompressed, last == head else { return true }
    if offset > size {
      notes.append(
        "the last \(offset - size) bytes of '\(folder.path(of: name))' were no whole line, and are cut off")
    }
    continued = Continued(name: name, header: header, size: size, hasLines: last != header.previous)
    return true
  }
}
