import Decisions
import Foundation
import GRDB
import Rules
import Time

extension HistoryFile {
  /// Writes changes in one transaction: all of them or none. On return they are as durable as was asked for.
  func commit(_ changes: [HistoryChange]) throws(HistoryFault) {
    try checkPlace()
    var stamps: Set<Int32> = []
    do {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          for change in changes { try self.write(change, &stamps, database) }
          return .commit
        }
      }
    } catch {
      throw HistoryFault(error)
    }
    // What went into a file that was taken away meanwhile is not there after a restart.
    try checkPlace()
    storedStamps.formUnion(stamps)
  }

  private func write(_ change: HistoryChange, _ stamps: inout Set<Int32>, _ database: Database) throws {
    switch change {
    case .contact(let contact): try write(contact, &stamps, database)
    case .outcome(let contact, let outcome, let at, let value):
      var statement = try BoundStatement(
        database, sql: "INSERT OR IGNORE INTO outcome (contact, outcome, at, value) VALUES (?, ?, ?, ?)")
      try statement.bind(contact)
      try statement.bind(outcome.rawValue)
      try statement.bind(at.microseconds)
      try statement.bind(value)
      try statement.run()
    case .withdrawal(let withdrawal): try write(withdrawal, database)
    case .answer(let id, let answer):
      try database.cachedStatement(
        sql: """
          INSERT INTO answer
            (id, key_high, key_low, question_high, question_low, journey, at, revision, body)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(
        arguments: [
          id, answer.key.high.half, answer.key.low.half, answer.question.high.half, answer.question.low.half,
          answer.journey, answer.at.microseconds, answer.revision, Data(answer.body),
        ])
    case .remove(let contacts):
      let contact = try database.cachedStatement(sql: "DELETE FROM contact WHERE id = ?")
      let outcome = try database.cachedStatement(sql: "DELETE FROM outcome WHERE contact = ?")
      for id in contacts {
        try contact.execute(arguments: [id])
        try outcome.execute(arguments: [id])
      }
    case .removeAnswers(let answers):
      let answer = try database.cachedStatement(sql: "DELETE FROM answer WHERE id = ?")
      for id in answers { try answer.execute(arguments: [id]) }
    case .removeAnswersAbout(let journey):
      try database.execute(sql: "DELETE FROM answer WHERE journey = ?", arguments: [journey])
    case .detach(let person):
      try database.execute(
        sql: "UPDATE withdrawal SET journey = NULL WHERE person_high = ? AND person_low = ?",
        arguments: [person.high.half, person.low.half])
    }
  }

  private func write(
    _ contact: StoredContact, _ stamps: inout Set<Int32>, _ database: Database
  ) throws {
    let (number, stamp) = contact.stamp
    if !storedStamps.contains(number), stamps.insert(number).inserted {
      try database.execute(
        sql:
          #"INSERT OR IGNORE INTO stamp (id, action, kind, "group", exempt, counts) VALUES (?, ?, ?, ?, ?, ?)"#,
        arguments: [number, stamp.action.text, stamp.kind, stamp.group, stamp.isExempt, stamp.counts])
    }
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO contact
          (id, journey, account, stamp, channel, at, decision_high, decision_low, delivered)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.bind(contact.id)
    try statement.bind(contact.journey)
    try statement.bind(contact.account)
    try statement.bind(Int64(number))
    try statement.bind(contact.channel)
    try statement.bind(contact.at.microseconds)
    try statement.bind(contact.decision?.high.half)
    try statement.bind(contact.decision?.low.half)
    try statement.bind(Int64(contact.isDelivered ? 1 : 0))
    try statement.run()
  }

  private func write(_ withdrawal: StoredWithdrawal, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO withdrawal (person_high, person_low, channel, at, journey) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (person_high, person_low, channel)
        DO UPDATE SET at = max(at, excluded.at), journey = excluded.journey
        """
    ).execute(
      arguments: [
        withdrawal.person.high.half, withdrawal.person.low.half, withdrawal.channel,
        withdrawal.at.microseconds, withdrawal.journey,
      ])
  }

  /// Copies the write-ahead log into the file and empties it, so that nothing deleted stands in either.
  func emptyLog() throws(HistoryFault) {
    do {
      let isBusy = try queue.writeWithoutTransaction { database in
        try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      guard isBusy == 0 else { throw HistoryFault.locked }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// The answer of this number; nil where it is not kept any more.
  func answer(_ id: Int64) throws(HistoryFault) -> (revision: String, body: [UInt8])? {
    do {
      return try queue.read { database in
        let row = try Row.fetchOne(
          database, sql: "SELECT revision, body FROM answer WHERE id = ?", arguments: [id])
        return row.map { row in
          let body: Data = row[1]
          return (row[0], Array(body))
        }
      }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// How many contacts the file holds.
  func contactCount() throws(HistoryFault) -> Int {
    do {
      return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact") ?? 0 }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// Writes a copy of the file, as it is now, to a path where nothing stands yet.
  static func copy(_ path: String, to target: String) throws(HistoryFault) {
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
      try queue.close()
    } catch {
      throw HistoryFault(error)
    }
  }
}

extension UInt64 {
  /// As the file holds it.
  fileprivate var half: Int64 { Int64(bitPattern: self) }
}
