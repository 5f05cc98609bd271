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
        var seen: Set<Int64>?
        let stamps = try reader.readStamps(database, &index)
        try reader.readContacts(database, .oldestFirst, stamps, &index, seen: &seen)
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
  enum Order: String {
    case oldestFirst = "ASC"
    case newestFirst = "DESC"
  }

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

  /// - Parameter seen: ids that were read before, where some may be met again.
  func readContacts(
    _ database: Database, _ order: Order, _ stamps: [Int64: Int32], _ index: inout HistoryIndex,
    seen: inout Set<Int64>?
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, journey, account, stamp, channel, at, decision_high, decision_low, delivered
        FROM contact ORDER BY id \(order.rawValue)
        """)
    while let row = try rows.next() {
      let id: Int64 = row[0]
      if seen?.insert(id).inserted == false { continue }
      guard let stamp = stamps[row[3]] else { throw HistoryFault.corrupt }
      var decision: DecisionID?
      if let high: Int64 = row[6], let low: Int64 = row[7] {
        decision = DecisionID(high: UInt64(bitPattern: high), low: UInt64(bitPattern: low))
      }
      let channel: String? = row[4]
      _ = index.add(
        id: id, journey: index.enter(journey: row[1]), account: row[2], stamp: stamp,
        channel: channel.flatMap { index.number(ofChannel: $0) } ?? -1, at: Instant(microseconds: row[5]),
        decision: decision, isDelivered: row[8])
    }
  }

  func readOutcomes(_ database: Database, _ index: inout HistoryIndex) throws {
    // Contacts stand in the order of their ids, as outcomes do, unless some were read from the end.
    let numbers = index.contacts.rows.indices.sorted { index.contacts.rows[$0].id < index.contacts.rows[$1].id }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT contact, outcome, at, value FROM outcome ORDER BY contact")
    var place = 0
    while let row = try rows.next() {
      let id: Int64 = row[0]
      while place < numbers.count, index.contacts.rows[numbers[place]].id < id { place += 1 }
      guard place < numbers.count, index.contacts.rows[numbers[place]].id == id,
        let outcome = Outcome(rawValue: row[1])
      else { continue }
      index.add(outcome, at: Instant(microseconds: row[2]), value: row[3], to: Int32(numbers[place]))
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
