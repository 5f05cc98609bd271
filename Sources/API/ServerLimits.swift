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
