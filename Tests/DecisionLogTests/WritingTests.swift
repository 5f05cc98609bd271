import DecisionLog
import Decisions
import Foundation
import Glibc
import JSON
import System
import Testing
import TestSupport
import Time

/// What comes of decisions that are logged: lines, files, and what happens when something is in the way.
@Suite struct WritingTests {
  private static let state = #"{"journey": "anna", "persona": "cfo", "pain_points": ["price"]}"#

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func `lines are numbered without a gap, over restarts too, and nobody else can read them`() throws {
    var log = try TestLog()
    for _ in 0..<3 {
      for _ in 0..<5 { try log.decide(Self.state) }
      log = try log.restarted()
    }
    log.stop()
    #expect(try log.lines.map(\.number) == Array(1...15))
    #expect(try log.names == ["decisions-000000000001.ndjson"])
    #expect(Self.mode(log.files.path) == 0o700)
    #expect(Self.mode("\(log.files.path)/decisions-000000000001.ndjson") == 0o600)
    let check = try log.check()
    #expect(check.findings.isEmpty && check.lines == 15)
  }

  @Test func `the head is told at the start and at the end`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    log.stop()
    let last = try #require(try log.lines.last)
    #expect(log.events.heads == [.start, LogHead(number: last.number, link: last.link)])
  }

  /// What a crash may leave of a last line.
  @Test(arguments: [#"{"v":1,"n":4,"dig"#, "\u{0}\u{0}\u{0}\n", "\u{0}\u{0}\n\u{0}{}", "x"])
  func `a last line that was cut off goes, and the next has its number`(torn: String) throws {
    let log = try TestLog()
    for _ in 0..<3 { try log.decide(Self.state) }
    log.stop()
    let path = log.files.path(of: try #require(try log.files.files().last))
    let whole = try Data(contentsOf: URL(filePath: path))
    try (whole + Data(torn.utf8)).write(to: URL(filePath: path))
    let again = try log.restarted()
    try again.events.wait {
      if case .repaired(let what) = $0 { what.contains("\(torn.utf8.count) bytes") } else { false }
    }
    try again.decide(Self.state)
    again.stop()
    #expect(try again.lines.map(\.number) == [1, 2, 3, 4])
    #expect(try again.check().findings.isEmpty)
    #expect(try Data(contentsOf: URL(filePath: path)).starts(with: whole))
  }

  /// What somebody may do to whole lines, the header first.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Which line is told of.
    let line: Int
    /// What `waymark log verify` finds.
    let found: String
    var next: Int64 = 4
    let apply: @Sendable (inout [String]) -> Void
  }

  static let changes = [
    Change(testDescription: "the last record is edited", line: 4, found: "the record of line 3 was changed") {
      $0[3] = $0[3].replacing("cfo", with: "ceo")
    },
    Change(testDescription: "all records are edited", line: 2, found: "the record of line 1 was changed") {
      for line in 1...3 { $0[line] = $0[line].replacing("cfo", with: "ceo") }
    },
    Change(testDescription: "lines are added", line: 5, found: "this is no line of the log") {
      $0 += ["{}", "{}"]
    },
    Change(testDescription: "a line is added that is none at the end", line: 5, found: "this is no line") {
      $0 += ["{}", "\u{0}"]
    },
    Change(testDescription: "a line is added like one", line: 5, found: "line 4 does not follow", next: 5) {
      $0.append($0[3].replacing("\"n\":3", with: "\"n\":4"))
    },
    Change(
      testDescription: "a line of a number that ends the count is added", line: 5, found: "missing before"
    ) {
      $0.append($0[3].replacing("\"n\":3", with: "\"n\":\(Int64.max)"))
    },
    Change(testDescription: "the last line stands twice", line: 5, found: "line 3 stands after line 3") {
      $0.append($0[3])
    },
    Change(testDescription: "a line is removed", line: 3, found: "line 2 is missing before line 3") {
      $0.remove(at: 2)
    },
  ]

  @Test(arguments: changes)
  func `whole lines that were changed stay as they are, and a new file goes on`(change: Change) throws {
    let log = try TestLog()
    for _ in 0..<3 { try log.decide(Self.state) }
    log.stop()
    let path = log.files.path(of: try #require(try log.files.files().last))
    var lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    change.apply(&lines)
    // A crash in the middle of a line as well changes nothing of it.
    let changed = lines.map { "\($0)\n" }.joined() + #"{"v":1,"#
    try changed.write(toFile: path, atomically: false, encoding: .utf8)
    let again = try log.restarted()
    let reported = try again.events.wait { if case .damaged = $0 { true } else { false } }
    guard case .damaged(let what) = reported else { return }
    #expect(what.hasPrefix("line \(change.line) of '\(path)' is not as it was written"), "\(what)")
    try again.decide(Self.state)
    again.log.flush()
    again.log.waitForUpkeep()
    var kept = try LogFileLines(again.files, try #require(try again.files.files().first))
    for line in changed.split(separator: "\n") {
      #expect(try kept.next().map { String(decoding: $0, as: UTF8.self) } == String(line))
    }
    #expect(try again.files.files().map(\.first) == [1, change.next])
    again.stop()
    // Said once, and found as long as the file is there.
    let third = try again.restarted()
    try third.decide(Self.state)
    third.log.waitForUpkeep()
    third.stop()
    #expect(!third.events.all.contains { if case .damaged = $0 { true } else { false } })
    let findings = try third.check().findings.map(\.message)
    #expect(findings.contains { $0.contains(change.found) }, "\(findings)")
    #expect(
      try third.names == ["decisions-000000000001.ndjson.gz", "decisions-00000000000\(change.next).ndjson"])
  }

  @Test func `a file in which no line is left is put aside, and those that were put aside before stay`()
    throws
  {
    var log = try TestLog()
    for round in 1...2 {
      for _ in 0..<2 { try log.decide(Self.state) }
      log.stop()
      let path = log.files.path(of: try #require(try log.files.files().last))
      let header = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")[0]
      try "\(header)\n{}\n\(round)\n".write(toFile: path, atomically: false, encoding: .utf8)
      log = try log.restarted()
      try log.events.wait { if case .damaged(let what) = $0 { what.contains(".damaged") } else { false } }
    }
    log.stop()
    for (name, round) in [("damaged", 1), ("damaged-2", 2)] {
      #expect(
        try log.folder.read("decisions/decisions-000000000001.ndjson.\(name)").hasSuffix("\n\(round)\n"))
    }
    #expect(
      try log.check().findings.map { "\($0.file ?? ""): \($0.message)" } == [
        "decisions-000000000001.ndjson.damaged: it was put aside, since it was not as it was written; look into it, and move it elsewhere",
        "decisions-000000000001.ndjson.damaged-2: it was put aside, since it was not as it was written; look into it, and move it elsewhere",
      ])
  }

  @Test func `a file that is no log is put aside`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    log.stop()
    try log.folder.write("garbage\n", to: "decisions/decisions-000000000008.ndjson")
    let again = try log.restarted()
    try again.decide(Self.state)
    again.stop()
    #expect(try log.folder.read("decisions/decisions-000000000008.ndjson.damaged") == "garbage\n")
    #expect(try again.check().findings.contains { $0.file == "decisions-000000000008.ndjson.damaged" })
    // Its name says that there were seven lines before it.
    #expect(try again.lines.map(\.number) == [1, 8])
  }

  @Test func `a file that is full or old is closed, and compressed then`() throws {
    let log = try TestLog { $0.rotateSize = 4_096 }
    for _ in 0..<50 {
      try log.decide(Self.state)
      log.log.flush()
    }
    try log.events.wait { if case .head(_, _, .rotation) = $0 { true } else { false } }
    let again = try log.restarted { $0.rotateAge = TimeSpan(seconds: 3_600) }
    again.clock.advance(by: TimeSpan(seconds: 3_601))
    try again.decide(Self.state)
    again.log.flush()
    try again.decide(Self.state)
    again.log.flush()
    try again.events.wait { if case .head(_, _, .rotation) = $0 { true } else { false } }
    again.log.waitForUpkeep()
    again.stop()
    let names = try again.names
    try #require(names.count > 5)
    #expect(names.dropLast().allSatisfy { $0.hasSuffix(".gz") } && names.last?.hasSuffix(".ndjson") == true)
    #expect(try again.lines.map(\.number) == Array(1...52))
    #expect(Self.mode("\(again.files.path)/\(names[0])") == 0o600)
    let check = try again.check()
    #expect(check.findings.isEmpty && check.files == names.count)
    // Others read them, too.
    let gunzip = Process()
    gunzip.executableURL = URL(filePath: "/bin/gzip")
    gunzip.arguments = ["-t"] + names.dropLast().map { "\(again.files.path)/\($0)" }
    try gunzip.run()
    gunzip.waitUntilExit()
    #expect(gunzip.terminationStatus == 0)
  }

  @Test func `of a file that a crash left both ways, the compressed one counts`() throws {
    let log = try TestLog { $0.rotateSize = 4_096 }
    for _ in 0..<20 {
      try log.decide(Self.state)
      log.log.flush()
    }
    log.log.waitForUpkeep()
    log.stop()
    let first = try #require(try log.names.first)
    try #require(first.hasSuffix(".gz"))
    let plain = String(first.dropLast(3))
    try log.folder.write("half a fi", to: "decisions/\(plain)")
    try log.folder.write("half", to: "decisions/\(first).new")
    #expect(try log.lines.map(\.number) == Array(1...20))
    let again = try log.restarted()
    again.log.waitForUpkeep()
    again.stop()
    let left = try FileManager.default.contentsOfDirectory(atPath: log.files.path)
    #expect(!left.contains(plain) && !left.contains("\(first).new"))
  }

  @Test func `what is old is removed, with the rule books that nothing needs any more`() throws {
    let clock = TestClock()
    let day = TimeSpan.day
    var log = try TestLog(clock: clock)
    try log.decide(Self.state)
    log.stop()
    clock.advance(by: TimeSpan(seconds: 2 * 86_400))
    let other = TestBook.load(TestBook.text + "\n# changed\n")
    log = try TestLog(in: log.folder, book: other, clock: clock) { $0.keep = TimeSpan(seconds: 90 * 86_400) }
    try log.decide(Self.state)
    log.log.waitForUpkeep()
    #expect(
      Set(try log.folder.names(below: "decisions/books")) == [
        TestBook.usual.revision, other.revision, "used.json",
      ])
    clock.advance(by: TimeSpan(seconds: 89 * 86_400))
    try log.decide(Self.state)
    log.log.waitForUpkeep()
    // The first line is 91 days old, and those of its file were the last at 2 days.
    clock.advance(by: TimeSpan(seconds: 2 * 86_400))
    try log.decide(Self.state)
    log.log.waitForUpkeep()
    try log.events.wait { if case .head(_, _, .removal) = $0 { true } else { false } }
    log.stop()
    _ = day
    #expect(try log.lines.first?.number == 2)
    #expect(Set(try log.folder.names(below: "decisions/books")) == [other.revision, "used.json"])
    #expect(try log.check().findings.isEmpty)
  }

  @Test func `a folder that is removed is made anew, and the numbers go on`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    log.log.flush()
    try log.folder.remove("decisions")
    try log.decide(Self.state)
    log.stop()
    #expect(try log.lines.map(\.number) == [2])
    #expect(try log.check().findings.isEmpty)
    #expect(log.events.all.contains { if case .repaired = $0 { true } else { false } })
    #expect(LoggedBooks.files(of: TestBook.usual.revision, in: log.files).count == 1)
  }

  @Test func `what cannot be written is said once, counted where there is no room, and goes on by itself`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("in the way", to: "decisions")
    let log = try TestLog(in: folder) { $0.waiting = 8_192 }
    try log.events.wait { if case .unavailable = $0 { true } else { false } }
    #expect(log.log.obstacle == nil)
    for _ in 0..<20 { try log.decide(Self.state) }
    let dropped = log.log.dropped
    #expect(dropped > 5 && dropped < 20)
    try folder.remove("decisions")
    try log.events.wait { if case .recovered = $0 { true } else { false } }
    log.log.flush()
    try log.decide(Self.state)
    log.stop()
    let records = try log.records
    #expect(records.count == 20 - dropped + 2)
    #expect(records[20 - dropped].hasPrefix(#"{"gap":\#(dropped),"from":""#))
    #expect(try log.check().dropped == Int64(dropped))
    #expect(try log.check().findings.isEmpty)
    #expect(log.events.all.filter { if case .unavailable = $0 { true } else { false } }.count == 1)
    #expect(log.events.all.contains { if case .gap(dropped) = $0 { true } else { false } })
  }

  @Test func `with block nothing is dropped, and there is an obstacle as long as it cannot be written`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("in the way", to: "decisions")
    let log = try TestLog(in: folder) {
      $0.waiting = 8_192
      $0.onFull = .block
    }
    try log.events.wait { if case .unavailable = $0 { true } else { false } }
    #expect(log.log.obstacle?.contains("decisions") == true)
    for _ in 0..<20 { try log.decide(Self.state) }
    #expect(log.log.dropped == 0)
    try folder.remove("decisions")
    try log.events.wait { if case .recovered = $0 { true } else { false } }
    log.log.flush()
    #expect(log.log.obstacle == nil)
    log.stop()
    #expect(try log.records.count == 20)
  }

  @Test func `a second one does not write into the same folder`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    log.log.flush()
    let other = try TestLog(in: log.folder)
    try other.events.wait {
      if case .unavailable(let why) = $0 { why.contains("another waymark") } else { false }
    }
    other.stop()
    log.stop()
    #expect(try log.check().findings.isEmpty)
  }

  @Test func `a folder that others can write is not trusted`() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.at("decisions"), withIntermediateDirectories: true)
    chmod(folder.at("decisions"), 0o777)
    let log = try TestLog(in: folder)
    try log.events.wait {
      if case .unavailable(let why) = $0 {
        why.contains("cannot trust") && why.hasSuffix("if you trust what is in it")
      } else {
        false
      }
    }
  }

  @Test func `under another key a new file is begun`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    log.stop()
    try FileManager.default.removeItem(atPath: log.folder.at("key"))
    try KeyFile.write([UInt8](repeating: 9, count: 32), to: log.folder.at("other"))
    let again = try TestLog(in: log.folder) { $0.keyPath = log.folder.at("other") }
    try again.decide(Self.state)
    again.stop()
    #expect(try again.names.count == 2)
    #expect(try again.lines.map(\.number) == [1, 2])
  }

  @Test func `where it is off nothing is written, and old files are looked after`() throws {
    let log = try TestLog()
    try log.decide(Self.state)
    let off = try log.restarted { $0.isEnabled = false }
    try off.decide(Self.state)
    off.log.waitForUpkeep()
    off.stop()
    #expect(try off.lines.map(\.number) == [1])
    #expect(try off.names == ["decisions-000000000001.ndjson.gz"])
  }
}

extension TestDirectory {
  func names(below name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: at(name))
  }
}
