import Foundation
import GRDB
import Glibc
import HistoryRecords
import Journeys
import Rules
import System
import Testing
import Time

@testable import History

struct OutageTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  private func reserve(_ journey: String, decision: UInt64) -> HistoryFault? {
    test.submit {
      $0.reserve(
        .of("news"), channel: "email", journey: journey, account: nil, decision: .number(decision),
        at: .s(Int64(decision)))
    }
  }

  @Test func `what is looked at after the end opens nothing`() throws {
    #expect(reserve("anna", decision: 1) == nil)
    try FileManager.default.removeItem(atPath: test.path)
    #expect(reserve("bo", decision: 2) == .gone)
    test.history.close()
    let expected = JournalExpectation(
      contents: (count: 1, secret: Array(repeating: 1, count: 32)), damage: [], cleaned: nil)
    test.journal.writer.recover(expected)
    test.journal.writer.writeAnew(test.history.index, expected)
    test.journal.writer.queue.sync {}
    #expect(test.journal.writer.file == nil)
    #expect(!FileManager.default.fileExists(atPath: test.path))
  }

  @Test(arguments: [0, 1, 3])
  func `a folder that is gone for a while, and then empty, costs no event`(looks: Int) throws {
    let event = JourneyEvent(
      journey: "anna", at: .s(0), name: "a", account: nil, body: Array(#"{"stage":"s"}"#.utf8))
    #expect(
      test.submit {
        _ = try? $0.record(EventReader.Told(event: event, noes: [], hasInstant: true, warnings: []))
      } == nil)
    #expect(test.history.eventCount == 1)
    let away = "\(test.folder).away"
    try FileManager.default.moveItem(atPath: test.folder, toPath: away)
    defer { try? FileManager.default.removeItem(atPath: away) }
    #expect(reserve("bo", decision: 2) != nil)
    for _ in 0..<looks { test.lookAgain() }
    try FileManager.default.createDirectory(atPath: test.folder, withIntermediateDirectories: false)
    test.lookAgain()
    #expect(test.history.fault == nil && test.history.damage == [])
    #expect(test.history.eventCount == 1)
    #expect(
      !test.events.contains { $0.hasPrefix("events lost") || $0.hasPrefix("set aside") }, "\(test.events)")
    test.restart {}
    #expect(test.history.eventCount == 1)
  }

  @Test func `a folder that is not there is named, and why`() throws {
    test.history.close()
    let folder = test.folder
    try FileManager.default.moveItem(atPath: folder, toPath: "\(folder).away")
    defer { try? FileManager.default.moveItem(atPath: "\(folder).away", toPath: folder) }
    test.open()
    #expect(
      test.history.fault == .failed("'\(test.path)' cannot be opened: no such file or directory"))
  }

  @Test func `a file of withdrawals that is gone is written again although no opt-out comes`() throws {
    #expect(test.submit { $0.withdraw("email", at: .s(3), of: "cy") } == nil)
    let path = "\(test.folder)/withdrawals"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    test.history.lookAtPlace()
    while test.history.areOptOutsWrittenTwice, test.turn() {}
    #expect(test.events.last?.hasPrefix("withdrawals unavailable: ") == true && test.history.fault == nil)
    try FileManager.default.removeItem(atPath: path)
    test.history.lookAtPlace()
    while !test.history.areOptOutsWrittenTwice, test.turn() {}
    #expect(test.events.last == "withdrawals rebuilt: 1")
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `what a second daemon writes by now is left alone`() throws {
    test.lock = try HistoryLock(forHistory: test.path)
    test.restart()
    #expect(reserve("anna", decision: 1) == nil)
    #expect(throws: HistoryInUse.self) { try HistoryLock(forHistory: test.path) }
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      try FileManager.default.removeItem(atPath: "\(test.folder)/\(name)")
    }
    // Where its folder is still there, the daemon has the lock again by this; so it goes once more.
    #expect(reserve("bo", decision: 2) == .gone)
    #expect(throws: HistoryInUse.self) { try HistoryLock(forHistory: test.path) }
    try FileManager.default.removeItem(atPath: "\(test.path).lock")
    do {
      let other = try HistoryLock(forHistory: test.path)
      let second = ContactHistory(
        .init(path: test.path), clock: { TestHistory.start }, report: { _ in })
      second.open()
      let files = try contents()
      test.lookAgain()
      #expect(
        test.history.fault
          == .failed(
            "another waymark (process \(getpid()), since \(try Self.since(test.path))) has locked '\(test.path).lock' and writes this history now; stop one of the two: this one is process \(getpid())"
          ))
      // Not even an opt-out is written beside it, which would replace the other's.
      #expect(test.submit { $0.withdraw("email", at: .s(3), of: "cy") } != nil)
      #expect(try contents() == files)
      second.close()
      withExtendedLifetime(other) {}
    }
    // Nor once that has ended: its history is another one.
    let left = try contents()
    test.lookAgain()
    #expect(test.history.fault == .overtaken)
    test.history.close()
    #expect(try contents() == left)
    test.open()
    #expect(test.history.fault == nil && test.history.contactCount == 0)
  }

  private static func since(_ path: String) throws -> Instant {
    let holder = try #require(FileLock.holder(of: "\(path).lock"))
    return Instant(microseconds: holder.since * 1_000_000)
  }

  @Test(arguments: [false, true])
  func `what a second daemon recorded meanwhile is read anew, also where nobody saw it`(isSeen: Bool) throws {
    test.lock = try HistoryLock(forHistory: test.path)
    test.restart()
    #expect(reserve("anna", decision: 1) == nil)
    try FileManager.default.removeItem(atPath: "\(test.path).lock")
    do {
      let other = try HistoryLock(forHistory: test.path)
      let second = try TestHistory(at: test.folder)
      if isSeen {
        test.history.lookAtPlace()
        while test.history.fault == nil, test.turn() {}
        test.lookAgain()
        #expect("\(try #require(test.history.fault))".hasPrefix("another waymark (process "))
      }
      second.submit {
        $0.reserve(
          .of("news"), channel: "email", journey: "bo", account: nil, decision: .number(2), at: .s(2))
      }
      #expect(second.submit { $0.withdraw("email", at: .s(3), of: "anna") } == nil)
      second.history.close()
      withExtendedLifetime(other) {}
    }
    // Nothing is recorded by what is remembered from before; an opt-out that comes now holds all the same.
    #expect(test.submit { $0.withdraw("sms", at: .s(4), of: "cy") } != nil)
    for _ in 0..<3 where test.history.fault != nil { test.lookAgain() }
    #expect(test.history.fault == nil && test.history.damage == [])
    #expect(test.isOut("anna") && test.isOut("cy", of: "sms"))
    #expect(test.lines("bo") == ["news email 2 delivered"] && test.lines("anna").count == 1)
    #expect(reserve("dea", decision: 3) == nil)
    test.restart { test.lock = nil }
    #expect(test.events == [])
    #expect(test.isOut("anna") && test.isOut("cy", of: "sms") && test.history.contactCount == 3)
  }

  @Test func `a database that another program wrote is read anew`() throws {
    #expect(reserve("anna", decision: 1) == nil)
    let program = try DatabaseQueue(path: test.path)
    try program.write { try $0.execute(sql: "DELETE FROM alert WHERE id = 1") }
    #expect(test.history.fault == nil)
    try program.write { try $0.execute(sql: "PRAGMA user_version = 7") }
    test.history.lookAtPlace()
    while test.history.fault == nil, test.turn() {}
    #expect(test.history.fault == .overtaken)
    test.lookAgain()
    #expect(test.history.fault == nil && test.lines("anna").count == 1)
    #expect(reserve("bo", decision: 2) == nil)
  }

  @Test func `a file of erasures that is removed is written anew from memory`() throws {
    #expect(reserve("anna", decision: 1) == nil)
    #expect(test.erase("anna") == 1)
    let path = "\(test.folder)/erasures"
    let whole = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    test.history.lookAtPlace()
    while test.events.isEmpty, test.turn() {}
    #expect(test.events == ["erasures rebuilt: 1"])
    #expect(try Data(contentsOf: URL(filePath: path)) == whole)
    test.restart {}
    #expect(test.events == [])
  }

  /// The files in the folder, and which they are.
  private func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: test.folder).sorted().map { name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(test.folder)/\(name)")
      return "\(name) \(attributes[.systemFileNumber] ?? 0)"
    }
  }

  @Test func `a file that is gone is written anew`() throws {
    for number in 0..<40 { #expect(reserve("j-\(number)", decision: UInt64(number)) == nil) }
    try FileManager.default.removeItem(atPath: test.path)
    #expect(reserve("late", decision: 99) == .gone)
    #expect(test.lines("late").isEmpty)
    test.lookAgain()
    #expect(test.events == ["unavailable: the file is gone", "recovered"])
    #expect(reserve("after", decision: 100) == nil)
    test.restart()
    #expect(test.history.contactCount == 41)
    #expect(test.lines("after") == ["news email 100 delivered"])
    #expect(test.lines("j-7") == ["news email 7 delivered"])
  }

  @Test
  func `a file that is gone is noticed although nothing is written, and taken as it was when it is back`()
    throws
  {
    test.history.lookAtPlace()
    #expect(reserve("anna", decision: 1) == nil, "all is well")
    for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: test.path + suffix) {
      try FileManager.default.moveItem(atPath: test.path + suffix, toPath: test.path + suffix + ".away")
    }
    test.history.lookAtPlace()
    while test.history.fault == nil, test.turn() {}
    #expect(test.history.fault == .gone)
    for suffix in ["", "-wal", "-shm"]
    where FileManager.default.fileExists(atPath: test.path + suffix + ".away") {
      try FileManager.default.moveItem(atPath: test.path + suffix + ".away", toPath: test.path + suffix)
    }
    test.lookAgain()
    #expect(test.history.fault == nil)
    #expect(test.events == ["unavailable: the file is gone", "recovered"])
    #expect(reserve("bo", decision: 2) == nil)
  }

  @Test func `while the file is only looked at, a change does not copy the index`() throws {
    for number in 0..<40 { #expect(reserve("j-\(number)", decision: UInt64(number)) == nil) }
    let other = try OtherProgram(test.path)
    try other.lock()
    #expect(reserve("late", decision: 99) == .locked)
    // Whatever the writer is handed, it has it as long as it is held up.
    let hold = DispatchSemaphore(value: 0)
    test.journal.writer.queue.async { hold.wait() }
    test.passTime()
    let before = rows
    test.history.index.contacts[0].channel = 0
    #expect(rows == before)
    hold.signal()
    test.turn()
    try other.unlock()
    test.lookAgain()
    #expect(reserve("after", decision: 100) == nil)
  }

  /// Where the rows of the index lie.
  private var rows: UnsafePointer<IndexedContact>? {
    test.history.index.contacts.rows.withUnsafeBufferPointer { $0.baseAddress }
  }
}
