import Foundation
import GRDB
import Glibc
import HistoryRecords
import Rules
import Synchronization
import TestSupport
import Testing
import Time

@testable import History

/// What is done to the files of a history while it is closed.
@Suite struct DamageTests {
  let test: TestHistory

  init() throws { test = try TestHistory() }
  private var withdrawals: String { "\(test.folder)/withdrawals" }
  private var key: String { "\(test.folder)/withdrawals.key" }

  /// Contacts of so many journeys, of which each third opts out.
  private func fill(_ count: Int = 60) {
    test.submit { transaction in
      for number in 0..<count {
        transaction.reserve(
          .of("news"), channel: "email", journey: "j\(number)", account: number % 2 == 0 ? "acme" : nil,
          decision: .number(UInt64(number)), at: .s(Int64(number)))
      }
    }
    test.submit { transaction in
      for number in stride(from: 0, to: count, by: 3) {
        _ = transaction.record(
          .of(.unsubscribed, decision: .number(UInt64(number)), at: 1_000), now: .s(1_000),
          sameContactWithin: .hour)
      }
    }
  }

  private func lost(_ count: Int = 60) -> [Int] {
    stride(from: 0, to: count, by: 3).filter { !test.isOut("j\($0)") }
  }

  private func flip(_ path: String, at place: Int, _ change: UInt8 = 0xFF) throws {
    let file = try FileHandle(forUpdating: URL(filePath: path))
    try file.seek(toOffset: UInt64(place))
    guard let byte = try file.read(upToCount: 1)?.first else { return }
    try file.seek(toOffset: UInt64(place))
    try file.write(contentsOf: Data([byte ^ change]))
    try file.close()
  }

  private func size(_ path: String) throws -> Int { try Data(contentsOf: URL(filePath: path)).count }

  @Test func `a start after a clean stop tells nothing and changes nothing`() throws {
    fill()
    let before = try Data(contentsOf: URL(filePath: withdrawals))
    test.restart {}
    #expect(test.events == [] && test.history.damage == [])
    #expect(try Data(contentsOf: URL(filePath: withdrawals)) == before)
    #expect(lost() == [])
  }

  @Test(arguments: Array(0..<100) + [200, 1_000, 4_090])
  func `a changed byte at the head of the database empties nothing silently`(place: Int) throws {
    fill()
    try test.restart { try flip(test.path, at: place) }
    let isWhole = test.history.contactCount == 60
    let isTold = !test.history.damage.isEmpty || test.history.fault != nil
    #expect(isWhole || isTold, "\(test.history.contactCount) contacts, \(test.events)")
    #expect(lost() == [])
    if place == 9 { #expect(isWhole && isTold) }
  }

  @Test(arguments: 0..<24)
  func `changed bytes anywhere in the database are found, and opt-outs hold`(seed: Int) throws {
    fill(300)
    var random = SeededRandom(seed: UInt64(seed))
    let contacts = test.history.contactCount
    var results: [Int] = []
    try test.restart {
      results = (0..<300).map { test.lines("j\($0)").count }
      try flip(
        test.path, at: Int.random(in: 0..<size(test.path), using: &random),
        UInt8.random(in: 1...255, using: &random))
    }
    let isSame =
      test.history.contactCount == contacts && (0..<300).map { test.lines("j\($0)").count } == results
    #expect(isSame || !test.history.damage.isEmpty || test.history.fault != nil)
    #expect(lost(300) == [])
  }

  @Test(arguments: [0, 1, 50, 4_096, 9_000, 40_000])
  func `a database that was cut short is told of, and opt-outs hold`(length: Int) throws {
    fill()
    test.restart { truncate(test.path, off_t(length)) }
    #expect(!test.history.damage.isEmpty)
    #expect(lost() == [])
    // Said again at the next start, until it is accepted.
    test.restart {}
    #expect(!test.history.damage.isEmpty)
    #expect(test.events.count == test.history.damage.count)
    #expect(try !test.accept().isEmpty)
    test.restart {}
    #expect(test.history.damage == [] && test.events == [])
    #expect(lost() == [])
  }

  @Test func `a database that is gone is damage where it had been`() throws {
    fill()
    try test.restart { try FileManager.default.removeItem(atPath: test.path) }
    #expect(
      test.history.damage == ["the database '\(test.path)' was gone, and the file of withdrawals was there"])
    #expect(test.history.contactCount == 0 && lost() == [])
  }

