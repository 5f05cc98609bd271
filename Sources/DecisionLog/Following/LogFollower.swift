package import System

/// Reads what is added to a log, in order and each line once: over the end of a file and the beginning of the next, over
/// restarts of the daemon, and where another log takes the place of the one that was there.
package struct LogFollower: ~Copyable {
  private let folder: LogFolder
  private var file: GrowingLogFile?
  /// Of the file that is read, or was read last.
  private var name: LogFileName?
  /// Of the file whose first line was read last.
  private var begun: LogFileName?
  private var header: LogFileHeader?
  /// The number of the last line that was read, erased ones among them.
  private var last: Int64?

  package init(_ folder: LogFolder) { self.folder = folder }

  /// The file that it began with, and goes on from; nil before there is one.
  package var current: LogFileName? { name }

  /// Reads all that has come since the last time; the first time from the beginning of the newest file. Nothing where there
  /// is no log.
  package mutating func read(_ use: (LogFinding) -> Void) throws(FileProblem) {
    while folder.exists {
      // Before the file is read: where one stands behind it by now, nothing more comes to it.
      let names = try folder.files()
      guard let name else {
        guard let newest = names.last else { return }
        try open(newest, use)
        continue
      }
      let next = names.first { $0.first > name.first }
      try readOn(isClosed: next != nil, use)
      if let next {
        try open(next, use)
      } else if !names.isEmpty, !names.contains(where: { $0.first == name.first }) {
        // All of the log was removed, and another one was begun.
        last = nil
        use(.replaced)
        try open(names[0], use)
      } else if names.contains(name), file?.isOutOfPlace() == true {
        try open(name, use)
      } else {
        return
      }
    }
  }

  /// Goes on with a file; where it is gone meanwhile, since it was compressed, the caller looks again.
  private mutating func open(_ name: LogFileName, _ use: (LogFinding) -> Void) throws(FileProblem) {
    do throws(FileProblem) {
      if name.isCompressed {
        try readClosed(name, use)
        file = nil
      } else {
        file = try GrowingLogFile(folder, name)
      }
      self.name = name
    } catch {
      if FileStatus(of: folder.path(of: name), followingLinks: false) == nil { return }
      throw error
    }
  }

  private mutating func readClosed(_ name: LogFileName, _ use: (LogFinding) -> Void) throws(FileProblem) {
    var lines = try LogFileLines(folder, name)
    do throws(FileProblem) {
      if let line = try lines.next() { begin(line, of: name, use) }
      while let line = try lines.next() { take(line, lines.count, of: name, use) }
    } catch {
      use(.unreadable(error.description))
    }
  }

  /// - Parameter isClosed: whether nothing more comes to the file, so that what is no line by now will be none.
  private mutating func readOn(isClosed: Bool, _ use: (LogFinding) -> Void) throws(FileProblem) {
    guard let name, file != nil else { return }
    var doubtful: [LogFinding] = []
    while let line = try file?.next() {
      let count = file?.count ?? 0
      var found: [LogFinding] = []
      if count == 1 {
        begin(line, of: name) { found.append($0) }
      } else {
        take(line, count, of: name) { found.append($0) }
      }
      if let last = found.last, last.isDamage {
        doubtful.append(last)
      } else {
        for finding in doubtful + found { use(finding) }
        doubtful = []
        file?.accept()
      }
    }
    if isClosed { for finding in doubtful { use(finding) } }
  }

  /// Reads the first line of a file.
  private mutating func begin(_ line: [UInt8], of name: LogFileName, _ use: (LogFinding) -> Void) {
    guard let read = LogFileHeader(line) else {
      return use(.unreadable("'\(folder.path(of: name))' does not begin as a file of the log does"))
    }
    defer { begun = name }
    let isSameFile = header.map { $0 == read } ?? false
    header = read
    guard let last, !isSameFile else {
      self.last = self.last ?? read.previous.number
      return
    }
    if read.previous.number > last {
      use(.missing((last + 1)...read.previous.number))
    } else if name.first <= (begun?.first ?? 0) {
      use(.replaced)
    }
    self.last = read.previous.number
  }

  private mutating func take(_ line: [UInt8], _ count: Int, of name: LogFileName, _ use: (LogFinding) -> Void)
  {
    guard let read = LogLine(line) else { return use(.damaged(file: name, line: count)) }
    let last = last ?? read.number - 1
    // Of a file that is read again, what was read before.
    guard read.number > last else { return }
    if read.number > last + 1 { use(.missing((last + 1)...(read.number - 1))) }
    self.last = read.number
    use(LogFinding(read, bytes: line))
  }
}
