import GRDB
import GRDBSQLite
import HistoryRecords

/// A statement whose values are bound one after the other without a detour: a commit runs it for every contact. Texts
/// keep all their bytes, zeros too. It borrows the statement from the database that prepared it; no pointer leaves it.
struct BoundStatement: ~Copyable {
  private let statement: Statement
  private let pointer: OpaquePointer
  private var column: CInt = 0
  private var checksum = RowChecksum()

  /// Has what is bound copied: SQLITE_TRANSIENT, which is a cast in C.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  init(_ database: Database, sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  mutating func bind(_ value: Int64?) throws {
    column += 1
    if let value { checksum.add(value) } else { checksum.addNull() }
    try check(value.map { sqlite3_bind_int64(pointer, column, $0) } ?? sqlite3_bind_null(pointer, column))
  }

  mutating func bind(_ value: Double?) throws {
    column += 1
    if let value { checksum.add(value) } else { checksum.addNull() }
    try check(value.map { sqlite3_bind_double(pointer, column, $0) } ?? sqlite3_bind_null(pointer, column))
  }

  mutating func bind(_ value: String?) throws {
    column += 1
    guard var value else {
      checksum.addNull()
      return try check(sqlite3_bind_null(pointer, column))
    }
    try check(
      value.withUTF8 { text in
        checksum.add(text: UnsafeRawBufferPointer(text))
        return text.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(pointer, column, $0.baseAddress, CInt($0.count), Self.copied)
        }
      })
  }

  mutating func bind(_ bytes: [UInt8]) throws {
    column += 1
    bytes.withUnsafeBytes { checksum.add(blob: $0) }
    // Without an address nothing would be bound at all.
    if bytes.isEmpty { return try check(sqlite3_bind_zeroblob(pointer, column, 0)) }
    try check(
      bytes.withUnsafeBytes {
        sqlite3_bind_blob(pointer, column, $0.baseAddress, CInt($0.count), Self.copied)
      })
  }

  /// Binds the checksum of what was bound since the last one; columns stand in the order of their table.
  ///
  /// - Returns: the checksum.
  @discardableResult
  mutating func bindChecksum() throws -> Int64 {
    column += 1
    let value = checksum.value
    checksum = RowChecksum()
    try check(sqlite3_bind_int64(pointer, column, value))
    return value
  }

  mutating func bind(_ digest: Digest) throws {
    try bind(Int64(bitPattern: digest.high))
    try bind(Int64(bitPattern: digest.low))
  }

  /// Runs it with what was bound; afterwards it may be bound again.
  mutating func run() throws {
    let code = sqlite3_step(pointer)
    sqlite3_reset(pointer)
    column = 0
    checksum = RowChecksum()
    try check(code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code)
  }

  /// The rows that it gives with what was bound. Until they are read the statement is not used again.
  consuming func rows() -> StatementRows { StatementRows(statement) }

  private func check(_ code: CInt) throws {
    if code != SQLITE_OK { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
