import System

/// What stands in a file of the log, as far as it matters for going on after it.
struct LogFileScan {
  let header: LogFileHeader
  /// The last line that can be read as one, however it came there.
  private(set) var last: LogHead
  /// Bytes up to the end of the last whole line, the header among them.
  private(set) var size: Int
  /// Bytes behind them, as a crash leaves them: a line without its end, or bytes that never came to the disk.
  private(set) var torn = 0
  /// The first whole line that is not as it was written, from 1, the header's.
  private(set) var firstChanged: Int?
  private let chain: LogChain?

  /// No line of the daemon's has such a number: it could not be counted on from it.
  private static let numberLimit: Int64 = 1 << 53

  /// - Parameter chain: under the history's key; lines of another key are read without it.
  /// - Returns: nil where the file does not begin as one of the log does.
  init?(_ folder: LogFolder, _ name: LogFileName, chain: LogChain) throws(FileProblem) {
    var lines = try LogFileLines(folder, name)
    guard let first = try lines.next(), let header = LogFileHeader(first), lines.isLastWhole else {
      return nil
    }
    self.header = header
    self.chain = header.keyID == chain.keyID ? chain : nil
    last = header.previous
    size = first.count + 1
    do throws(FileProblem) {
      while let line = try lines.next() { add(line, isWhole: lines.isLastWhole, at: lines.count) }
    } catch {
      // What cannot be read may be whole all the same.
      firstChanged = firstChanged ?? lines.count + 1
    }
  }

  private mutating func add(_ line: [UInt8], isWhole: Bool, at count: Int) {
    let bytes = line.count + (isWhole ? 1 : 0)
    // Nobody writes a zero byte into a line: after a power cut, zeros stand where something never came to the disk.
    guard isWhole, !line.contains(0) else {
      torn += bytes
      return
    }
    if torn > 0 { firstChanged = firstChanged ?? count - 1 }
    size += torn + bytes
    torn = 0
    if !follow(line) { firstChanged = firstChanged ?? count }
  }

  /// - Returns: whether the line is as it was written, after those before it.
  private mutating func follow(_ line: [UInt8]) -> Bool {
    guard let read = LogLine(line), read.number > last.number, read.number < Self.numberLimit else {
      return false
    }
    defer { last = LogHead(number: read.number, link: read.link) }
    guard read.isIntact, read.number == last.number + 1 else { return false }
    guard let chain else { return true }
    return chain.link(after: last.link, number: read.number, digest: read.digest) == read.link
  }
}
