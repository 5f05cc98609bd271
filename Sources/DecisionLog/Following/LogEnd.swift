package import System

/// The end of a log: its last lines that somebody wants, with all that stands between them.
package struct LogEnd {
  private let folder: LogFolder
  private let isWanted: (LogLine) -> Bool

  package init(_ folder: LogFolder, where isWanted: @escaping (LogLine) -> Bool) {
    self.folder = folder
    self.isWanted = isWanted
  }

  /// The last findings of the files before one, the oldest first, from the first of the last so many wanted lines on. The
  /// newest files are read first, and no more of them than are needed.
  ///
  /// - Parameter name: of the file that is not read any more; nil for the end of the whole log.
  package func last(_ count: Int, before name: LogFileName?) throws(FileProblem) -> [LogFinding] {
    var found: [LogFinding] = []
    var missing = count
    for file in try folder.files().reversed() where name.map({ file.first < $0.first }) ?? true {
      if missing <= 0 { break }
      var window = LogWindow(count: missing, where: isWanted)
      try read(file, into: &window)
      missing -= window.wanted
      found = window.findings + found
    }
    return found
  }

  private func read(_ name: LogFileName, into window: inout LogWindow) throws(FileProblem) {
    var lines = try LogFileLines(folder, name)
    do throws(FileProblem) {
      _ = try lines.next()
      while let bytes = try lines.next() {
        if let line = LogLine(bytes) {
          window.add(LogFinding(line, bytes: bytes))
        } else if lines.isLastWhole {
          window.add(.damaged(file: name, line: lines.count))
        }
      }
    } catch {
      window.add(.unreadable(error.description))
    }
  }
}
