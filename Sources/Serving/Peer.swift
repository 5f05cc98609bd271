internal import Glibc

/// Who is at the other end of a connection, as the kernel knew it when the connection was made.
package struct Peer: Sendable, Hashable {
  /// The process; 0 where the kernel cannot say, such as across containers.
  package let processID: Int32
  package let userID: UInt32
  package let groupID: UInt32
  /// The supplementary groups.
  package let groups: [UInt32]

  package init(processID: Int32, userID: UInt32, groupID: UInt32, groups: [UInt32] = []) {
    self.processID = processID
    self.userID = userID
    self.groupID = groupID
    self.groups = groups
  }

  /// Whether the peer is in a group, by its own group or a supplementary one.
  package func belongs(to group: UInt32) -> Bool { groupID == group || groups.contains(group) }
}

extension Peer {
  /// What the kernel says of the other end of a connected Unix socket; nil if it says nothing.
  init?(connectedTo descriptor: CInt) {
    // The layout of `struct ucred`, which Glibc does not show to Swift.
    var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
    self.init(
      processID: credentials.process, userID: credentials.user, groupID: credentials.group,
      groups: Self.groups(of: descriptor))
  }

  private static func groups(of descriptor: CInt) -> [UInt32] {
    var room = 64
    // A second turn is enough: the groups were fixed when the connection was made.
    for _ in 0..<2 {
      var size = socklen_t(room * MemoryLayout<UInt32>.stride)
      var code: CInt = 0
      let groups = [UInt32](unsafeUninitializedCapacity: room) { buffer, count in
        code = getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, buffer.baseAddress, &size)
        count = code == 0 ? Int(size) / MemoryLayout<UInt32>.stride : 0
      }
      if code == 0 { return groups }
      guard errno == ERANGE else { return [] }
      room = Int(size) / MemoryLayout<UInt32>.stride
    }
    return []
  }
}
