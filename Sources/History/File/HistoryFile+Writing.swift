import Decisions
import GRDB
import HistoryRecords
import JSON
import Rules
import Time

extension HistoryFile {
  /// Writes changes in one transaction: all of them or none. On return they are as durable as was asked for.
  func commit(_ changes: [HistoryChange]) throws(HistoryFault) {
    try checkPlace()
    var stamps: Set<Int32> = []
    var last = lastAlert
    do {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          var added = Added()
          for change in changes { try self.write(change, &stamps, &added, &last, database) }
          if last > lastAlert { try finishAlerts(last: last, database) }
          if added.contacts.rows > 0 { try added.contacts.add(to: "contact", in: database) }
          if added.events.rows > 0 { try added.events.add(to: "event", in: database) }
          return .commit
        }
      }
    } catch {
      throw HistoryFault(error)
    }
    // What went into a file that was taken away meanwhile is not there after a restart.
    try checkPlace()
    storedStamps.formUnion(stamps)
    lastAlert = last
  }

  /// The rows that a commit adds to tables whose totals no trigger keeps.
  private struct Added {
    var contacts = TableTotal()
    var events = TableTotal()
  }

  /// - Parameter last: the number that an alert got last.
  private func write(
    _ change: HistoryChange, _ stamps: inout Set<Int32>, _ added: inout Added, _ last: inout Int64,
    _ database: Database
  ) throws {
    switch change {
    case .contact(let contact):
      let number = contact.stampNumber
      if !storedStamps.contains(number), stamps.insert(number).inserted {
        try write(contact.stamp, number, database)
      }
      added.contacts.add(try write(contact, database))
    case .holding(let journey, let rules): try writeHolding(journey, rules, database)
    case .erased(let number): try FileSetting.write(.erased, Array("\(number)".utf8), database)
    case .event(let event): added.events.add(try write(event, database))
    case .removeEvents(let journey): try removeEvents(of: journey, database)
    case .forgetEvents(let journey, let places): try removeEvents(of: journey, places, database)
    case .outcome(let outcome): try write(outcome, database)
    case .withdrawal(let withdrawal): try Self.write(withdrawal, database)
    case .answer(let id, let answer): try write(answer, id, database)
    case .remove(let contacts):
      for table in ["contact WHERE id", "outcome WHERE contact"] {
        try remove(from: table, contacts, database)
      }
    case .removeAnswers(let answers): try remove(from: "answer WHERE id", answers, database)
    case .removeAnswersAbout(let journey):
      // The key stays, so that nobody is answered anew under it. An answer about an account names several journeys.
      var quoted = JSONWriter()
      quoted.string(journey)
      var statement = try BoundStatement(
        database,
        sql: """
          UPDATE answer
          SET question_high = 0, question_low = 0, journey = '', revision = '', body = x'',
            sum = row_sum(id, key_high, key_low, 0, 0, '', at), body_sum = row_sum('', x'')
          WHERE journey = ? OR (journey = '' AND instr(body, ?) > 0)
          """)
      try statement.bind(journey)
      try statement.bind(quoted.bytes)
      try statement.run()
    case .alert(let alert, let known):
      let number = known ?? last + 1
      last = max(last, number)
      try write(alert, number, database)
    case .removeAlerts(let horizon): try removeAlerts(before: horizon, database)
    case .removeAlertsAbout(let journey): try removeAlerts(of: journey, database)
    case .lostAnswer(let id, let key, let question, let at):
      let lost = IdempotentResponse(
        key: key, question: question, journey: "", at: at, revision: "", body: [])
      try write(lost, id, database)
    case .detach(let person):
      var statement = try BoundStatement(
        database,
        sql: """
          UPDATE withdrawal
          SET journey = NULL, sum = row_sum(person_high, person_low, channel, at, NULL)
          WHERE person_high = ? AND person_low = ?
          """)
      try statement.bind(person)
      try statement.run()
    }
  }

  private func write(_ stamp: ActionStamp, _ number: Int32, _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql:
        #"INSERT OR IGNORE INTO stamp (id, action, kind, "group", exempt, counts, sum) VALUES (?, ?, ?, ?, ?, ?, ?)"#
    )
    try statement.bind(Int64(number))
    try statement.bind(stamp.action.text)
    try statement.bind(stamp.kind)
    try statement.bind(stamp.group)
    try statement.bind(Int64(stamp.isExempt ? 1 : 0))
    try statement.bind(Int64(stamp.counts ? 1 : 0))
    try statement.bindChecksum()
    try statement.run()
  }

  /// - Returns: the checksum of the row.
  private func write(_ contact: ContactRecord, _ database: Database) throws -> Int64 {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO contact
          (id, journey, account, stamp, channel, at, decision_high, decision_low, delivered, origin, sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.bind(contact.id)
    try statement.bind(contact.journey)
    try statement.bind(contact.account)
    try statement.bind(Int64(contact.stampNumber))
    try statement.bind(contact.channel)
    try statement.bind(contact.at.microseconds)
    try statement.bind(contact.decision.map { Int64(bitPattern: $0.high) })
    try statement.bind(contact.decision.map { Int64(bitPattern: $0.low) })
    try statement.bind(Int64(contact.isDelivered ? 1 : 0))
    try statement.bind(Int64(contact.origin.rawValue))
    let checksum = try statement.bindChecksum()
    try statement.run()
    return checksum
  }

  private func write(_ outcome: OutcomeRecord, _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO outcome (contact, outcome, at, value, sum) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (contact, outcome)
        DO UPDATE SET at = excluded.at, value = excluded.value, sum = excluded.sum
        """)
    try statement.bind(outcome.contact)
    try statement.bind(outcome.outcome.rawValue)
    try statement.bind(outcome.at.microseconds)
    try statement.bind(outcome.value)
    try statement.bindChecksum()
    try statement.run()
  }

  static func write(_ withdrawal: StoredWithdrawal, _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO withdrawal (person_high, person_low, channel, at, journey, sum) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (person_high, person_low, channel)
        DO UPDATE SET at = max(at, excluded.at), journey = coalesce(excluded.journey, journey),
          sum = row_sum(
            person_high, person_low, channel, max(at, excluded.at), coalesce(excluded.journey, journey))
        """)
    try statement.bind(withdrawal.person)
    try statement.bind(withdrawal.channel)
    try statement.bind(withdrawal.at.microseconds)
    try statement.bind(withdrawal.journey)
    try statement.bindChecksum()
    try statement.run()
  }

  private func write(_ answer: IdempotentResponse, _ id: Int64, _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO answer
          (id, key_high, key_low, question_high, question_low, journey, at, sum, revision, body, body_sum)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.bind(id)
    try statement.bind(answer.key)
    try statement.bind(answer.question)
    try statement.bind(answer.journey)
    try statement.bind(answer.at.microseconds)
    try statement.bindChecksum()
    try statement.bind(answer.revision)
    try statement.bind(answer.body)
    try statement.bindChecksum()
    try statement.run()
  }

  /// - Parameter place: a table and the column that says which rows.
  private func remove(from place: String, _ ids: [Int64], _ database: Database) throws {
    var statement = try BoundStatement(database, sql: "DELETE FROM \(place) = ?")
    for id in ids {
      try statement.bind(id)
      try statement.run()
    }
  }
}
