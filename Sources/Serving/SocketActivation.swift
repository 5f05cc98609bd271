internal import Glibc

/// Sockets that systemd opened before it started the process (sd_listen_fds(3)).
package enum SocketActivation {
  private static let first: CInt = 3

  /// The descriptor meant for this process; nil if there is none. Throws if there are several.
  package static func descriptor(
    environment: [String: String], processID: Int32 = getpid()
  ) throws -> CInt? {
    guard let process = environment["LISTEN_PID"].flatMap(Int32.init), process == processID,
      let count = environment["LISTEN_FDS"].flatMap(Int.init), count > 0
    else { return nil }
    guard count == 1 else {
      throw SocketError(.badDescriptor, "systemd gave \(count) sockets; give one in the socket unit")
    }
    return first
  }

  /// A descriptor that is a listening Unix stream socket, and is not handed on to child processes.
  static func checked(_ descriptor: CInt) throws -> CInt {
    guard option(SO_DOMAIN, of: descriptor) == AF_UNIX,
      option(SO_TYPE, of: descriptor) == CInt(SOCK_STREAM.rawValue),
      option(SO_ACCEPTCONN, of: descriptor) == 1
    else {
      throw SocketError(
        .badDescriptor, "descriptor \(descriptor) is no listening Unix stream socket; use ListenStream=/path")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static func option(_ name: CInt, of descriptor: CInt) -> CInt? {
    var value: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }
}
