/// What reading a log from one line to the next comes upon.
package enum LogFinding: Sendable {
  /// A line of a decision, or of decisions that were dropped, with its bytes as they stand in the file.
  case line(LogLine, bytes: [UInt8])
  /// Lines whose records were erased: their numbers.
  case erased(ClosedRange<Int64>)
  /// A line of a file that is none of a log, from 1, the header's.
  case damaged(file: LogFileName, line: Int)
  /// A file that does not begin as one of a log does, or cannot be read to its end.
  case unreadable(String)
  /// Lines that are not there: their numbers.
  case missing(ClosedRange<Int64>)
  /// Another log stands in the place of the one that was read.
  case replaced

  init(_ line: LogLine, bytes: [UInt8]) {
    self = line.record == nil ? .erased(line.number...line.number) : .line(line, bytes: bytes)
  }

  /// Whether something could not be read.
  package var isDamage: Bool {
    switch self {
    case .damaged, .unreadable: true
    case .line, .erased, .missing, .replaced: false
    }
  }

  /// This one and the next as one, where they say the same of lines whose numbers follow each other.
  package func merged(with next: LogFinding) -> LogFinding? {
    guard case .erased(let lines) = self, case .erased(let more) = next,
      more.lowerBound == lines.upperBound + 1
    else { return nil }
    return .erased(lines.lowerBound...more.upperBound)
  }
}
