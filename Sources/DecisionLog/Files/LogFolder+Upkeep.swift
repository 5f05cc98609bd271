import Glibc
import System
import Time

/// What becomes of files that are closed. None of it touches a file that is still written.
extension LogFolder {
  /// Replaces a closed file by a compressed one; a crash leaves the one or the other.
  ///
  /// - Parameter isStopped: asked now and then; the file stays as it is where it says so.
  func compress(_ name: LogFileName, isStopped: () -> Bool) throws(FileProblem) {
    let target = name.with(compressed: true)
    var draft = try LogFileDraft(self, target)
    var lines = try LogFileLines(self, name)
    while let line = try lines.next() {
      try draft.append(line)
      if lines.count % 1_024 == 0, isStopped() { return }
    }
    try draft.commit()
    unlink(path(of: name))
    do throws(SystemError) { try Directory.synchronize(path) } catch {
      throw FileProblem("cannot write the folder '\(path)'", error)
    }
  }

  /// The header of a file; nil where it cannot be read.
  package func header(of name: LogFileName) -> LogFileHeader? {
    guard var lines = try? LogFileLines(self, name), let line = try? lines.next() else { return nil }
    return LogFileHeader(line)
  }

  /// Removes closed files all of whose lines are older than an instant: those before a file that was begun before it.
  ///
  /// - Parameter open: the file that is being written.
  /// - Returns: those that are gone.
  func removeFiles(before horizon: Instant, open: LogFileName?) throws(FileProblem) -> [LogFileName] {
    let names = try files()
    var removed: [LogFileName] = []
    for (name, next) in zip(names, names.dropFirst()) {
      guard name.isClosed(besides: open), let begun = header(of: next)?.begun, begun < horizon else { break }
      guard unlink(path(of: name)) == 0 else {
        throw FileProblem("cannot remove '\(path(of: name))'", .latest)
      }
      removed.append(name)
    }
    return removed
  }
}
