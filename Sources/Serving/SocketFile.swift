internal import Glibc

/// A socket that was made at a path, with the lock that keeps a second daemon out.
struct SocketFile: ~Copyable, Sendable {
  /// The longest path: four bytes less than the system takes, for the name the socket is bound under first.
  static let longestPath = 103

  /// Listening; whoever serves it closes it.
  let descriptor: CInt
  private let path: String
  private let identity: FileIdentity
  private let lock: SocketLock

  /// Makes a listening socket and puts it in place in one step: until then it has another name, and until it has
  /// its group only the owner may open it.
  static func listen(
    at path: String, configuration: ServerConfiguration
  ) throws -> SocketFile {
    guard !path.isEmpty else { throw SocketError(.pathEmpty, "the socket's path is empty") }
    guard path.utf8.count <= longestPath else {
      throw SocketError(
        .pathTooLong,
        "the socket's path is \(path.utf8.count) bytes long; at most \(longestPath) fit: \"\(path)\"")
    }
    let group = try configuration.group.map(groupID(named:))
    let lock = try SocketLock.take(beside: path)
    try checkPlace(path)
    let temporary = path + ".new"
    if FileIdentity.isSocket(temporary) { unlink(temporary) }
    let descriptor = try bind(to: temporary)
    do {
      if let group, chown(temporary, uid_t.max, group) != 0 {
        throw SocketError.system("give \"\(path)\" to group \(group)")
      }
      guard chmod(temporary, configuration.mode) == 0 else {
        throw SocketError.system("set the mode of \"\(path)\"")
      }
      guard Glibc.listen(descriptor, configuration.backlog) == 0 else {
        throw SocketError.system("listen at \"\(path)\"")
      }
      guard let identity = FileIdentity(of: temporary), rename(temporary, path) == 0 else {
        throw SocketError.system("put the socket in place at \"\(path)\"")
      }
      return SocketFile(descriptor: descriptor, path: path, identity: identity, lock: lock)
    } catch {
      Glibc.close(descriptor)
      unlink(temporary)
      throw error
    }
  }

  /// Sets how many connections wait to be accepted, of a socket that listens.
  static func setBacklog(_ backlog: CInt, of descriptor: CInt) {
    _ = Glibc.listen(descriptor, backlog)
  }

  /// Removes the socket if what stands at its path is still the one that was made, then lets go of the lock.
  consuming func remove() {
    if FileIdentity(of: path) == identity { unlink(path) }
  }

  /// Sees to it that what stands at the path may be replaced: nothing, or a socket nobody listens at.
  private static func checkPlace(_ path: String) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw SocketError.system("look at \"\(path)\"")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw SocketError(
        .notASocket, "\"\(path)\" is there and is no socket; move it away or choose another path")
    }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError.system("make a socket") }
    defer { Glibc.close(descriptor) }
    // A full backlog says EAGAIN: somebody is there.
    if withAddress(path, { connect(descriptor, $0, $1) }) == 0 || errno == EAGAIN {
      throw SocketError(.inUse, "another process listens at \"\(path)\"; stop it or choose another path")
    }
  }

  private static func bind(to path: String) throws -> CInt {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError.system("make a socket") }
    // Linux gives the file the mode of the descriptor, less the process's umask, which is not ours to change.
    guard fchmod(descriptor, 0o600) == 0, withAddress(path, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
      let error = SocketError.system("make the socket \"\(path)\"")
      Glibc.close(descriptor)
      throw error
    }
    return descriptor
  }
}

/// Calls with the socket address of a path, which must be shorter than the 108 bytes that one holds.
private func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { room in
    precondition(path.utf8.count < room.count)
    room.copyBytes(from: path.utf8)
  }
  let size = socklen_t(MemoryLayout<sockaddr_un>.size)
  return withUnsafePointer(to: address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
  }
}

private func groupID(named name: String) throws -> gid_t {
  if let number = gid_t(name) { return number }
  var entry = group()
  var found: UnsafeMutablePointer<group>?
  var room = [CChar](repeating: 0, count: 64 << 10)
  guard getgrnam_r(name, &entry, &room, room.count, &found) == 0, found != nil else {
    throw SocketError(.unknownGroup, "there is no group \"\(name)\" for the socket")
  }
  return entry.gr_gid
}
