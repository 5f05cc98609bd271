import GRDB
import HistoryRecords
import Time

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
  /// The alert rules under which all journeys were looked at, a line each.
  case sweptRules = "swept_rules"
  /// Whether events of before came since all journeys were looked at last.
  case imported
  /// The number that an alert got last.
  case lastAlert = "last_alert"
  /// The number of the last journey that was erased.
  case erased
  /// When the history began, in microseconds since 1970.
  case began
  /// Up to which line of the decision log the file was found to lack what that shows, in microseconds since 1970.
  case compared
  /// Which file is in use: more may stand in its log.
  case inUse = "in_use"

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
  /// The number of the last journey that was erased; 0 where none was.
  func erased() throws(HistoryFault) -> Int64 {
    guard let bytes = try setting(.erased) else { return 0 }
    guard let number = Int64(String(decoding: bytes, as: UTF8.self)) else { throw .corrupt }
    return number
  }

  /// When the history began; nil where the file is from before that was kept, or that row is not what was written.
  func began() -> Instant? {
    (try? setting(.began)).flatMap { Instant(settingBytes: $0) }
  }

  /// Brings what is known of damage, and of the last clean-up, to the same in memory and in the file: all damage of
  /// either; the file's clean-up where memory knows of none.
  func unite(
    _ damage: [String], _ cleaned: CleanUpMark?
  ) throws(HistoryFault) -> (damage: [String], cleaned: CleanUpMark?) {
    let stored = (damage: try setting(.damage), cleaned: try setting(.cleaned))
    let all = Damage.union(Damage.lines(stored.damage), damage)
    let mark = cleaned ?? CleanUpMark(stored.cleaned)
    var values: [FileSetting: [UInt8]] = [:]
    if all != Damage.lines(stored.damage) { values[.damage] = Damage.bytes(all) }
    if let mark, mark.bytes != stored.cleaned { values[.cleaned] = mark.bytes }
    if !values.isEmpty { try set(values) }
    return (all, mark)
  }

  func setting(_ setting: FileSetting) throws(HistoryFault) -> [UInt8]? {
    do {
      return try queue.read { try FileSetting.read(setting, $0) }
    } catch {
      throw HistoryFault(error)
    }
  }

  func set(_ setting: FileSetting, to value: [UInt8]) throws(HistoryFault) { try set([setting: value]) }

  /// All of them or none.
  func set(_ values: [FileSetting: [UInt8]]) throws(HistoryFault) {
    do {
      try queue.write { database in
        for (setting, value) in values { try FileSetting.write(setting, value, database) }
      }
    } catch {
      throw HistoryFault(error)
    }
  }
}

extension Instant {
  /// As a file keeps it.
  var settingBytes: [UInt8] { Array("\(microseconds)".utf8) }

  init?(settingBytes bytes: [UInt8]) {
    guard let number = Int64(String(decoding: bytes, as: UTF8.self)) else { return nil }
    self.init(microseconds: number)
  }
}
