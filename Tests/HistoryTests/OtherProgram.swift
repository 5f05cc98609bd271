import GRDB

/// Another program that has the file open.
struct OtherProgram {
  private let queue: DatabaseQueue

  init(_ path: String) throws {
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  func lock() throws { try queue.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") } }

  func unlock() throws { try queue.inDatabase { try $0.execute(sql: "COMMIT") } }
}
