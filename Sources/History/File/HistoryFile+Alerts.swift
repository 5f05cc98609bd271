import Decisions
import GRDB
import HistoryRecords
import Rules
import Time

extension HistoryFile {
  /// Alerts behind a number, in the order of their numbers, so many at most.
  func alerts(after number: Int64, most: Int) throws(HistoryFault) -> [StoredAlert] {
    do {
      return try queue.read { database in
        var rows = try StatementRows(
          database,
          sql: """
            SELECT \(StoredAlert.columns), sum FROM alert WHERE id > \(number) ORDER BY id LIMIT \(most)
            """)
        var alerts: [StoredAlert] = []
        while try rows.next() {
          guard rows.isWhole(checksum: StoredAlert.columnCount), let alert = StoredAlert(rows) else {
            throw HistoryFault.corrupt
          }
          alerts.append(alert)
        }
        return alerts
      }
    } catch {
      throw HistoryFault(error)
    }
  }

  func write(_ alert: RaisedAlert, _ number: Int64, _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO alert (\(StoredAlert.columns), sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.bind(number)
    try statement.bind(alert.at.microseconds)
    try statement.bind(alert.rule)
    try statement.bind(alert.severity?.rawValue)
    try statement.bind(alert.summary)
    try statement.bind(alert.journey)
    try statement.bind(alert.account)
    try statement.bind(alert.revision)
    try statement.bind(alert.decision.map { Int64(bitPattern: $0.high) })
    try statement.bind(alert.decision.map { Int64(bitPattern: $0.low) })
    try statement.bindChecksum()
    try statement.run()
  }

  /// Notes which number was given last, which outlives the alert, and forgets the oldest of too many.
  func finishAlerts(last: Int64, _ database: Database) throws {
    try FileSetting.write(.lastAlert, Array("\(last)".utf8), database)
    let count = try TableTotal(of: "alert", in: database)?.rows ?? 0
    let excess = count - Int64(AlertIndex.most)
    guard excess > 0 else { return }
    try database.execute(
      sql: "DELETE FROM alert WHERE id IN (SELECT id FROM alert ORDER BY id LIMIT \(excess))")
  }

  /// Forgets alerts from before an instant, among the oldest ones.
  func removeAlerts(before horizon: Instant, _ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM alert
        WHERE id IN (SELECT id FROM alert ORDER BY id LIMIT 10000) AND at < \(horizon.microseconds)
        """)
  }

  func removeAlerts(of journey: String, _ database: Database) throws {
    var statement = try BoundStatement(database, sql: "DELETE FROM alert WHERE journey = ?")
    try statement.bind(journey)
    try statement.run()
  }

  /// The number that was given last; 0 where none was.
  static func lastAlert(in database: Database) throws -> Int64 {
    let noted = try FileSetting.read(.lastAlert, database).flatMap {
      Int64(String(decoding: $0, as: UTF8.self))
    }
    let greatest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM alert")
    return max(noted ?? 0, greatest ?? 0)
  }
}

extension StoredAlert {
  /// In the order of the table.
  static let columns =
    "id, at, rule, severity, summary, journey, account, revision, decision_high, decision_low"
  static let columnCount: CInt = 10

  /// Nil where the row makes no sense.
  init?(_ rows: borrowing StatementRows) {
    guard let rule = rows.text(2), let journey = rows.text(5) else { return nil }
    let decision =
      rows.isNull(8)
      ? nil : DecisionID(high: UInt64(bitPattern: rows.int(8)), low: UInt64(bitPattern: rows.int(9)))
    self.init(
      number: rows.int(0),
      alert: RaisedAlert(
        at: Instant(microseconds: rows.int(1)), rule: rule,
        severity: rows.text(3).flatMap { AlertSeverity(rawValue: $0) }, summary: rows.text(4),
        journey: journey, account: rows.text(6), revision: rows.text(7), decision: decision))
  }
}
