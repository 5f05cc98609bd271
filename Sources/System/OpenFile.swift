import Glibc

/// A file that is open; closed when it goes out of use. Opening never waits for a pipe's other end, and the descriptor
/// is not handed on to child processes.
package struct OpenFile: ~Copyable, Sendable {
  package enum Use: Sendable {
    case reading
    /// The file must be there already.
    case writing
    /// At the end of a file that must be there already.
    case appending
    /// Nothing may stand at the path.
    case making
  }

  package let descriptor: CInt

  /// - Parameters:
  ///   - followingLinks: whether the path itself may be a link; otherwise that fails with `ELOOP`.
  ///   - permissions: of a file that is made.
  package init(
    _ path: String, for use: Use, followingLinks: Bool = false, permissions: UInt32 = 0o600
  ) throws(SystemError) {
    let flags =
      switch use {
      case .reading: O_RDONLY
      case .writing: O_RDWR
      case .appending: O_WRONLY | O_APPEND
      case .making: O_RDWR | O_CREAT | O_EXCL
      }
    descriptor = Glibc.open(
      path, flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followingLinks ? 0 : O_NOFOLLOW), mode_t(permissions)
    )
    guard descriptor >= 0 else { throw .latest }
  }

  /// Opens a file, and says why not as a sentence.
  ///
  /// - Parameter what: what could not be done, such as "read".
  package static func open(_ path: String, for use: Use, to what: String) throws(FileProblem) -> OpenFile {
    do throws(SystemError) { return try OpenFile(path, for: use) } catch {
      throw FileProblem("cannot \(what) '\(path)'", error)
    }
  }

  deinit { close(descriptor) }

  package func status() throws(SystemError) -> FileStatus {
    guard let status = FileStatus(of: descriptor) else { throw .latest }
    return status
  }

  /// Whether a path still leads to it.
  package func isAt(_ path: String) -> Bool {
    guard let here = FileIdentity(of: path) else { return false }
    return here == FileIdentity(of: descriptor)
  }

  package func setPermissions(_ permissions: UInt32) throws(SystemError) {
    guard fchmod(descriptor, mode_t(permissions)) == 0 else { throw .latest }
  }

  /// All bytes of a file that has a size.
  package func readAll() throws(SystemError) -> [UInt8] {
    try read(atMost: Int(status().size))
  }

  /// The bytes from an offset on; fewer than wanted only where the file ends before.
  package func read(atMost count: Int, at offset: Int = 0) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .latest }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// Writes all bytes at an offset.
  package func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let place = off_t(offset + bytes.count - rest.count)
      let count = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, place) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .latest }
      rest = rest.dropFirst(count)
    }
  }

  /// Cuts off what stands behind so many bytes.
  package func cut(to size: Int) throws(SystemError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .latest }
  }

  /// Has the disk set aside so many bytes from the beginning, zeros where nothing was written.
  package func reserve(_ size: Int) throws(SystemError) {
    let code = posix_fallocate(descriptor, 0, off_t(size))
    guard code == 0 else { throw SystemError(code) }
    try synchronize()
  }

  /// Has the system begin to bring so many bytes to the disk, and does not wait: a later `synchronize` then finds little
  /// to do, and does not keep others waiting who synchronize on the same disk.
  package func beginWriteback(of count: Int, at offset: Int) {
    // Linux begins to write what it is told not to keep; it keeps what is not written yet.
    posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
  }

  /// Waits until what was written is on the disk, with all that is known of the file.
  package func synchronize() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw .latest }
  }

  /// Waits until what was written is on the disk, without its times and permissions.
  package func synchronizeData() throws(SystemError) {
    guard fdatasync(descriptor) == 0 else { throw .latest }
  }
}
