/// Where a server listens.
package enum SocketSource: Sendable, Hashable {
  /// A path of at most 103 bytes; the socket is made there.
  case path(String)
  /// A listening Unix stream socket made by somebody else, such as systemd; it is left where it is.
  case descriptor(CInt)
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

/// What one client may ask of a server. Sizes are in bytes.
package struct ServerLimits: Sendable, Hashable {
  /// The largest body, streams excepted: 413 above it.
  package var bodySize = 16 << 20
  /// The largest head, which is the request line and all headers: 431 above it.
  package var headerSize = 32 << 10
  /// The most header fields: 431 above it.
  package var headerCount = 128
  /// The longest request target: 414 above it.
  package var targetSize = 8 << 10
  /// The most connections at one time: 503 above it.
  package var connections = 1024
  /// How long a connection may do nothing between requests before it is closed.
  package var idle: Duration = .seconds(75)
  /// How long a request may take to arrive, from its first byte to its last: 408 after it. For a stream it is
  /// how long it may get nowhere: no line is completed, none answered.
  package var read: Duration = .seconds(30)
  /// How long a client may read nothing of a response that waits before the connection ends.
  package var stall: Duration = .seconds(10)
  /// How long a stop waits for what is in flight.
  package var drain: Duration = .seconds(10)
  /// How long a connection that ends goes on discarding what is still sent, so that the response is read.
  package var linger: Duration = .seconds(2)
  /// How many bytes of responses may wait for a client before the server reads no more from it.
  package var waitingResponses = 64 << 20
  /// How many may wait for all clients together before those who read nothing are ended.
  package var unread = 256 << 20
  /// How long a connection must have been idle to be closed for another when all are taken.
  package var idleGrace: Duration = .milliseconds(250)

  package init() {}
}
