import Foundation
import GRDB
import Rules
import Time

/// What can still be read of a damaged file: each table from its start as far as it goes, and contacts from their end
/// as well.
struct HistorySalvage {
  private(set) var index = HistoryIndex()
  private(set) var secret: [UInt8]?

  init(of path: String) {
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return }
    let reader = HistoryReader()
    queue.inDatabase { database in
      let known = try? Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'secret'")
      secret = known.map { Array($0) }
      let stamps = (try? reader.readStamps(database, &index)) ?? [:]
      try? reader.readContacts(database, stamps, &index)
      let rest = Self.firstReadable(database, after: index.lastContactID)
      if let rest { try? reader.readContacts(database, from: rest, stamps, &index) }
      try? reader.readOutcomes(database, &index)
      try? reader.readWithdrawals(database, &index)
    }
    try? queue.close()
  }

  /// The smallest id of a contact after another that can be reached from the end.
  private static func firstReadable(_ database: Database, after last: Int64) -> Int64? {
    let ids = try? Int64.fetchCursor(
      database, sql: "SELECT id FROM contact WHERE id > ? ORDER BY id DESC", arguments: [last])
    var first: Int64?
    while let id = try? ids?.next() { first = id }
    return first
  }
}
