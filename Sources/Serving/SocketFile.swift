internal import API
internal import Glibc
internal import System

/// A socket that was made at a path, with the lock that keeps a second daemon out.
struct SocketFile: ~Copyable, Sendable {
  /// Listening; whoever serves it closes it.
  private(set) var descriptor: CInt
  let path: String
  private var identity: FileIdentity
  private var lock: FileLock

  private init(descriptor: CInt, path: String, identity: FileIdentity, lock: consuming FileLock) {
    self.descriptor = descriptor
    self.path = path
    self.identity = identity
    self.lock = lock
  }

  /// Makes a listening socket under its own name, which is the one that the kernel knows it by. Until it has its group
  /// only the owner may open it, and until it listens nobody is connected.
  static func listen(at path: String, configuration: ServerConfiguration) throws -> SocketFile {
    guard !path.isEmpty else { throw SocketError(.pathEmpty, "the socket's path is empty") }
    guard path.utf8.count <= SocketPath.longest else {
      throw SocketError(
        .pathTooLong,
        "the socket's path is \(path.utf8.count) bytes long; at most \(SocketPath.longest) fit: \"\(path)\"")
    }
    let group = try configuration.group.map(groupID(named:))
    let lock = try lock(beside: path)
    let (descriptor, identity) = try bind(to: path, group: group, configuration: configuration)
    return SocketFile(descriptor: descriptor, path: path, identity: identity, lock: lock)
  }

  /// Sets how many connections wait to be accepted, of a socket that listens.
  static func setBacklog(_ backlog: CInt, of descriptor: CInt) {
    _ = Glibc.listen(descriptor, backlog)
  }

  /// Removes the socket if what stands at its path is still the one that was made, then releases the lock.
  consuming func remove() { abandon() }

  private static func lock(beside path: String) throws -> FileLock {
    let file = "\(path).lock"
    do throws(FileLock.Failure) {
      return try FileLock.acquire(file)
    } catch .held {
      throw SocketError(.locked, "another waymark serves \"\(path)\"; stop it or choose another path")
    } catch .cannotOpen(let error) {
      throw SocketError.system("open the lock file \"\(file)\"", error)
    } catch .cannotLock(let error) {
      throw SocketError.system("lock \"\(file)\"", error)
    }
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
      guard fchmod(descriptor, 0o600) == 0 else { throw SocketError.system("make the socket \"\(path)\"") }
      do throws(SystemError) {
        try SocketAddress.with(path) { Glibc.bind(descriptor, $0, $1) }
      } catch {
        throw SocketError.system("make the socket \"\(path)\"", error)
      }
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
    guard let status = FileStatus(of: path, followingLinks: false) else {
      if errno == ENOENT { return }
      throw SocketError.system("look at \"\(path)\"")
    }
    guard status.kind == .socket else {
      throw SocketError(
        .notASocket, "\"\(path)\" is there and is no socket; move it away or choose another path")
    }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError.system("make a socket") }
    defer { Glibc.close(descriptor) }
    if isAnswered(path, by: descriptor) {
      throw SocketError(.inUse, "another process listens at \"\(path)\"; stop it or choose another path")
    }
    guard unlink(path) == 0 || errno == ENOENT else {
      throw SocketError.system("remove the old socket \"\(path)\"")
    }
  }

  /// Whether somebody listens at a path.
  private static func isAnswered(_ path: String, by descriptor: CInt) -> Bool {
    do throws(SystemError) {
      try SocketAddress.with(path) { connect(descriptor, $0, $1) }
      return true
    } catch {
      // A full backlog.
      return error.code == EAGAIN
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
      if !lock.isInPlace { lock = try Self.lock(beside: path) }
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

extension SocketFile {
  /// Removes the socket, as nobody serves it: clients are to find none rather than one that never answers, and the next
  /// look makes another.
  func abandon() {
    if FileIdentity(of: path) == identity { unlink(path) }
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
  guard let number = gid_t(name) ?? Accounts.groupID(named: name) else {
    throw SocketError(.unknownGroup, "there is no group \"\(name)\" for the socket")
  }
  return number
}
