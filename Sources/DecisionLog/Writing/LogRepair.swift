import Glibc
import System

/// Where a log goes on: behind its last whole line. What a crash left behind that is no line is cut off; whole lines that
/// are not as they were written stay, since they show that somebody changed them.
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
  /// What had to be cut off, for people.
  private(set) var notes: [String] = []
  /// What is not as it was written and no crash explains, for people.
  private(set) var damages: [String] = []

  init(of folder: LogFolder, chain: LogChain) throws(FileProblem) {
    for name in try folder.files().reversed() {
      if let scan = try LogFileScan(folder, name, chain: chain) {
        try goOn(after: scan, name, in: folder)
        return
      }
      let aside = try folder.putAside(name)
      damages.append(
        "'\(folder.path(of: name))' does not begin as a file of the log does; it is now '\(aside)'")
      // Its name says how far the log went at least.
      head = LogHead(number: max(head.number, name.first - 1), link: LogChain.origin)
    }
  }

  private mutating func goOn(
    after scan: LogFileScan, _ name: LogFileName, in folder: LogFolder
  ) throws(FileProblem) {
    let path = folder.path(of: name)
    let isLast = scan.last.number >= head.number
    if isLast { head = scan.last }
    let hasLines = scan.last != scan.header.previous
    if let line = scan.firstChanged {
      var damage = "line \(line) of '\(path)' is not as it was written"
      // A new file would have the name of one in which no line can be read.
      if hasLines || name.isCompressed {
        damage += "; the file stays as it is, and a new one goes on after line \(head.number)"
      } else {
        damage += "; the file is now '\(try folder.putAside(name))'"
      }
      return damages.append(damage)
    }
    guard !name.isCompressed, isLast else { return }
    if scan.torn > 0 {
      notes.append("the last \(scan.torn) bytes of '\(path)' were no whole line, and are cut off")
    }
    continued = Continued(name: name, header: scan.header, size: scan.size, hasLines: hasLines)
  }
}
