import Foundation
import GRDB

extension HistoryFile {
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
