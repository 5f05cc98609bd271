import Foundation
import GRDB
import HistoryRecords
import Rules
import System
import Testing
import Time

@testable import History

struct HistoryFileTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  @Test(arguments: [(Durability.full, 2), (.normal, 1)])
  func `the durability that was asked for is the one there is`(durability: Durability, level: Int) throws {
    let file = try HistoryFile(at: "\(test.folder)/other.sqlite", durability: durability)
    let set = try file.queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(set == level)
    #expect(try file.queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA secure_delete") } == 1)
    file.close()
  }

  @Test func `its files are its owner's alone`() throws {
    test.submit { _ = $0.record(.of(.delivered, journey: "anna"), now: .s(0), sameContactWithin: .hour) }
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(test.folder)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
  }

  @Test func `a file of a newer program is left alone`() throws {
    test.history.close()
    let queue = try DatabaseQueue(path: test.path)
    try queue.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99: of tomorrow')")
    }
    test.open()
    #expect(test.history.fault == .newer)
    #expect(test.events == ["unavailable: the file was written by a newer Waymark"])
  }

  @Test func `while another program has it locked, nothing is recorded, and then it is`() throws {
    let other = try OtherProgram(test.path)
    try other.lock()
    func reserve(_ number: UInt64) -> HistoryFault? {
      test.submit {
        $0.reserve(
          .of("news"), channel: "email", journey: "anna", account: nil, decision: .number(number), at: .s(0))
      }
    }
    #expect(reserve(1) == .locked)
    #expect(reserve(2) == .locked)
    test.lookAgain()
    #expect(test.history.fault == .locked)
    try other.unlock()
    test.lookAgain()
    #expect(test.history.fault == nil)
    #expect(reserve(3) == nil)
    #expect(test.lines("anna") == ["news email 0 delivered"])
    #expect(test.events == ["unavailable: another program has locked the file", "recovered"])
  }

  @Test func `an opt-out that could not be written holds, and is written later`() throws {
    test.submit {
      $0.reserve(
        .of("news"), channel: "email", journey: "anna", account: nil, decision: .number(1), at: .s(0))
    }
    let other = try OtherProgram(test.path)
    try other.lock()
    let fault = test.submit {
      _ = $0.record(.of(.unsubscribed, decision: .number(1)), now: .s(9), sameContactWithin: .hour)
    }
    #expect(fault == .locked)
    #expect(test.lines("anna") == ["news email 0 delivered"])
    func withdrawn() -> [Instant] {
      let index = test.history.index
      return index.journeys.number(of: "anna").map { index.withdrawals(ofJourney: $0).map(\.instant) } ?? []
    }
    #expect(withdrawn() == [.s(9)])
    try other.unlock()
    test.lookAgain()
    test.submit { _ in }
    test.restart()
    #expect(withdrawn() == [.s(9)])
  }

  @Test func `two cannot have one history`() throws {
    var first: HistoryLock? = try HistoryLock(forHistory: test.path)
    #expect(throws: HistoryInUse.self) { try HistoryLock(forHistory: test.path) }
    withExtendedLifetime(first) {}
    first = nil
    _ = try HistoryLock(forHistory: test.path)
  }

  @Test func `a number that a commit lost is not given to another action`() throws {
    let other = try OtherProgram(test.path)
    func record(_ action: String, _ seconds: Int64) {
      test.submit {
        _ = $0.record(.of(.delivered, action, journey: "anna"), now: .s(seconds), sameContactWithin: .hour)
      }
    }
    record("first", 0)
    try other.lock()
    record("lost", 10)
    try other.unlock()
    test.lookAgain()
    record("third", 20)
    test.restart()
    record("fourth", 30)
    test.restart()
    #expect(
      test.lines("anna") == [
        "first email 0 delivered", "third email 20 delivered", "fourth email 30 delivered",
      ])
  }
}

/// Files of before, and copies.
@Suite struct HistoryCopyTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }

  @Test func `a file of before rows bore checksums is brought up to date`() throws {
    test.history.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      try FileManager.default.removeItem(atPath: "\(test.folder)/\(name)")
    }
    let queue = try DatabaseQueue(path: test.path)
    try HistorySchema.migrator.migrate(queue, upTo: "1: contacts")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO setting VALUES ('secret', zeroblob(32));
          INSERT INTO stamp VALUES (0, 'news', 'mail', NULL, 0, 1);
          INSERT INTO contact VALUES (4, 'an' || char(0) || 'na', 'acme', 0, 'email', 1790000000000000, 1, 2, 1);
          INSERT INTO outcome VALUES (4, 'converted', 1790000001000000, 7);
          INSERT INTO outcome VALUES (4, 'opened', 1790000001000000, NULL);
          INSERT INTO withdrawal VALUES (1, 2, 'email', 1790000001000000, NULL);
          INSERT INTO answer VALUES (1, 5, 6, 7, 8, 'anna', 1790000000000000, 'r', x'0102');
          """)
    }
    try queue.close()
    test.open()
    #expect(test.history.contactCount == 1)
    #expect(test.lines("an\u{0}na") == ["news email 0 delivered,opened,converted"])
    #expect(test.events == ["withdrawals rebuilt: 1"])
    test.restart {}
    #expect(test.events == [] && test.history.contactCount == 1)
    #expect(test.history.index.answers.count == 1)
  }

  @Test func `a copy holds what stands in the file of withdrawals only`() throws {
    func record(_ journey: String) {
      test.submit {
        _ = $0.record(.of(.unsubscribed, journey: journey), now: .s(0), sameContactWithin: .hour)
      }
    }
    record("anna")
    test.submit { _ = $0.record(.of(.delivered, journey: "bo"), now: .s(0), sameContactWithin: .hour) }
    let other = try DatabaseQueue(path: test.path)
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    let lock = try DatabaseQueue(path: test.path, configuration: configuration)
    try lock.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    for journey in ["bo", "carl"] { record(journey) }
    let copy = try TestHistory()
    copy.history.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: copy.folder) {
      try FileManager.default.removeItem(atPath: "\(copy.folder)/\(name)")
    }
    try HistoryFile.copy(test.path, to: copy.path)
    try lock.inDatabase { try $0.execute(sql: "COMMIT") }
    try other.close()
    copy.open()
    for journey in ["anna", "bo", "carl"] { #expect(copy.isOut(journey)) }
    #expect(!copy.isOut("dora"))
    #expect(copy.events == ["withdrawals rebuilt: 3"] && copy.history.damage == [])
  }
}
