import Foundation
import Glibc
import GRDB
package import Time

/// How much a copy of a history knows. The file is only read, and left as it is.
package struct HistoryCopy: Sendable, Equatable {
  package let contacts: Int64
  package let optOuts: Int64
  /// When the history began of which it is; nil where it does not say.
  package let began: Instant?

  package init(contacts: Int64, optOuts: Int64, began: Instant?) {
    self.contacts = contacts
    self.optOuts = optOuts
    self.began = began
  }

  /// Nil where the file is no history, or cannot be read.
  ///
  /// - Parameter reads: whether all of it is read, and found to be as SQLite wrote it.
  package init?(at path: String, whole reads: Bool = false) {
    let beside = ["-wal", "-shm"].map { path + $0 }.filter { access($0, F_OK) != 0 }
    defer { for name in beside { unlink(name) } }
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return nil }
    defer { try? queue.close() }
    guard
      let found = try? queue.read({ database -> Self? in
        if reads, try String.fetchOne(database, sql: "PRAGMA quick_check(1)") != "ok" { return nil }
        return Self(
          contacts: try Self.count(of: "contact", in: database),
          optOuts: try Self.count(of: "withdrawal", in: database),
          began: try? FileSetting.read(.began, database).flatMap { Instant(settingBytes: $0) })
      })
    else { return nil }
    self = found
  }

  private static func count(of table: String, in database: Database) throws -> Int64 {
    if let total = try? TableTotal(of: table, in: database) { return total.rows }
    return try Int64.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  /// How much it knows, as a part of a sentence.
  package var words: String { Self.words(contacts: contacts, optOuts: optOuts) }

  /// How much a history knows, as a part of a sentence.
  package static func words(contacts: some BinaryInteger, optOuts: some BinaryInteger) -> String {
    "\(contacts) contact\(contacts == 1 ? "" : "s") and \(optOuts) opt-out\(optOuts == 1 ? "" : "s")"
  }

  /// Whether it knows so much more than another that this can hardly come from erasing and forgetting: more than twice as
  /// many contacts or opt-outs.
  package func knowsFarMore(than other: HistoryCopy) -> Bool {
    contacts / 2 > other.contacts || optOuts / 2 > other.optOuts
      || other.contacts == 0 && contacts > 0 || other.optOuts == 0 && optOuts > 0
  }

  /// Whether the other one is of a history that began later.
  package func isOfEarlierHistory(than other: HistoryCopy) -> Bool {
    guard let began, let later = other.began else { return false }
    return began < later
  }
}
