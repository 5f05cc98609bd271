import Foundation
import HistoryRecords
import Synchronization
import System
import Time

/// Another daemon writes a history.
package struct HistoryInUse: Error, Sendable, CustomStringConvertible {
  package let description: String
}

/// Keeps a second daemon from a history, by a lock on a file beside it. Whoever removes the folder removes that file as
/// well, and a second daemon locks another one: so it is looked at again before anything is written.
package final class HistoryLock: Sendable {
  private let path: String
  private let lock: Mutex<FileLock?>

  /// Where the file cannot be made or locked there is no lock yet, and nothing can be recorded either.
  ///
  /// - Parameter path: of the history.
  package init(forHistory path: String) throws(HistoryInUse) {
    self.path = path
    do throws(FileLock.Failure) {
      lock = Mutex(try FileLock.acquire(Self.file(beside: path)))
    } catch .held {
      throw HistoryInUse(
        description:
          "another waymark\(Self.holder(of: path)) writes the history '\(path)'; stop it or choose another state directory"
      )
    } catch {
      lock = Mutex(nil)
    }
  }

  /// Who has it, in brackets, as far as that is known.
  private static func holder(of path: String) -> String {
    guard let holder = FileLock.holder(of: file(beside: path)) else { return "" }
    let since = Instant(microseconds: holder.since * 1_000_000)
    return " (process \(holder.process), since \(since))"
  }

  private static func file(beside path: String) -> String { "\(path).lock" }

  /// Sees to it that the file that others would lock is the one that is locked.
  ///
  /// - Throws: where another daemon has locked it.
  func renew() throws(HistoryFault) {
    let file = Self.file(beside: path)
    do throws(FileLock.Failure) {
      try lock.withLock { lock throws(FileLock.Failure) in
        if lock?.isInPlace != true { lock = try FileLock.acquire(file) }
      }
    } catch .held {
      throw .failed(
        "another waymark\(Self.holder(of: path)) has locked '\(file)' and writes this history now; stop one of the two: this one is process \(ProcessInfo.processInfo.processIdentifier)"
      )
    } catch {
      // The database cannot be written either, and says why.
    }
  }
}
