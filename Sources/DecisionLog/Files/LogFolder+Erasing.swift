import System

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
