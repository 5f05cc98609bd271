import Glibc

/// A lock on a file; the kernel releases it when the process ends, however that happens. The file stays when the lock is
/// released: removing it would let two processes lock two files.
package struct FileLock: ~Copyable, Sendable {
  package enum Failure: Error, Sendable, Hashable {
    /// Another process has it.
    case held
    case cannotOpen(SystemError)
    case cannotLock(SystemError)
  }

  private let descriptor: CInt
  private let path: String

  private init(_ descriptor: CInt, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Locks a file, which is made where there is none; does not wait.
  package static func acquire(_ path: String) throws(Failure) -> FileLock {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw .cannotOpen(.latest) }
      let lock = FileLock(descriptor, path)
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw errno == EWOULDBLOCK ? .held : .cannotLock(.latest)
      }
      // Somebody may have removed the file between the two calls, and then it is nobody else's lock.
      if lock.isInPlace {
        lock.noteHolder()
        return lock
      }
    }
  }

  /// Who has a lock, by what stands in its file.
  package struct Holder: Sendable, Hashable {
    package let process: Int32
    /// When it got the lock, in seconds since 1970.
    package let since: Int64
  }

  /// Who got the lock of a file last; nil where the file does not say.
  package static func holder(of path: String) -> Holder? {
    guard let bytes = try? OpenFile(path, for: .reading).read(atMost: 64) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 2, let process = Int32(words[0]), let since = Int64(words[1]) else { return nil }
    return Holder(process: process, since: since)
  }

  /// For whoever finds the lock taken; where it cannot be written the lock holds all the same.
  private func noteHolder() {
    let text = Array("\(getpid()) \(time(nil))\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, text, text.count, 0)
  }

  /// Whether somebody has the lock of a file, as the system lists them: to try it would be in the way of who begins.
  package static func isHeld(_ path: String) -> Bool {
    guard let inode = FileIdentity(of: path)?.inode,
      let locks = try? OpenFile("/proc/locks", for: .reading).read(atMost: 4 << 20)
    else { return false }
    return String(decoding: locks, as: UTF8.self).split(separator: "\n").contains { line in
      line.contains("FLOCK") && line.contains(":\(inode) ")
    }
  }

  /// Whether the file that others would lock is still the one that is locked.
  package var isInPlace: Bool {
    guard let here = FileIdentity(of: path) else { return false }
    return here == FileIdentity(of: descriptor)
  }

  deinit { close(descriptor) }
}
