import DecisionLog
import Foundation
import Glibc
import System
import TestSupport
import Testing
import Time

/// Whoever follows a log gets each line once and in order, whatever becomes of its files meanwhile.
@Suite struct FollowingTests {
  private static let state = #"{"journey": "anna", "persona": "cfo", "pain_points": ["price"]}"#

  /// What a follower found, in few words: the number of a line, a word for anything else.
  private static func text(_ finding: LogFinding) -> String {
    switch finding {
    case .line(let line, _): line.isGap ? "gap" : "\(line.number)"
    case .erased(let lines): "erased \(lines.lowerBound)-\(lines.upperBound)"
    case .missing(let lines): "missing \(lines.lowerBound)-\(lines.upperBound)"
    case .damaged(_, let line): "damaged \(line)"
    case .unreadable: "unreadable"
    case .replaced: "replaced"
    }
  }

  private static func read(_ follower: inout LogFollower) throws -> [String] {
    var found: [String] = []
    try follower.read { found.append(text($0)) }
    return found
  }

  private static func decide(_ count: Int, in log: TestLog) throws {
    for _ in 0..<count { try log.decide(state) }
    log.log.flush()
  }

  @Test func `it begins with the newest file, and goes on with what comes`() throws {
    let folder = try TemporaryFolder()
    var follower = LogFollower(LogFolder(folder.at("decisions")))
    #expect(try Self.read(&follower) == [])
    let log = try TestLog(in: folder)
    try Self.decide(2, in: log)
    #expect(try Self.read(&follower) == ["1", "2"])
    #expect(try Self.read(&follower) == [])
    try Self.decide(1, in: log)
    #expect(try Self.read(&follower) == ["3"])
  }

  @Test func `it goes on over files that are closed, compressed and begun, and over restarts`() throws {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<10 {
      var log = try TestLog { $0.rotateSize = 4_096 }
      var follower = LogFollower(log.files)
      // It begins with the newest file: here before there is a second one.
      try Self.decide(1, in: log)
      var found = try Self.read(&follower)
      var count = 1
      for _ in 0..<30 {
        switch random.pick([0, 0, 0, 1, 2, 3]) {
        case 0:
          let more = random.pick([1, 2, 9])
          try Self.decide(more, in: log)
          count += more
        case 1: log.log.waitForUpkeep()
        case 2: log = try log.restarted()
        default: found += try Self.read(&follower)
        }
      }
      log.stop()
      found += try Self.read(&follower)
      #expect(found == (1...count).map(String.init))
    }
  }

