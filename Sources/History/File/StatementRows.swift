import GRDB
import GRDBSQLite
import HistoryRecords

/// The rows of a query, column by column without a detour: a start reads millions of them. It borrows the statement
/// from the database that prepared it; no pointer leaves it.
struct StatementRows: ~Copyable {
  private let statement: Statement
  private let pointer: OpaquePointer

  init(_ database: Database, sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// - Parameter statement: with all that it needs bound, at its first row.
  init(_ statement: Statement) {
    self.statement = statement
    pointer = statement.sqliteStatement
  }

  /// Goes to the next row; false at the end.
  mutating func next() throws -> Bool {
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }

  func int(_ column: CInt) -> Int64 { sqlite3_column_int64(pointer, column) }

  func double(_ column: CInt) -> Double { sqlite3_column_double(pointer, column) }

  /// Whether the checksum in a column is that of the columns from another one up to it. Asked before their values,
  /// which are converted where they are asked for as something else than they are.
  func isWhole(from first: CInt = 0, checksum column: CInt) -> Bool {
    var checksum = RowChecksum()
    for place in first..<column { checksum.add(column: place, of: pointer) }
    return sqlite3_column_type(pointer, column) == SQLITE_INTEGER && checksum.value == int(column)
  }

  func isNull(_ column: CInt) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  /// The UTF-8 of a text, for as long as the closure runs; nil where there is none.
  func withText<Result>(_ column: CInt, _ body: (UnsafeBufferPointer<UInt8>?) -> Result) -> Result {
    guard let text = sqlite3_column_text(pointer, column) else { return body(nil) }
    let count = Int(sqlite3_column_bytes(pointer, column))
    return body(UnsafeBufferPointer(start: text, count: count))
  }

  func text(_ column: CInt) -> String? {
    withText(column) { bytes in bytes.map { String(decoding: $0, as: UTF8.self) } }
  }

  func bytes(_ column: CInt) -> [UInt8] {
    let blob = sqlite3_column_blob(pointer, column)
    return Array(
      UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  func digest(_ column: CInt) -> Digest {
    Digest(high: UInt64(bitPattern: int(column)), low: UInt64(bitPattern: int(column + 1)))
  }

  deinit { sqlite3_reset(pointer) }
}
