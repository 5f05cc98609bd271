import System
import Time

/// Lines of which only number, digest and link are left.
extension LogFolder {
  /// Whether any record of a file names one of some journeys.
  func names(_ journeys: [JourneyNames], in name: LogFileName) throws(FileProblem) -> Bool {
    var lines = try LogFileLines(self, name)
    while let line = try lines.next() {
      if journeys.lineNaming(line) != nil { return true }
    }
    return false
  }

  /// Adds the journeys that a file's records name and that were erased after them. Of a log that has hashes of journeys
  /// nobody can tell.
  ///
  /// - Parameter erasure: when a journey was erased last; nil where it never was.
  func addJourneys(
    of name: LogFileName, erasedAfter erasure: (String) -> Instant?, to found: inout Set<String>
  ) throws(FileProblem) {
    var lines = try LogFileLines(self, name)
    while let line = try lines.next() {
      guard let record = LogLine(line)?.record, let decision = RecordedDecision(Array(record)) else {
        continue
      }
      for journey in JourneyNames.all(in: decision.document) where !found.contains(journey) {
        if let erased = erasure(journey), erased >= decision.recorded { found.insert(journey) }
      }
    }
  }

  /// Writes a closed file anew, without the records that name one of some journeys.
  ///
  /// - Returns: how many were erased.
  func erase(_ journeys: [JourneyNames], from name: LogFileName) throws(FileProblem) -> Int {
    var draft = try LogFileDraft(self, name)
    var lines = try LogFileLines(self, name)
    var count = 0
    while let line = try lines.next() {
      if let read = journeys.lineNaming(line) {
        var bytes: [UInt8] = []
        read.withoutRecord.write(to: &bytes)
        try draft.append(Array(bytes.dropLast()))
        count += 1
      } else {
        try draft.append(line)
      }
    }
    try draft.commit()
    return count
  }
}

extension [JourneyNames] {
  /// The line, where its record names one of the journeys.
  fileprivate func lineNaming(_ line: [UInt8]) -> LogLine? {
    guard contains(where: { $0.mayBeIn(line) }), let read = LogLine(line),
      let record = read.record, contains(where: { $0.areIn([UInt8](record)) })
    else { return nil }
    return read
  }
}
