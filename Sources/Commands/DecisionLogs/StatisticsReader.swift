import DecisionLog
import DecisionStatistics
import Diagnostics
import JSON
import System

/// Reads the files of a log into statistics; what cannot be read is told, and passed over.
struct StatisticsReader {
  private(set) var tally: DecisionTally
  private(set) var read = ReadFiles()
  /// The folders in which the rule books of the log may stand.
  private(set) var folders: [LogFolder] = []
  private var progress = ProgressLine("lines", on: .standardError)

  /// Of how many places is told that they are damaged.
  private static let mostTold = 20

  init(_ tally: DecisionTally) { self.tally = tally }

  mutating func add(_ listed: LogSources.File) {
    let file = LogSources.compressed(listed) ?? listed
    read.files += 1
    if !folders.contains(where: { $0.path == file.path.folderPath }) { folders.append(file.path.folder) }
    do throws(FileProblem) {
      var lines = try LogFileLines(file.path)
      guard let first = try lines.next() else { return }
      if LogFileHeader(first) == nil { tell("does not begin as a file of the log does", in: file, 1) }
      while let line = try lines.next() {
        guard lines.isLastWhole || !file.mayGrow else { break }
        add(line, of: file, lines.count)
      }
    } catch {
      tell(error.description)
    }
  }

  private mutating func add(_ bytes: [UInt8], of file: LogSources.File, _ number: Int) {
    read.lines += 1
    if read.lines % 1_024 == 0 { progress?.show(read.lines) }
    guard let line = LogLine(bytes) else { return tell("this is no line of the log", in: file, number) }
    guard let record = line.record else {
      read.erased += 1
      return
    }
    guard let document = try? JSONDocument(parsing: Array(record), maximumDepth: 512), tally.add(document)
    else { return tell("this is no record of a decision", in: file, number) }
  }

  private mutating func tell(_ message: String, in file: LogSources.File, _ line: Int) {
    tell("\(file.path.path):\(line): \(message)")
  }

  private mutating func tell(_ message: String) {
    read.damaged += 1
    guard read.damaged <= Self.mostTold else { return }
    progress?.clear()
    Terminal.standardError.write("\(message.visible)\n")
  }

  /// Says how much was not told.
  mutating func end() {
    progress?.clear()
    guard read.damaged > Self.mostTold else { return }
    Terminal.standardError.write("… and \(read.damaged - Self.mostTold) more that cannot be read\n")
  }
}
