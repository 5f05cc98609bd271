import Decisions
import Foundation
import GRDB
import Glibc
import HistoryRecords
import Rules
import Time

extension HistoryReader {
  /// For a file as it is, of whatever version.
  init(isSalvaging: Bool = false, of database: Database) throws {
    self.init(
      isSalvaging: isSalvaging,
      hasChecksums: try database.columns(in: "contact").contains { $0.name == "sum" },
      hasAlerts: try database.tableExists("alert"))
  }
}

extension HistoryFile {
  /// Reads all of the file into a new index.
  func load() throws(HistoryFault) -> HistoryIndex {
    do {
      return try queue.read { try HistoryReader().read($0) }
    } catch {
      throw HistoryFault(reading: error)
    }
  }

  /// Reads a file that may not be written, and leaves nothing behind.
  static func read(_ path: String) throws(HistoryFault) -> HistoryOpener.Opened {
    let beside = ["-wal", "-shm"].map { path + $0 }.filter { access($0, F_OK) != 0 }
    defer { for name in beside { unlink(name) } }
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      return try queue.read { database in
        let reader = try HistoryReader(of: database)
        guard let secret = try reader.readSecret(database) else { throw HistoryFault.readOnly }
        var opened = HistoryOpener.Opened(
          index: try reader.read(database), secret: secret, fault: .readOnly, isRead: true)
        // A file from before there were checksums has neither.
        guard reader.hasChecksums else { return opened }
        opened.damage = Damage.lines(try FileSetting.read(.damage, database))
        opened.cleaned = CleanUpMark(try FileSetting.read(.cleaned, database))
        opened.began = try FileSetting.read(.began, database).flatMap { Instant(settingBytes: $0) }
        return opened
      }
    } catch {
      throw HistoryFault(reading: error)
    }
  }
}

/// Reads the tables of a file into an index, in the order in which they stand here. A row that is not what was written
/// is damage.
struct HistoryReader {
  /// Whether damaged rows are passed over, and no more is asked for than is there.
  var isSalvaging = false
  /// Whether rows bear checksums, and there are alerts: not in a file that was never brought up to date.
  var hasChecksums = true
  var hasAlerts = true

  func read(_ database: Database) throws -> HistoryIndex {
    var index = HistoryIndex()
    try readStamps(database, &index)
    try readContacts(database, &index)
    try readOutcomes(database, &index)
    try readWithdrawals(database, &index)
    try readAnswers(database, &index)
    try readAlerts(database, &index)
    return index
  }