  @Test(arguments: [
    "UPDATE contact SET at = at + 1 WHERE id = 7", "UPDATE outcome SET value = 3",
    "UPDATE contact SET journey = 'x' WHERE id = 9", "UPDATE stamp SET counts = 0",
    "DROP TRIGGER contact_delete; DELETE FROM contact WHERE id = 5",
    "DROP TRIGGER withdrawal_delete; DELETE FROM withdrawal",
    "UPDATE setting SET value = x'00' WHERE name = 'secret'", "DELETE FROM setting WHERE name = 'secret'",
    "DROP TABLE outcome", "UPDATE withdrawal SET at = 0",
  ])
  func `what was changed behind its back is found`(change: String) throws {
    fill()
    try test.restart {
      let queue = try DatabaseQueue(path: test.path)
      try queue.write { try $0.execute(sql: change) }
      try queue.close()
    }
    #expect(!test.history.damage.isEmpty)
    #expect(lost() == [])
  }

  @Test(arguments: [false, true])
  func `database and withdrawals gone, with the key left, are damage`(isCut: Bool) throws {
    fill()
    try test.restart {
      for name in ["\(test.path)-wal", "\(test.path)-shm", test.path, withdrawals] { unlink(name) }
      if isCut { try Data().write(to: URL(filePath: test.path)) }
    }
    #expect(
      test.history.damage.first
        == "the database '\(test.path)' was gone, and the key to the file of withdrawals was there")
  }

  /// As SQLite makes it before anything is written to it, and as it is left without its log.
  private func emptyDatabase() throws {
    for name in ["\(test.path)-wal", "\(test.path)-shm", test.path] { unlink(name) }
    var configuration = GRDB.Configuration()
    configuration.journalMode = .wal
    let queue = try DatabaseQueue(path: test.path, configuration: configuration)
    try queue.write { try $0.execute(sql: "CREATE TABLE x (y); DROP TABLE x") }
    try queue.close()
  }

  @Test func `a database that was emptied is damage where there had been a history`() throws {
    fill()
    try test.restart(after: emptyDatabase)
    #expect(
      test.history.damage == ["the database '\(test.path)' was empty, and the file of withdrawals was there"])
    #expect(test.history.contactCount == 0 && lost() == [])
    test.restart {}
    #expect(test.history.damage.count == 1)
    #expect(try test.accept().count == 1)
    test.restart {}
    #expect(test.history.damage == [])
  }

  @Test(arguments: [nil, "the decision log has decisions by it"])
  func `an empty database alone is new, unless something else shows a history`(trace: String?) throws {
    test.trace = trace
    try test.restart {
      removeAll()
      try emptyDatabase()
    }
    let damage = trace.map {
      ["the database '\(test.path)' was empty, and \($0)", "the file of withdrawals was gone as well"]
    }
    #expect(test.history.damage == damage ?? [])
  }

  private func removeAll() {
    for name in ["\(test.path)-wal", "\(test.path)-shm", test.path, withdrawals, "\(withdrawals).key"] {
      unlink(name)
    }
  }

  @Test func `all its files gone are damage where something else shows that there was a history`() throws {
    fill()
    test.trace = "the decision log has decisions by it"
    test.restart { removeAll() }
    #expect(
      test.history.damage == [
        "the database '\(test.path)' was gone, and the decision log has decisions by it",
        "the file of withdrawals was gone as well",
      ])
    // Until it is accepted; from then on this is the history, whatever shows that there was another.
    test.restart {}
    #expect(test.history.damage.count == 2)
    #expect(try test.accept().count == 2)
    test.restart {}
    #expect(test.history.damage == [])
    test.trace = nil
    test.restart { removeAll() }
    #expect(test.history.damage == [])
  }

  @Test func `a copy takes the place of a history that began anew, unless opt-outs of that would be lost`()
    throws
  {
    fill()
    let copy = "\(test.folder)/copy"
    for hasOptOut in [false, true] {
      test.restart {}
      try? FileManager.default.removeItem(atPath: copy)
      let fault = Mutex<HistoryFault?>(.gone)
      let isDone = Mutex(false)
      test.history.copy(to: copy) { outcome in
        fault.withLock { $0 = outcome }
        isDone.withLock { $0 = true }
      }
      while !isDone.withLock({ $0 }), test.turn() {}
      #expect(fault.withLock { $0 } == nil)
      test.trace = "the decision log has decisions by it"
      test.restart { removeAll() }
      #expect(test.history.damage.count == 2)
      if hasOptOut {
        test.submit {
          _ = $0.record(.of(.unsubscribed, journey: "late"), now: .s(0), sameContactWithin: .hour)
        }
      }
      try test.restart {
        for name in ["\(test.path)-wal", "\(test.path)-shm", test.path] { unlink(name) }
        try FileManager.default.copyItem(atPath: copy, toPath: test.path)
      }
      #expect(
        test.history.damage == (hasOptOut ? ["the file of withdrawals belongs to another history"] : []))
      #expect(lost() == [])
      let left = try FileManager.default.contentsOfDirectory(atPath: test.folder)
      #expect(left.contains { $0.hasPrefix("withdrawals.damaged") } == hasOptOut, "\(left)")
    }
  }

  @Test func `a key that is removed meanwhile is written again with the next opt-out`() throws {
    fill()
    try FileManager.default.removeItem(atPath: "\(withdrawals).key")
    test.submit {
      _ = $0.record(.of(.unsubscribed, journey: "late"), now: .s(2_000), sameContactWithin: .hour)
    }
    #expect(FileManager.default.fileExists(atPath: "\(withdrawals).key"))
    test.restart()
    #expect(lost() == [])
  }

  @Test func `a file of withdrawals that is gone is written anew`() throws {
    fill()
    try test.restart { try FileManager.default.removeItem(atPath: withdrawals) }
    #expect(test.events == ["withdrawals rebuilt: 20"] && test.history.damage == [])
    try test.restart { try FileManager.default.removeItem(atPath: test.path) }
    #expect(lost() == [])
  }

  @Test func `the key stands twice`() throws {
    fill()
    try test.restart { try flip(key, at: 5) }
    #expect(test.events == ["withdrawals rebuilt: 20"] && test.history.damage == [])
    try test.restart { try FileManager.default.removeItem(atPath: key) }
    #expect(test.events == ["withdrawals rebuilt: 20"])
    #expect(lost() == [])
  }

  @Test func `a bad record is told, kept aside, and in the database still`() throws {
    fill()
    try test.restart { try flip(withdrawals, at: 64 * 5 + 6) }
    #expect(test.history.damage == ["the file of withdrawals has records that cannot be read, 1 of them"])
    #expect(lost() == [])
    let names = try FileManager.default.contentsOfDirectory(atPath: test.folder)
    #expect(names.contains { $0.hasPrefix("withdrawals.damaged-") })
    #expect(try test.accept().count == 1)
    test.restart {}
    #expect(test.history.damage == [])
  }

  @Test(arguments: 0..<12)
  func `without the database, a changed byte costs one opt-out at most`(seed: Int) throws {
    fill()
    var random = SeededRandom(seed: UInt64(seed))
    try test.restart {
      try FileManager.default.removeItem(atPath: test.path)
      try flip(withdrawals, at: seed < 2 ? seed * 40 : Int.random(in: 0..<64 * 22, using: &random))
    }
    #expect(lost().count <= 1 && test.history.damage.count == 2)
  }

  @Test func `a link in the place of the file is not followed`() throws {
    fill()
    let elsewhere = "\(test.folder)/elsewhere"
    try test.restart {
      try FileManager.default.removeItem(atPath: withdrawals)
      try Data("mine".utf8).write(to: URL(filePath: elsewhere))
      try FileManager.default.createSymbolicLink(atPath: withdrawals, withDestinationPath: elsewhere)
    }
    #expect(!test.history.damage.isEmpty && lost() == [])
    #expect(try String(contentsOfFile: elsewhere, encoding: .utf8) == "mine")
    try test.restart { try FileManager.default.removeItem(atPath: test.path) }
    #expect(lost() == [])
  }

  @Test func `a file of another history is not mixed in`() throws {
    fill()
    let other = try TestHistory()
    other.submit { _ = $0.record(.of(.unsubscribed, journey: "x"), now: .s(0), sameContactWithin: .hour) }
    other.history.close()
    try test.restart {
      try FileManager.default.removeItem(atPath: withdrawals)
      try FileManager.default.copyItem(atPath: "\(other.folder)/withdrawals", toPath: withdrawals)
    }
    #expect(test.history.damage == ["the file of withdrawals belongs to another history"])
    #expect(lost() == [])
  }

  @Test func `a database that cannot be opened at all leaves the file of withdrawals`() throws {
    fill()
    try test.restart {
      let queue = try DatabaseQueue(path: test.path)
      try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: of tomorrow')") }
      try queue.close()
    }
    #expect(test.history.fault == .newer && lost() == [])
    let fault = test.submit {
      _ = $0.record(.of(.complained, journey: "late"), now: .s(0), sameContactWithin: .hour)
    }
    #expect(fault == .newer && test.isOut("late"))
    test.restart {}
    #expect(test.isOut("late"))
    try test.restart {
      let queue = try DatabaseQueue(path: test.path)
      try queue.write { try $0.execute(sql: "DELETE FROM grdb_migrations WHERE identifier LIKE '99%'") }
      try queue.close()
    }
    #expect(test.history.fault == nil && test.isOut("late") && lost() == [])
    try test.restart { try FileManager.default.removeItem(atPath: withdrawals) }
    #expect(test.isOut("late"))
  }

  private func keepAnswer() {
    test.submit {
      $0.store(
        IdempotentResponse(
          key: Digest(of: [1]), question: Digest(of: [2]), journey: "anna", at: .s(0), revision: "r",
          body: [1, 2, 3]))
    }
  }

  private func changeAnswer() throws {
    let queue = try DatabaseQueue(path: test.path)
    try queue.write {
      try RowChecksum.teach($0)
      try $0.execute(sql: "UPDATE answer SET body = x'01020300'")
    }
    try queue.close()
  }

  private func answer() -> FoundAnswer? {
    let answer = Mutex<FoundAnswer?>(nil)
    test.history.answer(under: Digest(of: [1])) { found in answer.withLock { $0 = found } }
    while answer.withLock({ $0 == nil }), test.turn() {}
    return answer.withLock { $0 }
  }

  @Test func `a kept answer that was changed while it runs is not given, and told of`() throws {
    keepAnswer()
    #expect(answer() == .kept(revision: "r", body: [1, 2, 3]))
    try changeAnswer()
    #expect(answer() == .damaged)
    #expect(test.events == ["answer damaged"] && test.history.damage == [])
    // That is not what it is once there is no file to read.
    test.history.close()
    #expect(answer() == .unreadable(.failed("the file is not open")))
  }

  @Test func `a kept answer that was changed is found at a start, and not given`() throws {
    keepAnswer()
    try test.restart { try changeAnswer() }
    while test.history.damage.isEmpty, test.turn() {}
    #expect(test.history.damage == ["a kept answer is not what was written"])
  }

  @Test func `damage that is found while the file cannot be written is kept once it can`() throws {
    fill()
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: test.path, configuration: configuration)
    try test.restart {
      try flip(withdrawals, at: 64 * 5 + 6)
      try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    }
    #expect(test.history.fault == .locked && test.history.damage.count == 1)
    try other.inDatabase { try $0.execute(sql: "COMMIT") }
    test.lookAgain()
    #expect(test.history.fault == nil)
    #expect(test.events.count { $0.hasPrefix("damaged") } == 1)
    // Nothing else than the database says so any more.
    try test.restart { try FileManager.default.removeItem(atPath: withdrawals) }
    #expect(test.history.damage == ["the file of withdrawals has records that cannot be read, 1 of them"])
    #expect(try HistoryFile.read(test.path).damage == test.history.damage)
  }

  @Test func `what cannot be written twice waits once for each person and channel, and is written later`()
    throws
  {
    fill()
    try FileManager.default.removeItem(atPath: withdrawals)
    try FileManager.default.createDirectory(atPath: withdrawals, withIntermediateDirectories: false)
    for seconds in Int64(2_000)..<2_020 {
      test.submit {
        _ = $0.record(.of(.complained, journey: "late"), now: .s(seconds), sameContactWithin: .hour)
      }
    }
    #expect(test.events.count { $0.hasPrefix("withdrawals unavailable") } == 1)
    #expect(test.journal.writer.close() == 1)
    try FileManager.default.removeItem(atPath: withdrawals)
    test.open()
    #expect(test.isOut("late") && lost() == [])
    try FileManager.default.removeItem(atPath: withdrawals)
    try FileManager.default.createDirectory(atPath: withdrawals, withIntermediateDirectories: false)
    test.submit { _ = $0.record(.of(.complained, journey: "last"), now: .s(0), sameContactWithin: .hour) }
    try FileManager.default.removeItem(atPath: withdrawals)
    // Without another commit; the loop is told.
    while !test.events.contains("withdrawals rebuilt: 22"), test.turn() {}
    try test.restart { try FileManager.default.removeItem(atPath: test.path) }
    for journey in ["late", "last"] { #expect(test.isOut(journey)) }
  }

  @Test func `opt-outs that were changed in the database are not written twice, nor copied`() throws {
    fill()
    // Another connection would be taken for another program, after which all is read anew.
    try #require(test.journal.writer.file).queue.write {
      try $0.execute(sql: "UPDATE withdrawal SET at = 1 WHERE journey = 'j3'")
    }
    #expect(throws: HistoryFault.corrupt) {
      try HistoryFile.copy(test.path, to: "\(test.folder)/copy.sqlite")
    }
    try FileManager.default.removeItem(atPath: withdrawals)
    test.submit { _ = $0.record(.of(.complained, journey: "late"), now: .s(0), sameContactWithin: .hour) }
    #expect(test.events.contains("withdrawals rebuilt: 19"))
    #expect(test.history.damage == ["opt-outs in the database are not what was written, 1 of them"])
  }

  @Test func `what is found while something else is accepted is not accepted with it`() throws {
    fill()
    try test.restart { try flip(withdrawals, at: 64 * 5 + 6) }
    let isDone = Mutex(false)
    test.history.accept(at: .s(0)) { _ in isDone.withLock { $0 = true } }
    test.history.noteDamage("something else")
    while isDone.withLock({ !$0 }), test.turn() {}
    #expect(test.history.damage == ["something else"])
    test.restart {}
    #expect(test.history.damage == ["something else"])
  }

  @Test func `new damage has to be accepted again`() throws {
    fill()
    try test.restart { try flip(withdrawals, at: 64 * 5 + 6) }
    _ = try test.accept()
    #expect(test.history.damage == [])
    try test.restart { try flip(withdrawals, at: 64 * 6 + 6) }
    #expect(test.history.damage.count == 1)
  }
}
