package import Decisions
package import System

/// Finds the line of a decision.
package enum LogSearch {
  /// A line and where it stands.
  package struct Found: Sendable {
    package let file: LogFileName
    package let line: Int
    package let bytes: [UInt8]
    package let record: [UInt8]
  }

  /// The line of a decision; nil where there is none. The newest files are looked through first.
  package static func find(_ decision: DecisionID, in folder: LogFolder) throws(FileProblem) -> Found? {
    let search = ByteSearch(Array("\"record\":{\"id\":\"\(decision.text)\"".utf8))
    for name in try folder.files().reversed() {
      var lines = try LogFileLines(folder, name)
      while let bytes = try lines.next() {
        guard search.isIn(bytes), let record = LogLine(bytes)?.record else { continue }
        return Found(file: name, line: lines.count, bytes: bytes, record: Array(record))
      }
    }
    return nil
  }
}
