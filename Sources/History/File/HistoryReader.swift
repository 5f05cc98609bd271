import Decisions
import Foundation
import GRDB
import Glibc
import Rules
import Time

extension HistoryFile {
  /// Reads all of the file into a new index.
  func load() throws(HistoryFault) -> HistoryIndex {
    do {
      return try queue.read { try HistoryReader().read($0) }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// Reads a file that may not be written, and leaves nothing behind.
  static func read(_ path: String) throws(HistoryFault) -> (index: HistoryIndex, secret: [UInt8]) {
    let beside = ["-wal", "-shm"].map { path + $0 }.filter { access($0, F_OK) != 0 }
    defer { for name in beside { unlink(name) } }
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      return try queue.read { database in
        guard let secret = try HistoryReader().readSecret(database) else { throw HistoryFault.readOnly }
        return (try HistoryReader().read(database), secret)
      }
    } catch {
      throw HistoryFault(error)
    }
  }
}

/// Reads the tables of a file into an index, in the order in which they stand here.
struct HistoryReader {
  func read(_ database: Database) throws -> HistoryIndex {
    var index = HistoryIndex()
    try readStamps(database, &index)
    try readContacts(database, &index)
    try readOutcomes(database, &index)
    try readWithdrawals(database, &index)
    try readAnswers(database, &index)
    return index
  }

  func readSecret(_ database: Database) throws -> [UInt8]? {
    try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'secret'").map { Array($0) }
  }

  func readStamps(_ database: Database, _ index: inout HistoryIndex) throws {
    var rows = try StatementRows(
      database, sql: #"SELECT id, action, kind, "group", exempt, counts FROM stamp ORDER BY id"#)
    while try rows.next() {
      guard let number = Int32(exactly: rows.int(0)), number >= index.stamps.count, number < 1 << 24,
        let action = rows.text(1)
      else { throw HistoryFault.corrupt }
      index.enter(
        ActionStamp(
          action: action, kind: rows.text(2), group: rows.text(3), isExempt: rows.int(4) != 0,
          counts: rows.int(5) != 0),
        as: number)
    }
  }

  /// Reads contacts in the order of their ids, which is that of the rows of the index.
  func readContacts(
    _ database: Database, from first: Int64 = 0, _ index: inout HistoryIndex
  ) throws {
    // Only to make room: where it cannot be had, the rows tell why.
    let count = try? Int.fetchOne(
      database, sql: "SELECT count(*) FROM contact WHERE id >= ?", arguments: [first])
    index.reserveCapacity(contacts: count ?? 0)
    // A file of before, that may only be read or is damaged, has no origins yet.
    let origin = try database.columns(in: "contact").contains { $0.name == "origin" }
    var rows = try StatementRows(
      database,
      sql: """
        SELECT id, journey, account, stamp, channel, at, decision_high, decision_low, delivered,
          \(origin ? "origin" : "decision_high IS NULL")
        FROM contact WHERE id >= \(first) ORDER BY id
        """)
    while try rows.next() {
      guard let stamp = Int32(exactly: rows.int(3)), index.stamps.indices.contains(Int(stamp)),
        let origin = Int8(exactly: rows.int(9)).flatMap(RowOrigin.init),
        let journey = rows.withText(1, { text in text.map { index.enter(journey: $0) } })
      else { throw HistoryFault.corrupt }
      var decision: DecisionID?
      if !rows.isNull(6) {
        decision = DecisionID(
          high: UInt64(bitPattern: rows.int(6)), low: UInt64(bitPattern: rows.int(7)))
      }
      _ = index.add(
        id: rows.int(0), journey: journey,
        account: rows.withText(2) { text in text.map { index.enter(account: $0) } ?? -1 }, stamp: stamp,
        channel: rows.withText(4) { text in
          text.map { index.number(ofChannel: String(decoding: $0, as: UTF8.self)) } ?? -1
        },
        at: Instant(microseconds: rows.int(5)), decision: decision, isDelivered: rows.int(8) != 0,
        origin: origin)
    }
  }

  func readOutcomes(_ database: Database, _ index: inout HistoryIndex) throws {
    let count = index.contacts.rows.count
    let rows = try Row.fetchCursor(
      database, sql: "SELECT contact, outcome, at, value FROM outcome ORDER BY contact")
    // Both stand in the order of the contacts' ids: one walk finds them all.
    var number = 0
    while let row = try rows.next() {
      let id: Int64 = row[0]
      while number < count, index.contacts.rows[number].id < id { number += 1 }
      guard number < count, index.contacts.rows[number].id == id, let outcome = Outcome(rawValue: row[1])
      else { continue }
      index.add(outcome, at: Instant(microseconds: row[2]), value: row[3], to: Int32(number))
    }
  }

  func readWithdrawals(_ database: Database, _ index: inout HistoryIndex) throws {
    var rows = try StatementRows(
      database, sql: "SELECT person_high, person_low, channel, at, journey FROM withdrawal")
    while try rows.next() {
      guard let channel = rows.text(2).map({ index.number(ofChannel: $0) }) else { continue }
      let at = Instant(microseconds: rows.int(3))
      if let journey = rows.withText(4, { text in text.map { index.enter(journey: $0) } }) {
        index.withdraw(channel, at: at, journey: journey)
      } else {
        index.forget(ForgottenWithdrawal(channel: channel, at: at), of: rows.digest(0))
      }
    }
  }

  func readAnswers(_ database: Database, _ index: inout HistoryIndex) throws {
    var rows = try StatementRows(
      database, sql: "SELECT id, key_high, key_low, question_high, question_low, at FROM answer ORDER BY id")
    while try rows.next() {
      index.keep(
        AnswerRow(id: rows.int(0), question: rows.digest(3), at: Instant(microseconds: rows.int(5))),
        for: rows.digest(1))
    }
  }
}
