import Foundation
import GRDB
import Glibc
import HistoryRecords
import System

/// The file of a history, open. For one thread.
///
/// Unchecked because it is touched by the writer's queue only.
final class HistoryFile: @unchecked Sendable {
  let path: String
  let secret: [UInt8]
  let queue: DatabaseQueue
  let identity: FileIdentity
  /// Which file the log is; nil as long as that is not known.
  var logIdentity: FileIdentity?
  /// Whether nothing was ever written to it before it was opened.
  let isNew: Bool
  /// How many bytes the file had at the last look: it never shrinks by itself.
  private var size: Int64
  /// Numbers of the stamps that are in the file.
  var storedStamps: Set<Int32>
  /// The number that an alert got last.
  var lastAlert: Int64
  /// Which state of the file this connection saw first: SQLite changes the number when another one has written.
  private let version: Int
  /// The number that an event gets next, so that those of one instant stand in the order in which they were told: it begins
  /// with the microseconds since 1970, and so after those of an earlier run.
  var nextEvent = Int64(Date().timeIntervalSince1970 * 1e6)

  /// Opens the file, and makes it where there is none.
  ///
  /// - Parameter secret: for a new file; nil: one of its own.
  init(at path: String, durability: Durability, secret: [UInt8]? = nil) throws(HistoryFault) {
    self.path = path
    // Made here first, so that the file and those beside it are its owner's alone from the start.
    let made = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if made >= 0 { Glibc.close(made) }
    if made < 0, errno == ELOOP { throw .failed("'\(path)' is a link") }
    // SQLite would open it for reading, and leave beside it what nobody may write either.
    if made < 0, [EACCES, EROFS, EPERM].contains(errno), access(path, F_OK) == 0 { throw .readOnly }
    if made < 0 { throw HistoryFault(opening: path, .latest) }
    do {
      var configuration = GRDB.Configuration()
      configuration.label = "history"
      configuration.journalMode = .wal
      // How long a lock of another program is waited for.
      configuration.busyMode = .timeout(1)
      configuration.prepareDatabase { database in
        try RowChecksum.teach(database)
        // What is deleted is overwritten, in the pages that become free as well.
        try database.execute(sql: "PRAGMA secure_delete = ON")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.set(durability, queue)
      if try queue.read({ try HistorySchema.migrator.hasBeenSuperseded($0) }) { throw HistoryFault.newer }
      if try !queue.read({ try HistorySchema.migrator.hasCompletedMigrations($0) }) {
        try HistorySchema.migrator.migrate(queue)
      }
      version = try Self.version(queue)
      isNew = try queue.read { try HistoryReader().readSecret($0) } == nil
      self.secret = try Self.secret(of: queue, orElse: secret)
      storedStamps = try queue.read { Set(try Int32.fetchAll($0, sql: "SELECT id FROM stamp")) }
      lastAlert = try queue.read { try Self.lastAlert(in: $0) }
      guard let status = FileStatus(of: path, followingLinks: true) else { throw HistoryFault.gone }
      identity = status.identity
      size = status.size
    } catch {
      throw HistoryFault(reading: error)
    }
  }

  /// GRDB sets a laxer level where it sets up the write-ahead log, so the level is set afterwards, and read back.
  private static func set(_ durability: Durability, _ queue: DatabaseQueue) throws {
    let level =
      switch durability {
      case .full: 2
      case .normal: 1
      }
    try queue.inDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = \(level)")
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == level,
        try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
      else { throw HistoryFault.failed("the durability '\(durability)' cannot be had on this file system") }
    }
  }

  private static func secret(of queue: DatabaseQueue, orElse given: [UInt8]?) throws -> [UInt8] {
    if let known = try queue.read({ try HistoryReader().readSecret($0) }) { return known }
    // Only a file that nothing was ever written to has none.
    let rows = try queue.read { try Int.fetchOne($0, sql: #"SELECT sum("rows") FROM total"#) }
    guard rows == 0 else { throw HistoryFault.corrupt }
    let secret = given ?? Digest.newSecret()
    return try queue.write { database in
      try FileSetting.write(.secret, secret, database)
      return secret
    }
  }

  /// Throws where the path leads elsewhere than to the file that is open, or the file was cut short.
  func checkPlace() throws(HistoryFault) {
    try checkFile()
    guard let logIdentity, FileIdentity(of: "\(path)-wal") != logIdentity else { return }
    // What stands in the log that is open would be lost with the next one.
    try? emptyLog()
    throw .gone
  }

  /// The same, but for the log.
  func checkFile() throws(HistoryFault) {
    guard let status = FileStatus(of: path, followingLinks: true) else { throw .gone }
    guard status.identity == identity else { throw .replaced }
    guard status.size >= size else { throw .corrupt }
    size = status.size
  }

  /// Whether another connection has written it since it was opened; all others of this process only read.
  var isOvertaken: Bool { (try? Self.version(queue)).map { $0 != version } ?? false }

  private static func version(_ queue: DatabaseQueue) throws -> Int {
    // Before each commit, so that it is not prepared anew.
    try queue.inDatabase { try Int.fetchOne($0.cachedStatement(sql: "PRAGMA data_version")) ?? 0 }
  }

  /// Whether another file stands in its place.
  var isReplaced: Bool {
    FileStatus(of: path, followingLinks: true).map { $0.identity != identity } ?? false
  }

  /// Whether the path leads to it.
  var isInPlace: Bool { FileStatus(of: path, followingLinks: true)?.identity == identity }

  /// Whether the file can be written now.
  func checkWriting() throws(HistoryFault) {
    try checkPlace()
    do {
      try queue.write { database in
        try FileSetting.write(.checked, Digest.newSecret(), database)
      }
    } catch {
      throw HistoryFault(error)
    }
  }

  func close() { try? queue.close() }
}

extension HistoryFault {
  /// Why a file cannot be opened and read: one in which tables are missing that it should have is damaged.
  init(reading error: any Error) {
    if let error = error as? DatabaseError, error.resultCode == .SQLITE_ERROR {
      self = .corrupt
    } else {
      self.init(error)
    }
  }

  /// Why the system did not open a file.
  init(opening path: String, _ error: SystemError) {
    self =
      switch error.code {
      case ENOSPC, EDQUOT: .full
      default: .failed("'\(path)' cannot be opened: \(error)")
      }
  }

  init(_ error: any Error) {
    if let fault = error as? Self {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .failed("\(error)")
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .full
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt
    case .SQLITE_CANTOPEN: self = .failed("the file cannot be opened")
    case .SQLITE_IOERR: self = .failed("the disk failed: \(error.message ?? "\(error.extendedResultCode)")")
    default: self = .failed(error.message ?? "\(error.resultCode)")
    }
  }
}
