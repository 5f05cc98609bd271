import HistoryRecords
import PostgreSQL
import SharedHistory
import TestSupport
import Time

/// A server with the tables of a history, and what stands there.
struct SharedEngine {
  let server: PostgreSQLServer
  let writer: SharedHistoryWriter

  init() throws {
    server = try PostgreSQLServer()
    writer = SharedHistoryWriter(
      Connection.Settings(server.address()), with: try ClientLibrary.load(), time: .seconds(10),
      clock: { Instant(microseconds: 0) })
    _ = try writer.secret()
  }

  func read(_ scope: HistoryScope) throws -> ScopeCopy {
    guard let copy = try writer.read([scope]).first else { throw Missing() }
    return copy
  }

  /// Writes something as another host does.
  func write(_ scopes: HistoryScope..., fill: (inout SharedWrite) -> Void) {
    var batch = WriteBatch()
    batch.record(.new(), in: scopes, fill)
    _ = writer.write(batch, patience: .seconds(10))
  }

  func connection() throws -> Connection {
    try Connection.open(Connection.Settings(server.address()), with: try ClientLibrary.load())
  }

  private struct Missing: Error {}
}
