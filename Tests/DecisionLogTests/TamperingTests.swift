import DecisionLog
import Foundation
import Testing
import TestSupport
import Time

/// Whatever is changed in a log is found.
@Suite struct TamperingTests {
  /// A change to the lines of a file, the header first.
  struct Change: Sendable, CustomTestStringConvertible {
    let what: String
    /// Part of what is found.
    let found: String
    /// Which file, from 0.
    var file = 0
    /// Whether it is only found by the head that was told.
    var needsHead = false
    let apply: @Sendable (inout [String]) -> Void

    var testDescription: String { what }
  }

  static let changes: [Change] = [
    Change(what: "a record is edited", found: ".ndjson:3: the record of line 2 was changed") {
      $0[2] = $0[2].replacing("cfo", with: "ceo")
    },
    Change(what: "a record is edited with its digest", found: "line 2 does not follow") {
      let record = String(
        $0[2].dropFirst($0[2].range(of: "\"record\":")?.upperBound.utf16Offset(in: $0[2]) ?? 0).dropLast()
      )
      .replacing("cfo", with: "ceo")
      let digest = HexText.of(LogLine.digest(of: Array(record.utf8)[...]))
      let chain = $0[2].dropFirst($0[2].range(of: "\"chain\":\"")?.upperBound.utf16Offset(in: $0[2]) ?? 0)
        .prefix(64)
      $0[2] = #"{"v":1,"n":2,"digest":"\#(digest)","chain":"\#(chain)","record":\#(record)}"#
    },
    Change(what: "a number is edited", found: "line 7 is missing before line 8") {
      $0[7] = $0[7].replacing("\"n\":7", with: "\"n\":8")
    },
    Change(what: "a line is removed", found: ".ndjson:4: line 3 is missing before line 4") {
      $0.remove(at: 3)
    },
    Change(what: "several lines are removed", found: "lines 3 to 5 are missing before line 6") {
      $0.removeSubrange(3...5)
    },
    Change(what: "two lines change places", found: ":4: line 3 is missing before line 4") { $0.swapAt(3, 4) },
    Change(what: "a line is written twice", found: "line 3 stands after line 3") { $0.insert($0[3], at: 3) },
    Change(what: "a line is of another log", found: "does not follow") {
      $0[2] = $0[2].replacing(
        /"chain":"[0-9a-f]{64}"/, with: "\"chain\":\"\(String(repeating: "0", count: 64))\"")
    },
    Change(what: "a record is made an erased one of another digest", found: "line 2 does not follow") {
      let zeros = String(repeating: "0", count: 64)
      let chain = $0[2].firstMatch(of: /"chain":"([0-9a-f]{64})"/)?.output.1 ?? ""
      $0[2] = #"{"v":1,"n":2,"digest":"\#(zeros)","chain":"\#(chain)","erased":true}"#
    },
    Change(what: "a line is no line", found: ".ndjson:3: this is no line of the log") { $0[2] = "{}" },
    Change(what: "the last line of a file is removed", found: "missing before this file") { $0.removeLast() },
    Change(what: "the first line of a file is removed", found: "missing before line") { $0.remove(at: 1) },
    Change(what: "the header is removed", found: "does not begin as a file of the log does") {
      $0.remove(at: 0)
    },
    Change(what: "the header names another link", found: "does not follow") {
      $0[0] = $0[0].replacing(String(repeating: "0", count: 64), with: String(repeating: "1", count: 64))
    },
    Change(what: "the header names another key", found: "another key") {
      $0[0] = $0[0].replacing(/"key":"[0-9a-f]+"/, with: #""key":"0000000000000000""#)
    },
    Change(
      what: "the end of the log is cut off", found: "lines are missing at its end", file: -1, needsHead: true
    ) {
      $0.removeLast(2)
    },
    Change(what: "the last file is emptied", found: "lines are missing at its end", file: -1, needsHead: true)
    {
      $0.removeSubrange(1...)
    },
  ]

  /// Three files.
  private static func log() throws -> TestLog {
    let log = try TestLog()
    for round in 0..<3 {
      if round > 0 { log.clock.advance(by: TimeSpan(seconds: 86_401)) }
      for _ in 0..<10 { try log.decide(#"{"journey": "anna", "persona": "cfo", "pain_points": ["price"]}"#) }
      log.log.flush()
    }
    log.stop()
    return log
  }

  private static func heads(of log: TestLog) -> LogHeads {
    var heads = LogHeads()
    for head in log.events.heads { heads.add(head) }
    return heads
  }

  @Test(arguments: changes) func `what is changed is found`(change: Change) throws {
    let log = try Self.log()
    let heads = Self.heads(of: log)
    let whole = try log.check(heads: heads)
    try #require(whole.findings.isEmpty && whole.comparedHeads >= 2 && whole.lines == 30)
    // Without their compression they can be edited.
    let names = try log.files.files()
    try #require(names.count == 3)
    let name = change.file < 0 ? names[names.count - 1] : names[change.file]
    var lines = try Self.lines(of: name, in: log)
    change.apply(&lines)
    try log.folder.remove("decisions/\(name.text)")
    let plain = LogFileName(first: name.first, isCompressed: false)
    try log.folder.write(lines.map { "\($0)\n" }.joined(), to: "decisions/\(plain.text)")
    let blind = try log.check()
    let told = try log.check(heads: heads)
    #expect(blind.findings.isEmpty == change.needsHead, "\(blind.findings)")
    let texts = (change.needsHead ? told : blind).findings.map {
      "\($0.file ?? ""):\($0.line.map { "\($0): " } ?? "")\($0.message)"
    }
    #expect(texts.contains { $0.contains(change.found) }, "\(texts)")
  }

  @Test func `a file that is gone is missed`() throws {
    for index in 0..<3 {
      let log = try Self.log()
      let heads = Self.heads(of: log)
      let name = try log.files.files()[index]
      try log.folder.remove("decisions/\(name.text)")
      let findings = try log.check(heads: heads).findings
      // The oldest may be gone because it is old.
      #expect(findings.isEmpty == (index == 0), "\(index): \(findings)")
    }
  }

  /// The lines of the daemon's log that tell heads.
  private static func told(_ log: TestLog, removingFrom first: Int64? = nil) -> LogHeads {
    var heads = LogHeads()
    var second = 0
    func tell(_ head: LogHead, _ first: Int64, _ reason: String) {
      second += 1
      let time = "2026-09-23T10:00:0\(second)Z"
      let line =
        #"{"time": "\#(time)", "event": "decision_log.head", "number": \#(head.number), "head": "\#(HexText.of(head.link))", "first": \#(first), "reason": "\#(reason)"}"#
      let isHead = heads.add(line: Array(line.utf8), event: "decision_log.head")
      #expect(isHead)
    }
    for case .head(let head, let first, let reason) in log.events.all { tell(head, first, reason.rawValue) }
    if let first,
      case .head(let head, _, _)? = log.events.all.last(where: { if case .head = $0 { true } else { false } })
    {
      tell(head, first, "removal")
    }
    heads.sort()
    return heads
  }

  @Test func `a file that is gone from the beginning is missed, unless its removal was told`() throws {
    let log = try Self.log()
    let whole = Self.told(log)
    #expect(try log.check(heads: whole).findings.isEmpty)
    let names = try log.files.files()
    try log.folder.remove("decisions/\(names[0].text)")
    let message =
      "lines 1 to \(names[1].first - 1) are gone from its beginning, and no head tells that they were removed"
    #expect(try log.check(heads: whole).findings.map(\.message) == [message])
    #expect(try log.check(heads: Self.told(log, removingFrom: names[1].first)).findings.isEmpty)
    // The next start tells where it begins, and of no removal.
    let again = try log.restarted { _ in }
    again.log.flush()
    again.stop()
    var heads = whole
    for case .head(let head, let first, let reason) in again.events.all {
      let line =
        #"{"time": "2026-09-24T10:00:00Z", "event": "decision_log.head", "number": \#(head.number), "head": "\#(HexText.of(head.link))", "first": \#(first), "reason": "\#(reason.rawValue)"}"#
      let isHead = heads.add(line: Array(line.utf8), event: "decision_log.head")
      #expect(isHead)
    }
    heads.sort()
    #expect(try again.check(heads: heads).findings.map(\.message) == [message])
  }

  @Test func `a compressed file that is damaged is found`() throws {
    let log = try TestLog()
    try log.decide(#"{"journey": "anna"}"#)
    log.log.flush()
    let off = try log.restarted { $0.isEnabled = false }
    off.log.waitForUpkeep()
    off.stop()
    let path = log.folder.at("decisions/decisions-000000000001.ndjson.gz")
    let whole = try Data(contentsOf: URL(filePath: path))
    for size in [0, 5, whole.count / 2, whole.count - 1] {
      try whole.prefix(size).write(to: URL(filePath: path))
      #expect(try log.check().findings.isEmpty == false, "\(size)")
    }
    var changed = whole
    changed[whole.count / 2] ^= 0x10
    try changed.write(to: URL(filePath: path))
    #expect(try log.check().findings.isEmpty == false)
    try (whole + whole).write(to: URL(filePath: path))
    #expect(try log.check().findings.isEmpty == false)
    try whole.write(to: URL(filePath: path))
    #expect(try log.check().findings.isEmpty)
  }

  @Test func `under another key nothing can be checked`() throws {
    let log = try Self.log()
    var check = LogCheck(key: [UInt8](repeating: 1, count: 32), heads: LogHeads())
    try check.check(log.files)
    // Once, and not for each line.
    #expect(check.findings.count == 1 && check.unlisted == 0)
    #expect(check.findings.first?.message.contains("another key") == true)
  }

  private static func lines(of name: LogFileName, in log: TestLog) throws -> [String] {
    var lines = try LogFileLines(log.files, name)
    var all: [String] = []
    while let line = try lines.next() { all.append(String(decoding: line, as: UTF8.self)) }
    return all
  }
}
