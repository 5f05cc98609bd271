import JSON
package import System

/// Whether a log is as it was written: every number, digest and link, and the heads that were told of it.
package struct LogCheck {
  /// Something that is wrong, and where.
  package struct Finding: Sendable {
    /// Relative to the log's folder; nil for the log as a whole.
    package let file: String?
    /// From 1, the header's; nil for the file as a whole.
    package let line: Int?
    package let message: String
  }

  /// The first of what is wrong.
  package private(set) var findings: [Finding] = []
  /// How many more there are.
  package private(set) var unlisted = 0
  package private(set) var files = 0
  package private(set) var lines: Int64 = 0
  package private(set) var erased = 0
  /// How many decisions were dropped, as the log says itself.
  package private(set) var dropped: Int64 = 0
  /// The number of the first line that is there.
  package private(set) var first: Int64?
  /// By revision: a file and a line that need it.
  package private(set) var revisions: [String: Finding] = [:]
  /// How far the log goes.
  package private(set) var head: LogHead?

  private let chain: LogChain
  /// The file of the key, as it is named where a log is of another.
  private let keyPath: String?
  /// Whether the lines of this file are of another key, so that their chain says nothing.
  private var isOfOtherKey = false
  /// Whether that was said.
  private var saidOtherKey = false
  private let heads: LogHeads
  private var file: LogFileName?
  private var line = 0
  private var unseen: Set<Int64>

  private static let listed = 20

  /// - Parameter key: the history's; a log that was chained under another cannot be checked.
  package init(key: [UInt8], from keyPath: String? = nil, heads: LogHeads) {
    chain = LogChain(key: key)
    self.keyPath = keyPath
    self.heads = heads
    unseen = Set(heads.links.keys)
  }

  /// Checks all files of a folder.
  package mutating func check(_ folder: LogFolder) throws(FileProblem) {
    for number in heads.contradictions.sorted() {
      find("two heads were given for line \(number), and they differ")
    }
    let names = try folder.files()
    for name in names {
      files += 1
      file = name
      line = 0
      do throws(FileProblem) {
        try check(name, in: folder, isLast: name == names.last)
      } catch {
        find(error.description, withLine: line > 0)
      }
    }
    file = nil
    for name in folder.namesAside {
      find(
        "it was put aside, since it was not as it was written; look into it, and move it elsewhere", in: name)
    }
    checkUnseenHeads()
    checkBeginning(names.first?.first)
  }

  private mutating func check(_ name: LogFileName, in folder: LogFolder, isLast: Bool) throws(FileProblem) {
    var lines = try LogFileLines(folder, name)
    line = 1
    guard let first = try lines.next(), let header = LogFileHeader(first) else {
      return find("the file does not begin as a file of the log does")
    }
    checkHeader(header, name)
    while let bytes = try lines.next() {
      line = lines.count
      guard lines.isLastWhole else {
        // At the end of the log it is being written, or the daemon removes it when it starts; a head tells what is missing.
        return isLast ? () : find("the line is cut off", withLine: true)
      }
      guard let read = LogLine(bytes) else {
        find("this is no line of the log", withLine: true)
        continue
      }
      check(read)
    }
  }

  private mutating func checkHeader(_ header: LogFileHeader, _ name: LogFileName) {
    if header.first != name.first { find("the file's name and its first line do not agree", withLine: true) }
    isOfOtherKey = header.keyID != chain.keyID
    if isOfOtherKey, !saidOtherKey {
      saidOtherKey = true
      let key = keyPath.map { "the one in '\($0)'" } ?? "the one that is given"
      find(
        "lines are chained under another key than \(key), so that their chain cannot be checked: give the file of theirs with --key",
        withLine: true)
    }
    if let head {
      if header.previous.number > head.number {
        find(
          "\(Self.lines(head.number + 1, header.previous.number)) missing before this file", withLine: true)
      } else if header.previous.number < head.number {
        find(
          "it goes on after line \(header.previous.number), and line \(head.number) stands before it",
          withLine: true)
      } else if header.previous.link != head.link {
        find("it does not go on from line \(head.number) as that stands before it", withLine: true)
      }
    }
    head = header.previous
    compare()
  }

  private mutating func check(_ read: LogLine) {
    guard let before = head else { return }
    if first == nil { first = read.number }
    if read.number != before.number + 1 {
      find(
        read.number > before.number + 1
          ? "\(Self.lines(before.number + 1, read.number - 1)) missing before line \(read.number)"
          : "line \(read.number) stands after line \(before.number)", withLine: true)
    } else if !isOfOtherKey,
      chain.link(after: before.link, number: read.number, digest: read.digest) != read.link
    {
      find(
        "line \(read.number) does not follow from what stands before it: it, or that, was changed",
        withLine: true)
    }
    if !read.isIntact { find("the record of line \(read.number) was changed", withLine: true) }
    lines += 1
    head = LogHead(number: read.number, link: read.link)
    compare()
    guard let record = read.record else {
      erased += 1
      return
    }
    note(record)
  }

  /// Notes what a record says that counts for the log as a whole.
  private mutating func note(_ record: ArraySlice<UInt8>) {
    guard let document = try? JSONDocument(parsing: Array(record), maximumDepth: 512) else { return }
    if let gap = document.whole("gap", of: document.root) { dropped += gap }
    if let revision = document.text("revision", of: document.root), revisions[revision] == nil {
      revisions[revision] = Finding(file: file?.text, line: line, message: "")
    }
  }

  // MARK: Heads

  private mutating func compare() {
    guard let head, let told = heads.links[head.number], unseen.remove(head.number) != nil else { return }
    if told != head.link {
      find("line \(head.number) is not the one that was the head of the log", withLine: line > 0)
    }
  }

  private mutating func checkUnseenHeads() {
    let last = head?.number ?? 0
    for number in unseen.sorted() where number > last {
      find("the log ends with line \(last), and had line \(number): lines are missing at its end")
    }
  }

  /// Whether old files went only where the daemon removed them, as it told.
  ///
  /// - Parameter first: the first line that the log may have now.
  private mutating func checkBeginning(_ first: Int64?) {
    var known: Int64?
    for (index, told) in heads.beginnings.enumerated() {
      let next = heads.beginnings.dropFirst(index + 1).first
      // Both are told by threads of their own, so that a removal may be told a moment later.
      let isRemoved = told.isRemoval || (next?.isRemoval ?? false) && (next?.first ?? 0) >= told.first
      if let known, told.first > known, !isRemoved {
        find(
          "\(Self.lines(known, told.first - 1)) gone from its beginning, and no head tells that they were removed"
        )
      }
      known = told.first
    }
    guard let known, let first, first > known else { return }
    find("\(Self.lines(known, first - 1)) gone from its beginning, and no head tells that they were removed")
  }

  /// How many of the heads are of lines that are there.
  package var comparedHeads: Int { heads.links.count - unseen.count }

  // MARK: Findings

  /// Adds what is wrong with something that a line needs.
  package mutating func add(_ message: String, at place: Finding) {
    file = place.file.flatMap { LogFileName($0) }
    line = place.line ?? 0
    find(message, withLine: true)
    file = nil
  }

  private mutating func find(_ message: String, withLine: Bool = false, in name: String? = nil) {
    guard findings.count < Self.listed else {
      unlisted += 1
      return
    }
    findings.append(Finding(file: name ?? file?.text, line: withLine ? line : nil, message: message))
  }

  private static func lines(_ first: Int64, _ last: Int64) -> String {
    first == last ? "line \(first) is" : "lines \(first) to \(last) are"
  }
}
