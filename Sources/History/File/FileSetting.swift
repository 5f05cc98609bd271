import GRDB

/// What the file keeps beside its tables.
enum FileSetting: String {
  /// The key under which journeys are hashed.
  case secret
  /// Something that was written to see whether it can be.
  case checked
  /// What was damaged and nobody has accepted yet.
  case damage
  /// When contacts were last cleaned up.
  case cleaned

  /// - Returns: nil where it is not set.
  /// - Throws: `corrupt` where it is not what was written.
  static func read(_ setting: Self, _ database: Database) throws -> [UInt8]? {
    var rows = try StatementRows(
      database, sql: "SELECT name, value, sum FROM setting WHERE name = '\(setting.rawValue)'")
    guard try rows.next() else { return nil }
    guard rows.isWhole(checksum: 2) else { throw HistoryFault.corrupt }
    return rows.bytes(1)
  }

  static func write(_ setting: Self, _ value: [UInt8], _ database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: """
        INSERT INTO setting (name, value, sum) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, sum = excluded.sum
        """)
    try statement.bind(setting.rawValue)
    try statement.bind(value)
    try statement.bindChecksum()
    try statement.run()
  }
}

extension HistoryFile {
  func setting(_ setting: FileSetting) throws(HistoryFault) -> [UInt8]? {
    do {
      return try queue.read { try FileSetting.read(setting, $0) }
    } catch {
      throw HistoryFault(error)
    }
  }

  func set(_ setting: FileSetting, to value: [UInt8]) throws(HistoryFault) {
    do {
      try queue.write { try FileSetting.write(setting, value, $0) }
    } catch {
      throw HistoryFault(error)
    }
  }
}
