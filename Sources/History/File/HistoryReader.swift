import Foundation
import GRDB
import Rules
import Time

extension HistoryFile {
  /// Reads all of the file into a new index.
  func load() throws(HistoryFault) -> HistoryIndex {
    let reader = HistoryReader()
    do {
      let (index, stamps) = try queue.read { database in
        var index = HistoryIndex()
        let stamps = try reader.readStamps(database, &index)
        try reader.readContacts(database, stamps, &index)
        try reader.readOutcomes(database, &index)
        try reader.readWithdrawals(database, &index)
        try reader.readAnswers(database, &index)
        return (index, stamps)
      }
      storedStamps = Set(stamps.values)
      return index
    } catch {
      throw HistoryFault(error)
    }
  }
}

/// Reads the tables of a file into an index, in the order in which they stand here.
struct HistoryReader {
  /// - Returns: numbers in the index by those in the file; the same, unless rows are missing.
  func readStamps(_ database: Database, _ index: inout HistoryIndex) throws -> [Int64: Int32] {
    var numbers: [Int64: Int32] = [:]
    let rows = try Row.fetchCursor(
      database, sql: #"SELECT id, action, kind, "group", exempt, counts FROM stamp ORDER BY id"#)
    while let row = try rows.next() {
      let stamp = ActionStamp(
        action: row[1], kind: row[2], group: row[3], isExempt: row[4], counts: row[5])
      numbers[row[0]] = index.number(of: stamp)
    }
    return numbers
  }

  /// Reads contacts in the order of their ids, which is that of the rows of the index.
  func readContacts(
    _ database: Database, from first: Int64 = 0, _ stamps: [Int64: Int32], _ index: inout HistoryIndex
  ) throws {
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM contact WHERE id >= ?", arguments: [first])
    index.reserveCapacity(contacts: count ?? 0)
    var rows = try StatementRows(
      database,
      sql: """
        SELECT id, journey, account, stamp, channel, at, decision_high, decision_low, delivered
        FROM contact WHERE id >= \(first) ORDER BY id
        """)
    while try rows.next() {
      guard let stamp = stamps[rows.int(3)],
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
          text.flatMap { index.number(ofChannel: String(decoding: $0, as: UTF8.self)) } ?? -1
        },
        at: Instant(microseconds: rows.int(5)), decision: decision, isDelivered: rows.int(8) != 0)
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
    let rows = try Row.fetchCursor(
      database, sql: "SELECT person_high, person_low, channel, at, journey FROM withdrawal")
    while let row = try rows.next() {
      guard let channel = index.number(ofChannel: row[2]) else { continue }
      let at = Instant(microseconds: row[3])
      if let journey: String = row[4] {
        index.withdraw(channel, at: at, journey: index.enter(journey: journey))
      } else {
        let person = Digest(storedHigh: row[0], low: row[1])
        index.forget(ForgottenWithdrawal(channel: channel, at: at), of: person)
      }
    }
  }

  func readAnswers(_ database: Database, _ index: inout HistoryIndex) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT id, key_high, key_low, question_high, question_low, at FROM answer ORDER BY id")
    while let row = try rows.next() {
      index.keep(
        AnswerRow(
          id: row[0], question: Digest(storedHigh: row[3], low: row[4]), at: Instant(microseconds: row[5])),
        for: Digest(storedHigh: row[1], low: row[2]))
    }
  }
}

extension Digest {
  /// From the halves as the file has them.
  fileprivate init(storedHigh high: Int64, low: Int64) {
    self.init(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
  }
}
