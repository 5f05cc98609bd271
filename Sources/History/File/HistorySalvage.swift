import Foundation
import GRDB
import Glibc
import HistoryRecords
import Rules
import Time

/// What can still be read of a damaged file: each table from its start as far as it goes, and contacts from their end
/// as well.
///
/// It reads from a copy, which is removed with it.
final class HistorySalvage {
  /// What is wanted of it.
  enum Kind {
    case all
    /// What no index in memory has: alerts and events.
    case besidesIndex
  }

  private(set) var index = HistoryIndex()
  private(set) var secret: [UInt8]?
  /// How many contacts there were, where the file still says so.
  private(set) var contacts: Int64?
  /// How many events there were, where the file still says so, and there were any.
  private(set) var events: Int64?
  private(set) var alerts: [StoredAlert] = []
  private let path: String
  private var queue: DatabaseQueue?

  init(of path: String, kind: Kind = .all) {
    self.path = path
    // Reading writes: into a copy.
    let copies = ["", "-wal"].map { (from: path + $0, to: "\(path).read\($0)") }
    for (from, to) in copies {
      unlink(to)
      try? FileManager.default.copyItem(atPath: from, toPath: to)
    }
    Self.mendHead(of: copies[0].to)
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { database in
      // Otherwise a file that is too short is not looked into at all.
      try database.execute(sql: "PRAGMA writable_schema = ON")
    }
    queue = try? DatabaseQueue(path: copies[0].to, configuration: configuration)
    queue?.inDatabase { database in
      let reader =
        (try? HistoryReader(isSalvaging: true, of: database)) ?? HistoryReader(isSalvaging: true)
      try? reader.readAlerts(database) { rows in
        guard let alert = StoredAlert(rows) else { return false }
        alerts.append(alert)
        _ = index.alerts.remember(alert.alert.rule, ExactText(alert.alert.journey), at: alert.alert.at)
        return true
      }
      // The number may be legible where the alerts are not.
      index.alerts.last = max((try? HistoryFile.lastAlert(in: database)) ?? 0, alerts.last?.number ?? 0)
      events = (try? TableTotal(of: "event", in: database))?.rows
      if events == 0 { events = nil }
      if kind == .besidesIndex { return }
      contacts = (try? TableTotal(of: "contact", in: database))?.rows
      secret = try? reader.readSecret(database)
      try? reader.readStamps(database, &index)
      try? reader.readContacts(database, &index)
      let rest = Self.firstReadable(database, after: index.lastContactID)
      if let rest { try? reader.readContacts(database, from: rest, &index) }
      try? reader.readOutcomes(database, &index)
      try? reader.readWithdrawals(database, &index)
      try? reader.readAnswers(database, &index)
    }
  }

  deinit {
    try? queue?.close()
    for ending in ["", "-wal", "-shm"] { unlink("\(path).read\(ending)") }
  }

  /// Copies the events that can still be read into a new file.
  func copyEvents(into file: HistoryFile) throws(HistoryFault) {
    if let queue { try EventCopy(source: queue).copy(into: file) }
  }

  /// The smallest id of a contact after another that can be reached from the end.
  private static func firstReadable(_ database: Database, after last: Int64) -> Int64? {
    let ids = try? Int64.fetchCursor(
      database, sql: "SELECT id FROM contact WHERE id > ? ORDER BY id DESC", arguments: [last])
    var first: Int64?
    while let id = try? ids?.next() { first = id }
    return first
  }

  /// Writes at the start of a copy what always stands there (SQLite's file format, section 1.3): a single wrong byte of
  /// it would keep all else from being read.
  private static func mendHead(of path: String) {
    guard let file = FileHandle(forUpdatingAtPath: path), let head = try? file.read(upToCount: 100),
      head.count == 100
    else { return }
    var bytes = Array(head)
    // The name of the format, pages of 4096 bytes, a write-ahead log, no reserved space, fixed fractions.
    bytes.replaceSubrange(0..<24, with: Array("SQLite format 3\u{0}".utf8) + [16, 0, 2, 2, 0, 64, 32, 32])
    // The format of the schema, and UTF-8.
    bytes.replaceSubrange(44..<48, with: [0, 0, 0, 4])
    bytes.replaceSubrange(52..<72, with: repeatElement(0, count: 20))
    bytes[59] = 1
    // Something that makes SQLite count the pages itself.
    bytes[95] = ~bytes[27]
    try? file.seek(toOffset: 0)
    try? file.write(contentsOf: bytes)
    try? file.close()
  }
}
