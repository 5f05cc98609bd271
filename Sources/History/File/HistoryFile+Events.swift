import GRDB
import HistoryRecords
import Journeys
import Time

extension HistoryFile {
  /// - Returns: the checksum of the row.
  func write(_ event: JourneyEvent, _ database: Database) throws -> Int64 {
    var statement = try BoundStatement(
      database,
      sql: "INSERT INTO event (journey, at, number, name, account, body, sum) VALUES (?, ?, ?, ?, ?, ?, ?)")
    try statement.bind(event.journey)
    try statement.bind(event.at.microseconds)
    try statement.bind(nextEvent)
    nextEvent += 1
    try statement.bind(event.name)
    try statement.bind(event.account)
    try statement.bind(String(decoding: event.body, as: UTF8.self))
    let checksum = try statement.bindChecksum()
    try statement.run()
    return checksum
  }

  func removeEvents(of journey: String, _ database: Database) throws {
    for table in ["event", "holding"] {
      var statement = try BoundStatement(database, sql: "DELETE FROM \(table) WHERE journey = ?")
      try statement.bind(journey)
      try statement.run()
    }
  }

  /// Notes which alert rules hold for a journey.
  func writeHolding(_ journey: String, _ rules: [String], _ database: Database) throws {
    var removal = try BoundStatement(database, sql: "DELETE FROM holding WHERE journey = ?")
    try removal.bind(journey)
    try removal.run()
    guard !rules.isEmpty else { return }
    var statement = try BoundStatement(
      database, sql: "INSERT INTO holding (journey, rules, sum) VALUES (?, ?, ?)")
    try statement.bind(journey)
    try statement.bind(rules.joined(separator: "\n"))
    try statement.bindChecksum()
    try statement.run()
  }

  func removeEvents(of journey: String, _ places: [EventPlace], _ database: Database) throws {
    var statement = try BoundStatement(
      database, sql: "DELETE FROM event WHERE journey = ? AND at = ? AND number = ?")
    for place in places {
      try statement.bind(journey)
      try statement.bind(place.at.microseconds)
      try statement.bind(place.number)
      try statement.run()
    }
  }

  /// How many events the file says that it holds.
  func eventCount() throws(HistoryFault) -> Int {
    do {
      return try queue.read { Int(try TableTotal(of: "event", in: $0)?.rows ?? 0) }
    } catch {
      throw HistoryFault(error)
    }
  }
}
