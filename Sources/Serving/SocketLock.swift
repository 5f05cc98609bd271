internal import Glibc

/// A lock on the file beside a socket; the kernel lets go of it when the process ends, however that happens.
struct SocketLock: ~Copyable, Sendable {
  private let descriptor: CInt

  private init(_ descriptor: CInt) { self.descriptor = descriptor }

  /// The lock file stays when the lock is let go of: removing it would let two daemons lock two files.
  static func take(beside path: String) throws -> SocketLock {
    let file = path + ".lock"
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SocketError.system("open the lock file \"\(file)\"") }
    let lock = SocketLock(descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw errno == EWOULDBLOCK
        ? SocketError(.locked, "another waymark serves \"\(path)\"; stop it or choose another path")
        : SocketError.system("lock \"\(file)\"")
    }
    return lock
  }

  deinit { close(descriptor) }
}
