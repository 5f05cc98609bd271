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
      var seen: Set<Int64>? = []
      for order in [HistoryReader.Order.oldestFirst, .newestFirst] {
        try? reader.readContacts(database, order, stamps, &index, seen: &seen)
      }
      try? reader.readOutcomes(database, &index)
      try? reader.readWithdrawals(database, &index)
    }
    try? queue.close()
  }
}
