import Foundation
import GRDB
import Glibc
import Rules
import Time

/// What can still be read of a damaged file: each table from its start as far as it goes, and contacts from their end
/// as well.
struct HistorySalvage {
  private(set) var index = HistoryIndex()
  private(set) var secret: [UInt8]?

  init(of path: String) {
    // Reading writes: into a copy.
    let copies = ["", "-wal"].map { (from: path + $0, to: "\(path).read\($0)") }
    defer { for name in copies.map(\.to) + ["\(path).read-shm"] { unlink(name) } }
    for (from, to) in copies { try? FileManager.default.copyItem(atPath: from, toPath: to) }
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { database in
      // Otherwise a file that is too short is not looked into at all.
      try database.execute(sql: "PRAGMA writable_schema = ON")
    }
    guard let queue = try? DatabaseQueue(path: copies[0].to, configuration: configuration) else { return }
    let reader = HistoryReader()
    queue.inDatabase { database in
      secret = try? reader.readSecret(database)
      try? reader.readStamps(database, &index)
      try? reader.readContacts(database, &index)
      let rest = Self.firstReadable(database, after: index.lastContactID)
      if let rest { try? reader.readContacts(database, from: rest, &index) }
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