  func readSecret(_ database: Database) throws -> [UInt8]? {
    if hasChecksums { return try FileSetting.read(.secret, database) }
    return try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'secret'").map {
      Array($0)
    }
  }

  func readStamps(_ database: Database, _ index: inout HistoryIndex) throws {
    try read("stamp", #"id, action, kind, "group", exempt, counts"#, 6, "ORDER BY id", database) { rows in
      guard let number = Int32(exactly: rows.int(0)), number >= index.stamps.count, number < 1 << 24,
        let action = rows.text(1)
      else { return false }
      index.intern(
        ActionStamp(
          action: action, kind: rows.text(2), group: rows.text(3), isExempt: rows.int(4) != 0,
          counts: rows.int(5) != 0),
        as: number)
      return true
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
    // A file that was never brought up to date has no origins.
    let origin = hasChecksums ? "origin" : "decision_high IS NULL"
    try read(
      "contact",
      "id, journey, account, stamp, channel, at, decision_high, decision_low, delivered, \(origin)", 10,
      "WHERE id >= \(first) ORDER BY id", database
    ) { rows in
      guard let stamp = Int32(exactly: rows.int(3)), index.stamps.indices.contains(Int(stamp)),
        let origin = Int8(exactly: rows.int(9)).flatMap(RowOrigin.init),
        let journey = rows.withText(1, { text in text.map { index.intern(journey: $0) } })
      else { return false }
      var decision: DecisionID?
      if !rows.isNull(6) {
        decision = DecisionID(
          high: UInt64(bitPattern: rows.int(6)), low: UInt64(bitPattern: rows.int(7)))
      }
      _ = index.add(
        id: rows.int(0), journey: journey,
        account: rows.withText(2) { text in text.map { index.intern(account: $0) } ?? -1 }, stamp: stamp,
        channel: rows.withText(4) { text in
          text.map { index.number(ofChannel: String(decoding: $0, as: UTF8.self)) } ?? -1
        },
        at: Instant(microseconds: rows.int(5)), decision: decision, isDelivered: rows.int(8) != 0,
        origin: origin)
      return true
    }
  }

  func readOutcomes(_ database: Database, _ index: inout HistoryIndex) throws {
    let count = index.contacts.rows.count
    // Both stand in the order of the contacts' ids: one walk finds them all.
    var number = 0
    try read("outcome", "contact, outcome, at, value", 4, "ORDER BY contact", database) { rows in
      let id = rows.int(0)
      while number < count, index.contacts.rows[number].id < id { number += 1 }
      guard number < count, index.contacts.rows[number].id == id,
        let outcome = rows.text(1).flatMap({ Outcome(rawValue: $0) })
      else { return true }
      index.add(
        outcome, at: Instant(microseconds: rows.int(2)), value: rows.isNull(3) ? nil : rows.double(3),
        to: Int32(number))
      return true
    }
  }

  func readWithdrawals(_ database: Database, _ index: inout HistoryIndex) throws {
    try read("withdrawal", "person_high, person_low, channel, at, journey", 5, "", database) { rows in
      guard let channel = rows.text(2).map({ index.number(ofChannel: $0) }) else { return false }
      let at = Instant(microseconds: rows.int(3))
      if let journey = rows.withText(4, { text in text.map { index.intern(journey: $0) } }) {
        index.withdraw(channel, at: at, journey: journey)
      } else {
        index.forget(ForgottenWithdrawal(channel: channel, at: at), of: rows.digest(0))
      }
      return true
    }
  }

  func readAnswers(_ database: Database, _ index: inout HistoryIndex) throws {
    try read(
      "answer", "id, key_high, key_low, question_high, question_low, journey, at", 7, "ORDER BY id", database
    ) { rows in
      index.store(
        rows.withText(5) { journey in
          AnswerRow(
            id: rows.int(0), question: rows.digest(3), at: Instant(microseconds: rows.int(6)),
            journey: UnsafeRawBufferPointer(journey ?? .init(start: nil, count: 0)))
        },
        for: rows.digest(1))
      return true
    }
  }

  /// Reads when which alert was raised, and the number that was given last.
  func readAlerts(_ database: Database, _ index: inout HistoryIndex) throws {
    guard hasAlerts else { return }
    try readAlerts(database) { rows in
      guard let rule = rows.text(2), let journey = rows.text(5) else { return false }
      _ = index.alerts.remember(rule, ExactText(journey), at: Instant(microseconds: rows.int(1)))
      return true
    }
    index.alerts.last = try HistoryFile.lastAlert(in: database)
  }

  /// Goes through the rows of alerts, in the order of their numbers.
  func readAlerts(_ database: Database, _ use: (borrowing StatementRows) -> Bool) throws {
    try read("alert", StoredAlert.columns, StoredAlert.columnCount, "ORDER BY id", database, use)
  }

  /// Goes through the rows of a table.
  ///
  /// - Parameters:
  ///   - columns: all that the checksum is of, in their order in the table; so many of them.
  ///   - take: takes a row; false where it makes no sense.
  private func read(
    _ table: String, _ columns: String, _ count: CInt, _ rest: String, _ database: Database,
    _ take: (borrowing StatementRows) -> Bool
  ) throws {
    let checksum = hasChecksums ? ", sum" : ""
    var rows = try StatementRows(database, sql: "SELECT \(columns)\(checksum) FROM \(table) \(rest)")
    var total = TableTotal()
    while try rows.next() {
      if hasChecksums {
        guard rows.isWhole(checksum: count) else {
          if isSalvaging { continue }
          throw HistoryFault.corrupt
        }
        total.add(rows.int(count))
      }
      if !take(rows), !isSalvaging { throw HistoryFault.corrupt }
    }
    guard hasChecksums, !isSalvaging else { return }
    if try total != TableTotal(of: table, in: database) { throw HistoryFault.corrupt }
  }
}
