import Foundation
import Synchronization

/// A log that was found broken, and the copy of it: what of it SQLite passes over it will overwrite. It is copied once,
/// however often the database has to be opened until it can be read, and what was found then stays found.
final class BrokenLog: Sendable {
  struct Found: Sendable {
    let log: WriteAheadLog
    let copy: String
  }

  private let found = Mutex<Found?>(nil)

  /// - Parameters:
  ///   - path: of the database.
  ///   - name: a name for a copy.
  /// - Returns: nil where the log is whole, and was so at the first look.
  func look(at path: String, naming name: () -> String) -> Found? {
    found.withLock { found in
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