  @Test func `a line that is not whole is waited for, and one that a start cuts off was never there`() throws
  {
    let log = try TestLog()
    try Self.decide(2, in: log)
    log.stop()
    let path = log.files.path(of: try #require(try log.files.files().last))
    var follower = LogFollower(log.files)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"v\":1,\"n\":3,\"dig".utf8))
    #expect(try Self.read(&follower) == ["1", "2"])
    let again = try log.restarted()
    try Self.decide(2, in: again)
    #expect(try Self.read(&follower) == ["3", "4"])
    again.stop()
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("\u{0}\u{0}\n".utf8))
    #expect(try Self.read(&follower) == [])
    let third = try again.restarted()
    try Self.decide(1, in: third)
    #expect(try Self.read(&follower) == ["5"])
  }

  @Test func `what is no line is told once it is behind others`() throws {
    let log = try TestLog()
    try Self.decide(2, in: log)
    log.stop()
    var follower = LogFollower(log.files)
    #expect(try Self.read(&follower) == ["1", "2"])
    let path = "decisions/\(try #require(try log.names.last))"
    let lines = try log.folder.read(path).split(separator: "\n")
    try log.folder.write("\(lines[0])\n\(lines[1])\nnonsense\n\(lines[2])\n", to: path)
    var again = LogFollower(log.files)
    #expect(try Self.read(&again) == ["1", "damaged 3", "2"])
    #expect(try Self.read(&again) == [])
  }

  @Test func `files that were removed before they were read are missing`() throws {
    let log = try TestLog { $0.rotateSize = 4_096 }
    try Self.decide(1, in: log)
    var follower = LogFollower(log.files)
    #expect(try Self.read(&follower) == ["1"])
    while try log.files.files().count < 4 { try Self.decide(1, in: log) }
    log.log.waitForUpkeep()
    log.stop()
    let names = try log.files.files()
    try FileManager.default.removeItem(atPath: log.files.path(of: names[1]))
    try FileManager.default.removeItem(atPath: log.files.path(of: names[2]))
    let found = try Self.read(&follower)
    #expect(found.contains("missing \(names[1].first)-\(names[3].first - 1)"), "\(found)")
    #expect(found.filter { $0.hasPrefix("missing") }.count == 1)
  }

  @Test func `where another log was begun, that is said, and it goes on with that one`() throws {
    let log = try TestLog { $0.rotateSize = 4_096 }
    var follower = LogFollower(log.files)
    try Self.decide(3, in: log)
    #expect(try Self.read(&follower) == ["1", "2", "3"])
    log.stop()
    try FileManager.default.removeItem(atPath: log.files.path)
    #expect(try Self.read(&follower) == [])
    log.clock.advance(by: TimeSpan(seconds: 60))
    let again = try TestLog(in: log.folder, clock: log.clock) { $0.rotateSize = 4_096 }
    try Self.decide(2, in: again)
    #expect(try Self.read(&follower) == ["replaced", "1", "2"])
    // The same where the one of before had gone further.
    try Self.decide(30, in: again)
    _ = try Self.read(&follower)
    again.stop()
    try FileManager.default.removeItem(atPath: log.files.path)
    let third = try TestLog(in: log.folder, clock: log.clock)
    try Self.decide(1, in: third)
    #expect(try Self.read(&follower) == ["replaced", "1"])
  }

  @Test func `the end of a log has the last wanted lines, over its files`() throws {
    let log = try TestLog { $0.rotateSize = 4_096 }
    for _ in 0..<40 { try Self.decide(1, in: log) }
    log.log.waitForUpkeep()
    log.stop()
    try #require(try log.files.files().count > 3)
    for count in [0, 1, 7, 20, 39, 40, 100] {
      let all = try LogEnd(log.files) { _ in true }.last(count, before: nil).map(Self.text)
      #expect(all == (1...40).suffix(count).map(String.init))
      let even = try LogEnd(log.files) { $0.number % 2 == 0 }.last(count, before: nil).map(Self.text)
      #expect(even == (1...20).map { "\(2 * $0)" }.suffix(count))
    }
    let newest = try #require(try log.files.files().last)
    let before = try LogEnd(log.files) { _ in true }.last(2, before: newest).map(Self.text)
    #expect(before == [newest.first - 2, newest.first - 1].map(String.init))
  }

  @Test func `erased lines that follow each other are told as one`() throws {
    let log = try TestLog()
    for journey in ["bo", "anna", "anna", "bo", "anna"] { try log.decide(#"{"journey": "\#(journey)"}"#) }
    log.log.flush()
    try log.log.noteErasure(of: "anna")
    log.log.erase("anna")
    try log.events.wait { if case .erased = $0 { true } else { false } }
    log.stop()
    let all = try LogEnd(log.files) { _ in true }.last(10, before: nil).map(Self.text)
    #expect(all == ["1", "erased 2-3", "4", "erased 5-5"])
  }

  @Test func `a wait ends with a notice, also where the folder is not there yet`() throws {
    let folder = try TemporaryFolder()
    var notices = FolderNotices()
    notices.watch(folder.at("state/decisions"))
    try FileManager.default.createDirectory(atPath: folder.at("state"), withIntermediateDirectories: false)
    #expect(notices.wait(atMost: .seconds(60), watching: -1) == .notice)
    notices.watch(folder.at("state/decisions"))
    try FileManager.default.createDirectory(
      atPath: folder.at("state/decisions"), withIntermediateDirectories: false)
    #expect(notices.wait(atMost: .seconds(60), watching: -1) == .notice)
    notices.watch(folder.at("state/decisions"))
    #expect(notices.wait(atMost: .milliseconds(1), watching: -1) == .time)
    try folder.write("x", to: "state/decisions/a")
    #expect(notices.wait(atMost: .seconds(60), watching: -1) == .notice)
    // A reader that is gone.
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    notices.watch(folder.at("state/decisions"))
    #expect(notices.wait(atMost: .seconds(60), watching: ends[1]) == .closed)
    close(ends[1])
  }
}
