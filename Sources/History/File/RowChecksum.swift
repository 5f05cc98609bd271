import GRDB
import GRDBSQLite

/// The checksum of a row: over the kinds and values of its columns in their order. Each step is one to one in what was
/// before and in what is added, so that no change of a single value goes unnoticed, and any other one time in 2^64.
struct RowChecksum {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  var value: Int64 { Int64(bitPattern: state) }

  private mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x9FB2_1C65_1E98_DF25
    state ^= state >> 32
  }

  mutating func addNull() { mix(0) }

  mutating func add(_ value: Int64) {
    mix(1)
    mix(UInt64(bitPattern: value))
  }

  /// What SQLite gives back of a number: no sign of zero, and null for what is none.
  mutating func add(_ value: Double) {
    guard !value.isNaN else { return addNull() }
    mix(2)
    mix(value == 0 ? 0 : value.bitPattern)
  }

  mutating func add(text bytes: UnsafeRawBufferPointer) { add(bytes, kind: 3) }

  mutating func add(blob bytes: UnsafeRawBufferPointer) { add(bytes, kind: 4) }

  private mutating func add(_ bytes: UnsafeRawBufferPointer, kind: UInt64) {
    mix(kind | UInt64(bytes.count) << 8)
    var place = 0
    while place + 8 <= bytes.count {
      mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[place...].reversed() { rest = rest << 8 | UInt64(byte) }
    if place < bytes.count { mix(rest) }
  }

  /// Adds what a column of a statement's row holds.
  mutating func add(column: CInt, of statement: OpaquePointer) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: add(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: add(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(statement, column)
      add(text: .init(start: text, count: Int(sqlite3_column_bytes(statement, column))))
    case SQLITE_BLOB:
      let blob = sqlite3_column_blob(statement, column)
      add(blob: .init(start: blob, count: Int(sqlite3_column_bytes(statement, column))))
    default: addNull()
    }
  }

  private mutating func add(_ value: OpaquePointer) {
    switch sqlite3_value_type(value) {
    case SQLITE_INTEGER: add(sqlite3_value_int64(value))
    case SQLITE_FLOAT: add(sqlite3_value_double(value))
    case SQLITE_TEXT:
      let text = sqlite3_value_text(value)
      add(text: .init(start: text, count: Int(sqlite3_value_bytes(value))))
    case SQLITE_BLOB:
      let blob = sqlite3_value_blob(value)
      add(blob: .init(start: blob, count: Int(sqlite3_value_bytes(value))))
    default: addNull()
    }
  }

  /// Makes `row_sum(…)` known to a connection: the checksum of its arguments, for rows that SQL changes.
  static func teach(_ database: Database) throws {
    let code = sqlite3_create_function_v2(
      database.sqliteConnection, "row_sum", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
      { context, count, values in
        var checksum = RowChecksum()
        for place in 0..<Int(count) {
          if let value = values?[place] { checksum.add(value) } else { checksum.addNull() }
        }
        sqlite3_result_int64(context, checksum.value)
      }, nil, nil, nil)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
