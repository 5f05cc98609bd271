package import System

/// Another daemon writes a history.
package struct HistoryInUse: Error, Sendable, CustomStringConvertible {
  package let description: String
}

extension FileLock {
  /// Keeps a second daemon from a history, by a lock on a file beside it.
  ///
  /// - Returns: nil where the file cannot be made or locked, so that nothing can be recorded either.
  package static func acquire(forHistory path: String) throws(HistoryInUse) -> FileLock? {
    do throws(Failure) {
      return try acquire("\(path).lock")
    } catch .held {
      throw HistoryInUse(
        description: "another waymark writes the history '\(path)'; stop it or choose another state directory"
      )
    } catch {
      return nil
    }
  }
}
