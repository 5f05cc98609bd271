package import API
package import System

/// Where a server listens.
package enum SocketSource: Sendable, Hashable {
  /// A path of at most 103 bytes; the socket is made there.
  case path(String)
  /// A listening Unix stream socket made by somebody else, such as systemd; it is left where it is.
  case descriptor(CInt)
  /// An address of this machine, for TCP. Nobody knows who connects there.
  case loopback(LoopbackAddress)
}

/// How a server listens and what it puts up with.
package struct ServerConfiguration: Sendable {
  package var socket: SocketSource
  /// The permission bits of the socket.
  package var mode: UInt32 = 0o660
  /// The group of the socket, by name or number; nil leaves it to the file system.
  package var group: String?
  /// How many connections the kernel keeps waiting to be accepted.
  package var backlog: CInt = 1024
  package var limits = ServerLimits()
  /// Paths that take a POST without a body, so that `curl -X POST` works on them; elsewhere it is 411.
  package var bodilessPaths: Set<String> = []
  /// Paths that are answered also where all but the last connections are taken.
  package var probePaths: Set<String> = []
  /// The paths that requests are counted by; requests for others are counted together.
  package var routes: [String] = []
  /// Whether somebody may have one of the connections that are kept for administrators.
  package var isAdministrator: @Sendable (Peer) -> Bool = { _ in false }
  /// How often it is looked whether the socket is still in its place.
  package var lookInterval: Duration = .seconds(1)
  /// The value of `Retry-After` when a connection is refused, in whole seconds.
  package var retryAfter: Duration = .seconds(1)

  package init(socket: SocketSource) {
    self.socket = socket
  }
}
