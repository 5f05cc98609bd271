import Glibc

/// What the file system says of a file.
package struct FileStatus: Sendable, Hashable {
  package enum Kind: Sendable {
    case file, directory, link, socket
    /// A pipe or a device.
    case other
  }

  package let identity: FileIdentity
  package let kind: Kind
  /// The user's number.
  package let owner: UInt32
  /// The group's number.
  package let group: UInt32
  /// The permission bits, such as 0o600.
  package let permissions: UInt32
  /// In bytes.
  package let size: Int64
  /// When the contents changed last, in nanoseconds since 1970.
  package let modified: Int64
  /// When anything of it changed last, its name and permissions among them, in nanoseconds since 1970.
  package let changed: Int64

  /// Nil, with the reason in `errno`, where nothing is at the path or it may not be looked at.
  package init?(of path: String, followingLinks: Bool) {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    self.init(status)
  }

  /// Nil, with the reason in `errno`, where the descriptor is not open.
  package init?(of descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      case S_IFSOCK: .socket
      default: .other
      }
    owner = status.st_uid
    group = status.st_gid
    permissions = UInt32(status.st_mode & 0o7777)
    size = Int64(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Whether others than its owner may write it.
  package var isWritableByOthers: Bool { permissions & 0o022 != 0 }
}
