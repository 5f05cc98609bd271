package import Decisions
package import System
package import Time

/// Finds the line of a decision.
package enum LogSearch {
  /// A line and where it stands.
  package struct Found: Sendable {
    package let file: LogFilePath
    package let line: Int
    package let bytes: [UInt8]
    package let record: [UInt8]
  }

  /// The line of a decision; nil where there is none. The newest files are looked through first.
  package static func find(_ decision: DecisionID, in folder: LogFolder) throws(FileProblem) -> Found? {
    let names = try folder.files()
    return try find(decision, in: names.map { LogFilePath($0, in: folder) })
  }

  /// The line of a decision; nil where there is none.
  ///
  /// - Parameter files: the oldest first; the newest are looked through first.
  package static func find(_ decision: DecisionID, in files: [LogFilePath]) throws(FileProblem) -> Found? {
    let search = ByteSearch(Array("\"record\":{\"id\":\"\(decision.text)\"".utf8))
    for file in files.reversed() {
      var lines = try LogFileLines(file)
      while let bytes = try lines.next() {
        guard search.isIn(bytes), let record = LogLine(bytes)?.record else { continue }
        return Found(file: file, line: lines.count, bytes: bytes, record: Array(record))
      }
    }
    return nil
  }

  /// How many lines were erased that stand where the line of a decision of some instant would stand: between those of
  /// decisions that were made before it and after it.
  package static func erasedLines(at instant: Instant, in files: [LogFilePath]) throws(FileProblem) -> Int {
    var count = 0
    for file in files {
      var lines = try LogFileLines(file)
      while let bytes = try lines.next() {
        guard let line = LogLine(bytes) else { continue }
        guard let record = line.record else {
          count += 1
          continue
        }
        guard let recorded = RecordedDecision(Array(record))?.recorded else { continue }
        if recorded > instant + slack { return count }
        if recorded < instant { count = 0 }
      }
    }
    return count
  }

  /// How long it may take from the id of a decision to its line.
  private static let slack = TimeSpan(seconds: 10)
}
