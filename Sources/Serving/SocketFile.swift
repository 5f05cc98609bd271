internal import Glibc

/// A socket that was made at a path, with the lock that keeps a second daemon out.
struct SocketFile: ~Copyable, Sendable {
  /// The longest path.
  static let longestPath = 103

  /// Listening; whoever serves it closes it.
  private(set) var descriptor: CInt
  let path: String
  private var identity: FileIdentity
  private var lock: SocketLock

  private init(descriptor: CInt, path: String, identity: FileIdentity, lock: consuming SocketLock) {
    self.descriptor = descriptor
    self.path = path
    self.identity = identity
    self.lock = lock
  }

  /// Makes a listening socket under its own name, which is the one that the kernel knows it by. Until it has its group
  /// only the owner may open it, and until it listens nobody is connected.
  static func listen(at path: String, configuration: ServerConfiguration) throws -> SocketFile {
    guard !path.isEmpty else { throw SocketError(.pathEmpty, "the socket's path is empty") }
    guard path.utf8.count <= longestPath else {
      throw SocketError(
        .pathTooLong,
        "the socket's path is \(path.utf8.count) bytes long; at most \(longestPath) fit: \"\(path)\"")
    }
    let group = try configuration.group.map(groupID(named:))
    let lock = try SocketLock.take(beside: path)
    let (descriptor, identity) = try bind(to: path, group: group, configuration: configuration)
    return SocketFile(descriptor: descriptor, path: path, identity: identity, lock: lock)
  }

  /// Sets how many connections wait to be accepted, of a socket that listens.
  static func setBacklog(_ backlog: CInt, of descriptor: CInt) {
    _ = Glibc.listen(descriptor, backlog)
  }

  /// Removes the socket if what stands at its path is still the one that was made, then releases the lock.
  consuming func remove() {
    if FileIdentity(of: path) == identity { unlink(path) }
  }

  /// The caller holds the lock.
  private static func bind(
    to path: String, group: gid_t?, configuration: ServerConfiguration
  ) throws -> (CInt, FileIdentity) {
    try clearPlace(path)
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError.system("make a socket") }
    var made: FileIdentity?
    do {
      // Linux gives the file the mode of the descriptor, less the process's umask, which is not ours to change.
      guard fchmod(descriptor, 0o600) == 0,
        SocketAddress.with(path, { Glibc.bind(descriptor, $0, $1) }) == 0
      else { throw SocketError.system("make the socket \"\(path)\"") }
      made = FileIdentity(of: path)
      if let group, lchown(path, uid_t.max, group) != 0 {
        throw SocketError.system("give \"\(path)\" to group \(group)")
      }
      guard chmod(path, configuration.mode) == 0 else {
        throw SocketError.system("set the mode of \"\(path)\"")
      }
      guard Glibc.listen(descriptor, configuration.backlog) == 0 else {
        throw SocketError.system("listen at \"\(path)\"")
      }
      guard let made, made == FileIdentity(of: path) else {
        throw SocketError(.system, "the socket \"\(path)\" was taken away while it was made")
      }
      return (descriptor, made)
    } catch {
      Glibc.close(descriptor)
      if let made, made == FileIdentity(of: path) { unlink(path) }
      throw error
    }
  }

  /// Sees to it that nothing stands at the path: a socket that nobody listens at is removed.
  private static func clearPlace(_ path: String) throws {
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
    if SocketAddress.with(path, { connect(descriptor, $0, $1) }) == 0 || errno == EAGAIN {
      throw SocketError(.inUse, "another process listens at \"\(path)\"; stop it or choose another path")
    }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SocketError.system("remove the old socket \"\(path)\"")
    }
  }
}

// MARK: - Whether it is still there

extension SocketFile {
  /// What a look at the socket's place found.
  enum Finding {
    case inPlace
    /// The lock file had gone; it is there and locked again.
    case lockedAnew
    /// The socket had gone; a new one listens, on this descriptor.
    case boundAnew(CInt)
    /// The socket has gone, and another program is in its place.
    case taken(String)
    /// The socket has gone, and cannot be made for now.
    case lost(String)
  }

  /// Looks whether socket and lock are still what stands at their paths, and makes good what is not.
  mutating func look(_ configuration: ServerConfiguration) -> Finding {
    let isThere = FileIdentity(of: path) == identity
    if isThere, lock.isInPlace { return .inPlace }
    do {
      if !lock.isInPlace { lock = try SocketLock.take(beside: path) }
      if isThere { return .lockedAnew }
      let group = try configuration.group.map(groupID(named:))
      (descriptor, identity) = try Self.bind(to: path, group: group, configuration: configuration)
      return .boundAnew(descriptor)
    } catch {
      // Another daemon that begins holds the lock for a moment, and ends when it finds this one.
      if isThere { return .inPlace }
      let reason = (error as? SocketError)?.reason
      return reason == .locked || reason == .inUse ? .taken("\(error)") : .lost("\(error)")
    }
  }
}

/// A socket that somebody else made: it is only looked after.
struct GivenSocket: Sendable {
  let path: String
  private let identity: FileIdentity?

  /// Nil where the socket has no path.
  init?(_ descriptor: CInt) {
    guard let path = SocketAddress.path(of: descriptor) else { return nil }
    self.path = path
    identity = FileIdentity(of: path)
  }

  var isInPlace: Bool { identity != nil && FileIdentity(of: path) == identity }
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
