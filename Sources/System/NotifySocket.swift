internal import Glibc

/// The socket on which a service manager listens to what a service says of itself (sd_notify(3)).
package struct NotifySocket: Sendable, Hashable {
  /// A path, or the name of an abstract socket after an `@`.
  package let address: String

  /// Nil for what is neither.
  package init?(_ address: String) {
    guard address.utf8.count > 1, address.hasPrefix("/") || address.hasPrefix("@") else { return nil }
    self.address = address
  }

  /// Sends lines of `NAME=value` as one message. Waits for room, but not longer than two seconds.
  package func send(_ lines: [String]) throws(SystemError) {
    let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .latest }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 2, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let message = Array(lines.joined(separator: "\n").utf8)
    let send = { (address: UnsafePointer<sockaddr>, size: socklen_t) -> CInt in
      sendto(descriptor, message, message.count, CInt(MSG_NOSIGNAL), address, size) < 0 ? -1 : 0
    }
    if address.hasPrefix("@") {
      try SocketAddress.with(abstractName: String(address.dropFirst()), send)
    } else {
      try SocketAddress.with(address, send)
    }
  }
}
