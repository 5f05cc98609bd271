import Glibc

/// A file of the daemon's own beside its database, open: readable by its user only, never reached through a link, and
/// never somebody else's.
struct OwnFile: ~Copyable {
  /// What the open file is; it may have another name by now, or none.
  let status: FileStatus
  private let descriptor: CInt

  enum Use {
    case reading, writing
    /// It is made, in the place of one that is there already.
    case making
  }

  init(_ path: String, for use: Use) throws(HistoryFault) {
    if use == .making { unlink(path) }
    let how =
      switch use {
      case .reading: O_RDONLY
      case .writing: O_RDWR
      case .making: O_RDWR | O_CREAT | O_EXCL
      }
    let descriptor = open(path, how | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    var found = stat()
    let isKnown = fstat(descriptor, &found) == 0
    guard isKnown, found.st_mode & S_IFMT == S_IFREG, found.st_uid == geteuid(),
      use == .reading || fchmod(descriptor, 0o600) == 0
    else {
      close(descriptor)
      throw .failed("'\(path)' is not a file of the daemon's own user")
    }
    self.descriptor = descriptor
    status = FileStatus(found)
  }

  deinit { close(descriptor) }

  /// Whether its path still leads to it.
  func isAt(_ path: String) -> Bool { FileStatus(path)?.isSameFile(as: status) == true }

  func size() -> Int {
    var found = stat()
    return fstat(descriptor, &found) == 0 ? Int(found.st_size) : 0
  }

  func readAll() throws(HistoryFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size())
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { space in
        pread(descriptor, space.baseAddress?.advanced(by: filled), space.count - filled, off_t(filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.fault(errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(HistoryFault) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        pwrite(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.fault(errno) }
      written += count
    }
  }

  /// Has the disk set aside so many bytes, zeros where nothing was written.
  func reserve(_ size: Int) throws(HistoryFault) {
    let code = posix_fallocate(descriptor, 0, off_t(size))
    guard code == 0 else { throw Self.fault(code) }
    guard fsync(descriptor) == 0 else { throw Self.fault(errno) }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(HistoryFault) {
    guard fdatasync(descriptor) == 0 else { throw Self.fault(errno) }
  }

  private static func fault(_ path: String, _ code: CInt) -> HistoryFault {
    switch code {
    case ENOENT: .gone
    case ELOOP: .failed("'\(path)' is a link")
    default: fault(code)
    }
  }

  private static func fault(_ code: CInt) -> HistoryFault {
    switch code {
    case ENOSPC, EDQUOT, EFBIG: .full
    case EACCES, EROFS, EPERM: .readOnly
    default: .failed(String(cString: strerror(code)).lowercased())
    }
  }
}

/// What is done to folders so that names in them last.
enum Folder {
  /// That of a file.
  static func of(_ path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// Waits until the names in the folder of a file are on the disk.
  static func synchronize(of path: String) {
    let descriptor = open(of(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
