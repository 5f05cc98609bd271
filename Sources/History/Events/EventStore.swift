import GRDB
import HistoryRecords
import Journeys
import Rules
import System
import Time

/// The events of a history file, read on a connection of its own, so that neither waits for the other: the writer for
/// who reads, nor who reads for the disk of a commit. It shows what is committed. For one thread.
final class EventStore {
  private let path: String
  private var queue: DatabaseQueue?
  /// Of the file that is open.
  private var identity: FileIdentity?
  /// Called where a row is not what was written.
  var damaged: () -> Void = {}
  /// Called where the file is not one that can be read.
  var unreadable: @Sendable () -> Void

  static let columns = "journey, at, number, name, account, body"
  static let columnCount: CInt = 6

  init(_ path: String, unreadable: @escaping @Sendable () -> Void = {}) {
    self.path = path
    self.unreadable = unreadable
  }

  /// Reads from another file from here on, should one stand there.
  func reopen() {
    try? queue?.close()
    queue = nil
  }

  private func opened() throws -> DatabaseQueue {
    if let queue { return queue }
    var configuration = GRDB.Configuration()
    configuration.label = "events"
    configuration.readonly = true
    configuration.busyMode = .timeout(1)
    // KiB: the inner pages of a large table, so that a journey costs one read of the file or two.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
    identity = FileIdentity(of: path)
    let opened = try DatabaseQueue(path: path, configuration: configuration)
    queue = opened
    return opened
  }

  /// Runs a query on one connection after the other; where one fails, the next call opens another.
  func read<Result>(_ body: (Database) throws -> Result) throws(HistoryFault) -> Result {
    do {
      return try opened().inDatabase(body)
    } catch {
      reopen()
      // A table that is missing, as in an empty file, is met by who looks whether the file is in its place; and one that
      // was damaged may have been written anew meanwhile.
      if HistoryFault(error) == .corrupt, FileIdentity(of: path) == identity { unreadable() }
      throw HistoryFault(reading: error)
    }
  }

  // MARK: Queries

  /// All that was told of a journey, by instant.
  func events(of journey: String) throws(HistoryFault) -> [JourneyEvent] {
    try read { try fetch("journey = ?", bind: { try $0.bind(journey) }, $0) }
  }

  /// What was told of a journey at an instant.
  func events(of journey: String, at instant: Instant) throws(HistoryFault) -> [JourneyEvent] {
    try read { database in
      try fetch(
        "journey = ? AND at = ?",
        bind: {
          try $0.bind(journey)
          try $0.bind(instant.microseconds)
        }, database)
    }
  }

  /// The event that a caller gave this id.
  func event(named name: String) throws(HistoryFault) -> JourneyEvent? {
    try read { try fetch("name = ?", bind: { try $0.bind(name) }, $0).first }
  }

  /// The journeys that were ever said to belong to an account.
  func journeys(ofAccount account: String) throws(HistoryFault) -> [String] {
    try read { database in
      var statement = try BoundStatement(
        database, sql: "SELECT DISTINCT journey FROM event WHERE account = ?")
      try statement.bind(account)
      var rows = statement.rows()
      var journeys: [String] = []
      while try rows.next() { if let name = rows.text(0) { journeys.append(name) } }
      return journeys
    }
  }

  /// The journeys after another one in the order of bytes, so many at most.
  func journeys(after journey: String?, most: Int) throws(HistoryFault) -> [String] {
    try beginnings(after: journey, most: most).map(\.journey)
  }

  /// The same with the instants of their first events.
  func beginnings(
    after journey: String?, most: Int
  ) throws(HistoryFault) -> [(journey: String, first: Instant)] {
    try read { database in
      var found: [(journey: String, first: Instant)] = []
      var last = journey
      while found.count < most {
        // The next name at each step, found by the index: a plain DISTINCT would read every row.
        let sql =
          last == nil
          ? "SELECT journey, at FROM event ORDER BY journey, at LIMIT 1"
          : "SELECT journey, at FROM event WHERE journey > ? ORDER BY journey, at LIMIT 1"
        var statement = try BoundStatement(database, sql: sql)
        if let last { try statement.bind(last) }
        var rows = statement.rows()
        guard try rows.next(), let name = rows.text(0) else { break }
        found.append((name, Instant(microseconds: rows.int(1))))
        last = name
      }
      return found
    }
  }

  /// The alert rules that held for a journey when it was looked at last.
  func holding(_ journey: String) throws(HistoryFault) -> [String] {
    try read { database in
      var statement = try BoundStatement(
        database, sql: "SELECT journey, rules, sum FROM holding WHERE journey = ?")
      try statement.bind(journey)
      var rows = statement.rows()
      guard try rows.next(), rows.isWhole(checksum: 2), let text = rows.text(1) else { return [] }
      return text.split(separator: "\n").map(String.init)
    }
  }

  func setting(_ setting: FileSetting) throws(HistoryFault) -> [UInt8]? {
    try read { try FileSetting.read(setting, $0) }
  }

  /// Whether any event was told of a journey.
  func hasEvents(of journey: String) throws(HistoryFault) -> Bool {
    try read { database in
      var statement = try BoundStatement(database, sql: "SELECT 1 FROM event WHERE journey = ? LIMIT 1")
      try statement.bind(journey)
      var rows = statement.rows()
      return try rows.next()
    }
  }

  /// How many events were told of a journey.
  func count(of journey: String) throws(HistoryFault) -> Int {
    try read { database in
      var statement = try BoundStatement(database, sql: "SELECT count(*) FROM event WHERE journey = ?")
      try statement.bind(journey)
      var rows = statement.rows()
      return try rows.next() ? Int(rows.int(0)) : 0
    }
  }

  /// How many events the file says that it holds.
  func count() throws(HistoryFault) -> Int {
    try read { Int(try TableTotal(of: "event", in: $0)?.rows ?? 0) }
  }

  private func fetch(
    _ condition: String, bind: (inout BoundStatement) throws -> Void, _ database: Database
  ) throws -> [JourneyEvent] {
    var statement = try BoundStatement(
      database, sql: "SELECT \(Self.columns), sum FROM event WHERE \(condition)")
    try bind(&statement)
    var rows = statement.rows()
    var events: [JourneyEvent] = []
    while try rows.next() {
      guard rows.isWhole(checksum: Self.columnCount), let event = JourneyEvent(rows) else {
        damaged()
        continue
      }
      events.append(event)
    }
    return events
  }
}

extension JourneyEvent {
  /// Of a row with `EventStore.columns`.
  init?(_ rows: borrowing StatementRows) {
    guard let journey = rows.text(0), let body = rows.withText(5, { $0.map { Array($0) } }) else {
      return nil
    }
    self.init(
      journey: journey, at: Instant(microseconds: rows.int(1)), name: rows.text(3), account: rows.text(4),
      body: body)
  }
}
