import Glibc

/// The users and groups that the system knows.
package enum Accounts {
  /// The number of a user; nil where there is none of that name.
  package static func userID(named name: String) -> UInt32? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    let isFound = withRoom { getpwnam_r(name, &entry, $0, $1, &found) }
    return isFound && found != nil ? entry.pw_uid : nil
  }

  /// The number of a group; nil where there is none of that name.
  package static func groupID(named name: String) -> UInt32? {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    let isFound = withRoom { getgrnam_r(name, &entry, $0, $1, &found) }
    return isFound && found != nil ? entry.gr_gid : nil
  }

  /// Calls with room for an entry, with more of it where that is too small; returns whether the call came through.
  private static func withRoom(_ look: (UnsafeMutablePointer<CChar>, Int) -> CInt) -> Bool {
    var size = 16 << 10
    while true {
      let room = UnsafeMutablePointer<CChar>.allocate(capacity: size)
      defer { room.deallocate() }
      let code = look(room, size)
      guard code == ERANGE, size < 64 << 20 else { return code == 0 }
      size *= 4
    }
  }
}
