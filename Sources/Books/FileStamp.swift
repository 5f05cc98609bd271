package import System

/// What the file system says of a file, by which a change of it shows: which one it is, its size and its times.
package struct FileStamp: Sendable, Equatable {
  package let identity: FileIdentity
  package let size: Int64
  /// Nanoseconds since 1970.
  package let modified: Int64
  /// Nanoseconds since 1970.
  package let changed: Int64

  package init(device: UInt64 = 0, inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
    identity = FileIdentity(device: device, inode: inode)
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  init(_ status: FileStatus) {
    identity = status.identity
    size = status.size
    modified = status.modified
    changed = status.changed
  }
}
