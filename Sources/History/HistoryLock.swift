import System

/// Another daemon writes a history.
package struct HistoryInUse: Error, Sendable, CustomStringConvertible {
  package let description: String
}

/// Keeps a second daemon from a history, by a lock on a file beside it. Whoever removes the folder removes that file as
/// well, and a second daemon locks another one: so it is looked at again before anything is written.
///
/// Unchecked because it is made before the writer, and from then on used on the writer's queue only.
package final class HistoryLock: @unchecked Sendable {
  private let path: String
  private var lock: FileLock?

  /// Where the file cannot be made or locked there is no lock yet, and nothing can be recorded either.
  ///
  /// - Parameter path: of the history.
  package init(forHistory path: String) throws(HistoryInUse) {
    self.path = path
    do throws(FileLock.Failure) {
      lock = try FileLock.acquire(Self.file(beside: path))
    } catch .held {
      throw HistoryInUse(
        description: "another waymark writes the history '\(path)'; stop it or choose another state directory"
      )
    } catch {
      lock = nil
    }
  }

  private static func file(beside path: String) -> String { "\(path).lock" }

  /// Sees to it that the file that others would lock is the one that is locked.
  ///
  /// - Throws: where another daemon has locked it.
  func renew() throws(HistoryFault) {
    if lock?.isInPlace == true { return }
    let file = Self.file(beside: path)
    do throws(FileLock.Failure) {
      lock = try FileLock.acquire(file)
    } catch .held {
      throw .failed("another waymark has locked '\(file)' and writes this history now; stop one of the two")
    } catch {
      // The database cannot be written either, and says why.
    }
  }
}
