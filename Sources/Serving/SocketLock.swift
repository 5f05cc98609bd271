internal import Glibc

/// A lock on the file beside a socket; the kernel releases it when the process ends, however that happens.
struct SocketLock: ~Copyable, Sendable {
  private let descriptor: CInt
  private let file: String

  private init(_ descriptor: CInt, _ file: String) {
    self.descriptor = descriptor
    self.file = file
  }

  /// The lock file stays when the lock is let go of: removing it would let two daemons lock two files.
  static func take(beside path: String) throws -> SocketLock {
    let file = path + ".lock"
    while true {
      let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw SocketError.system("open the lock file \"\(file)\"") }
      let lock = SocketLock(descriptor, file)
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw errno == EWOULDBLOCK
          ? SocketError(.locked, "another waymark serves \"\(path)\"; stop it or choose another path")
          : SocketError.system("lock \"\(file)\"")
      }
      // Somebody may have removed the file between the two calls, and then it is nobody else's lock.
      if lock.isInPlace { return lock }
    }
  }

  /// Whether the file that others would lock is still the one that is locked.
  var isInPlace: Bool {
    guard let here = FileIdentity(of: file) else { return false }
    return here == FileIdentity(of: descriptor)
  }

  deinit { close(descriptor) }
}
