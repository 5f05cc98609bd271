import Decisions
import HistoryRecords
import PostgreSQL
import SharedHistory
import TestSupport
import Testing
import Time

/// A server with an empty database, and who writes there.
struct SharedDatabase: Sendable {
  let server: PostgreSQLServer
  let library: ClientLibrary

  init() throws {
    server = try PostgreSQLServer()
    library = try ClientLibrary.load()
  }

  var settings: Connection.Settings { Connection.Settings(server.address()) }

  func writer() -> SharedHistoryWriter {
    SharedHistoryWriter(settings, with: library, clock: { Instant(microseconds: 0) })
  }

  func session(as user: String? = nil) throws -> SharedHistorySession {
    var settings = settings
    if let user { settings.address += " user=\(user)" }
    return try SharedHistorySession.open(settings, with: library, clock: { Instant(microseconds: 0) })
  }

  /// A session whose tables are there.
  func readySession() throws -> SharedHistorySession {
    var session = try session()
    try session.migrate()
    try session.prepare()
    return session
  }

  func connection() throws -> Connection { try Connection.open(settings, with: library) }

  /// Runs SQL as another program would.
  @discardableResult
  func run(_ sql: String) throws -> Rows {
    var connection = try connection()
    return try connection.run(Query(sql), within: .seconds(10))
  }
}

extension ContactRecord {
  /// One of an action that counts.
  static func made(
    with journey: String, of account: String? = nil, by decision: DecisionID? = nil,
    at microseconds: Int64 = 1
  ) -> ContactRecord {
    ContactRecord(
      id: 1, journey: journey, account: account,
      stamp: ActionStamp(action: "call", kind: "touch", group: nil, isExempt: false, counts: true),
      stampNumber: 0, channel: "phone", at: Instant(microseconds: microseconds), decision: decision,
      isDelivered: true, origin: .reserved)
  }
}

extension DecisionID {
  static func new() -> DecisionID {
    DecisionID(high: .random(in: 1 ... .max), low: .random(in: 1 ... .max))
  }
}

extension WriteResult {
  /// The numbers of the contacts; nil where it was not taken.
  var numbers: [Int64]? { if case .taken(let numbers) = self { numbers } else { nil } }

  /// What stands there, where somebody was faster.
  var newer: [ScopeCopy]? { if case .overtaken(let copies) = self { copies } else { nil } }
}
