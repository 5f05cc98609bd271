import Foundation
import Glibc
import Synchronization

/// A log that was found broken, and the copy of it: what of it SQLite passes over it will overwrite. It is copied once,
/// however often the database has to be opened until it can be read, and what was found then stays found.
final class BrokenLog: Sendable {
  struct Found: Sendable {
    let log: WriteAheadLog
    let copy: String
  }

  private let found = Mutex<Found?>(nil)
  /// Whether a log was there at the first look: opening the database makes one.
  private let first = Mutex<Bool?>(nil)

  /// Whether there was a log when it was first looked for.
  var wasThere: Bool { first.withLock { $0 ?? true } }

  /// - Parameters:
  ///   - path: of the database.
  ///   - name: a name for a copy.
  /// - Returns: nil where the log is whole, and was so at the first look.
  func look(at path: String, naming name: () -> String) -> Found? {
    let isThere = access("\(path)-wal", F_OK) == 0
    first.withLock { $0 = $0 ?? isThere }
    return found.withLock { found in
      if let found { return found }
      let log = WriteAheadLog(of: path)
      guard log.isBroken else { return nil }
      let new = Found(log: log, copy: name())
      try? FileManager.default.copyItem(atPath: "\(path)-wal", toPath: new.copy)
      found = new
      return new
    }
  }
}
