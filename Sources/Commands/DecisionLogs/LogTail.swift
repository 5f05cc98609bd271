import DecisionLog
import Diagnostics
import Glibc
import JSON
import System

/// Prints what comes to a decision log.
struct LogTail {
  private let folder: LogFolder
  private let filter: DecisionFilter
  private let format: OutputFormat
  private let output: Terminal
  private var waiting: [UInt8] = []
  /// Lines that were erased and not told yet.
  private var erased = ErasedLines()
  /// How much could not be read.
  private(set) var damaged = 0
  /// How many decisions were shown.
  private var shown = 0
  /// Journeys that are written nearly as those that are wanted.
  private let similar: SimilarJourneys

  /// Network disks give no notices: then it is looked for what is new so often.
  private static let pause = Duration.seconds(1)
  private static let piece = 64 << 10

  init(_ folder: LogFolder, _ filter: DecisionFilter, format: OutputFormat, on output: Terminal) {
    self.folder = folder
    self.filter = filter
    self.format = format
    self.output = output
    similar = SimilarJourneys(to: filter.journeyNames)
  }

  /// Shows the last so many decisions that are wanted.
  ///
  /// - Returns: whether there are more before them; false where that is not to be told.
  mutating func showEnd(_ count: Int, tellingWhetherMore isTold: Bool) throws(FileProblem) -> Bool {
    var findings = try end.last(isTold ? count + 1 : count, before: nil)
    let wanted = findings.indices.filter { if case .line = findings[$0] { true } else { false } }
    let hasMore = wanted.count > count
    if hasMore, let first = wanted.first { findings.removeSubrange(...first) }
    for finding in findings { show(finding) }
    flush()
    hint()
    return hasMore
  }

  /// Shows the last so many, and what comes from then on, until nobody reads it any more.
  mutating func follow(from count: Int) throws(FileProblem) {
    var notices = FolderNotices()
    var follower = LogFollower(folder)
    if !folder.exists { say("there is no decision log in '\(folder.path)' yet: waiting for it") }
    repeat {
      notices.watch(folder.path)
      if follower.current == nil {
        try begin(&follower, from: count)
      } else {
        try follower.read { show($0) }
      }
      flush()
    } while notices.wait(atMost: Self.pause, watching: output.descriptor) != .closed
  }

  /// The newest file has to be read to its end before it is known which lines are the last.
  private mutating func begin(_ follower: inout LogFollower, from count: Int) throws(FileProblem) {
    var window = LogWindow(count: count, where: isWanted)
    try follower.read { window.add($0) }
    guard let newest = follower.current else { return }
    for finding in try end.last(count - window.wanted, before: newest) + window.findings { show(finding) }
    flush()
    hint()
  }

  /// Where nothing is shown of a journey: names those that are written nearly so.
  private func hint() {
    guard shown == 0 else { return }
    for name in similar.names {
      Terminal.standardError.write("help: did you mean '\(name.visible)'? It is another journey\n")
    }
  }

  private var end: LogEnd { LogEnd(folder, where: isWanted) }

  private var isWanted: (LogLine) -> Bool {
    guard !filter.isEmpty else { return { _ in true } }
    return { [filter, similar] line in
      guard let document = Self.document(line) else { return true }
      similar.note(document)
      return filter.lets(document)
    }
  }

  /// Whether it is a decision that nobody asked for.
  private func isPassedOver(_ line: LogLine) -> Bool {
    guard !filter.isEmpty, !line.isGap, let document = Self.document(line),
      document.member("decision", of: document.root) != nil
    else { return false }
    return !filter.lets(document)
  }

  private static func document(_ line: LogLine) -> JSONDocument? {
    line.record.flatMap { try? JSONDocument(parsing: Array($0), maximumDepth: 512) }
  }

  // MARK: Showing

  private mutating func show(_ finding: LogFinding) {
    switch finding {
    case .erased(let lines): return erased.add(lines)
    // Lines that nobody asked for stand between those that were erased, and are not told of.
    case .line(let line, _) where isPassedOver(line): return
    default: showErased()
    }
    switch finding {
    case .line(let line, let bytes): show(line, bytes)
    case .erased: break
    case .missing(let lines): tell("\(Self.text(lines)) not in the log any more")
    case .replaced: tell("another log was begun in the place of this one")
    case .damaged(let file, let line):
      damaged += 1
      say("\(folder.path(of: file)):\(line): this is no line of the log; `waymark log verify` says more")
    case .unreadable(let message):
      damaged += 1
      say(message)
    }
  }

  private mutating func show(_ line: LogLine, _ bytes: [UInt8]) {
    guard let record = line.record, let document = Self.document(line) else {
      damaged += 1
      return say("the record of line \(line.number) is no JSON; `waymark log verify` says more")
    }
    guard line.isGap || document.member("decision", of: document.root) != nil else {
      damaged += 1
      return say("the record of line \(line.number) is none of a decision; `waymark log verify` says more")
    }
    shown += line.isGap ? 0 : 1
    switch format {
    case .text: write(Array(DecisionLine(document).rendered(for: output).utf8))
    case .json: write(record + [UInt8(ascii: "\n")])
    }
  }

  private mutating func showErased() {
    guard !erased.isEmpty else { return }
    tell(erased.text)
    erased = ErasedLines()
  }

  private static func text(_ lines: ClosedRange<Int64>) -> String {
    lines.count == 1
      ? "line \(lines.lowerBound) is" : "lines \(lines.lowerBound) to \(lines.upperBound) are"
  }

  /// Says what the log has no record of: between its decisions, or beside them where those are for programs.
  private mutating func tell(_ text: String) {
    switch format {
    case .text: write(Array("\(text)\n".utf8))
    case .json: say(text)
    }
  }

  /// Says something on standard error, in its place among what was shown.
  private mutating func say(_ text: String) {
    flushOutput()
    Terminal.standardError.write("\(text.visible)\n")
  }

  private mutating func write(_ bytes: some Collection<UInt8>) {
    waiting += bytes
    if waiting.count >= Self.piece { flushOutput() }
  }

  private mutating func flush() {
    showErased()
    flushOutput()
  }

  private mutating func flushOutput() {
    guard !waiting.isEmpty else { return }
    if format == .json { output.write(json: waiting) } else { output.write(waiting) }
    waiting = []
  }
}
