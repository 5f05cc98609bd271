import GRDB
import GRDBSQLite

/// The rows of a query, column by column without a detour: a start reads millions of them. It borrows the statement
/// from the database that prepared it; no pointer leaves it.
struct StatementRows: ~Copyable {
  private let statement: Statement
  private let pointer: OpaquePointer

  init(_ database: Database, sql: String) throws {
    statement = try database.makeStatement(sql: sql)
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

  func digest(_ column: CInt) -> Digest {
    Digest(high: UInt64(bitPattern: int(column)), low: UInt64(bitPattern: int(column + 1)))
  }

  deinit { sqlite3_reset(pointer) }
}
