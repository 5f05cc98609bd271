/// Which file something is, whatever it is called: equal for two names of one file.
package struct FileIdentity: Sendable, Hashable {
  package let device: UInt64
  package let inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  /// What stands at a path, a link itself where it is one; nil if nothing is there.
  package init?(of path: String) {
    guard let status = FileStatus(of: path, followingLinks: false) else { return nil }
    self = status.identity
  }

  /// Nil if the descriptor is not open.
  package init?(of descriptor: CInt) {
    guard let status = FileStatus(of: descriptor) else { return nil }
    self = status.identity
  }
}
