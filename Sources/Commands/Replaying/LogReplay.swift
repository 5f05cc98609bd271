import DecisionLog
import Foundation
import Replay
import Synchronization
import System

/// Reads files of a log line by line, and has their lines replayed on several threads. What comes out does not depend on
/// which thread took which lines.
struct LogReplay {
  private let files: [LogFilePath]
  private let book: ReplayBook
  private let options: Replayer.Options

  /// Bytes of lines in a chunk, and how many chunks wait for each thread.
  private static let chunkSize = 256 << 10
  private static let waitingChunks = 4

  init(_ files: [LogFilePath], _ book: ReplayBook, _ options: Replayer.Options) {
    self.files = files
    self.book = book
    self.options = options
  }

  func run(threads count: Int) -> ReplayTally {
    let chunks = WorkQueue<LineChunk>(most: count * Self.waitingChunks)
    let found = Mutex(ReplayTally())
    let ended = DispatchSemaphore(value: 0)
    let books = RecordedBooks()
    for _ in 0..<count {
      // An own thread has the room that expressions nested deep may need.
      let thread = Thread { [files, book, options] in
        let replayer = Replayer(book, options: options) { books.book($0, beside: files[$1]) }
        while let chunk = chunks.next() {
          for (index, line) in chunk.lines.enumerated() {
            replayer.replay(line, at: chunk.position(of: index), version: chunk.version)
          }
        }
        found.withLock { $0.add(replayer.tally, listing: options.listed) }
        ended.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    var reader = LogReader(files)
    var progress = ProgressLine("lines", on: .standardError)
    var lines = 0
    while let chunk = reader.next(size: Self.chunkSize) {
      lines += chunk.lines.count
      chunks.add(chunk)
      progress?.show(lines)
    }
    chunks.end(for: count)
    for _ in 0..<count { ended.wait() }
    progress?.clear()
    var tally = found.withLock { $0 }
    tally.add(reader.findings(book, options), listing: options.listed)
    return tally
  }
}

/// The lines of files of a log, but for their headers.
struct LogReader: ~Copyable {
  private let files: [LogFilePath]
  private var index = 0
  private var lines: LogFileLines?
  private var version: String?
  private var problems: [(position: LinePosition, problem: String)] = []

  init(_ files: [LogFilePath]) { self.files = files }

  /// The next lines, about so many bytes of them, all of one file; nil at the end.
  mutating func next(size: Int) -> LineChunk? {
    while index < files.count {
      if let chunk = chunk(size: size) { return chunk }
      lines = nil
      index += 1
    }
    return nil
  }

  private mutating func chunk(size: Int) -> LineChunk? {
    var found: [[UInt8]] = []
    var first = 0
    var bytes = 0
    do throws(FileProblem) {
      if lines == nil { try open() }
      while bytes < size, let line = try lines?.next() {
        let number = lines?.count ?? 0
        if number == 1, let header = LogFileHeader(line) {
          version = header.version
          continue
        }
        // The daemon may be writing it.
        if lines?.isLastWhole == false, index == files.count - 1, LogLine(line) == nil { break }
        if found.isEmpty { first = number }
        found.append(line)
        bytes += line.count
      }
    } catch {
      problems.append((LinePosition(file: index, line: (lines?.count ?? 0) + 1), error.description))
      lines = nil
      let chunk = chunk(of: found, first)
      // The rest of the file is not to be had.
      if chunk != nil { index += 1 }
      return chunk
    }
    return chunk(of: found, first)
  }

  private mutating func open() throws(FileProblem) {
    version = nil
    lines = try LogFileLines(files[index])
  }

  private func chunk(of lines: [[UInt8]], _ first: Int) -> LineChunk? {
    guard !lines.isEmpty else { return nil }
    return LineChunk(lines: lines, position: LinePosition(file: index, line: first), version: version)
  }

  /// What could not be read.
  func findings(_ book: ReplayBook, _ options: Replayer.Options) -> ReplayTally {
    let replayer = Replayer(book, options: options) { _, _ in .missing }
    for (position, problem) in problems { replayer.note(unreadable: problem, at: position) }
    return replayer.tally
  }
}
