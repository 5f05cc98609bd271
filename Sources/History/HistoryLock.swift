import Glibc

/// Keeps a second daemon from the same history: a lock on a file beside it, which the kernel lets go of when the process
/// ends, however that happens.
package struct HistoryLock: ~Copyable, Sendable {
  package struct Taken: Error, CustomStringConvertible {
    package let description: String
  }

  private let descriptor: CInt

  /// Takes the lock. The file stays when the lock is let go of: removing it would let two daemons lock two files.
  ///
  /// - Returns: nil where the file cannot be made, so that nothing can be recorded either.
  /// - Throws: `Taken` where another daemon has it.
  package init?(beside path: String) throws(Taken) {
    descriptor = open("\(path).lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return nil }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw Taken(
        description: "another waymark writes the history '\(path)'; stop it or choose another state directory"
      )
    }
  }

  deinit { close(descriptor) }
}
