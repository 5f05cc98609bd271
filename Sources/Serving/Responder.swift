internal import NIOCore
internal import NIOPosix

/// The way back to whoever sent one request. Answer it with `finish`, at once or later, or with `begin`,
/// `write` and `end`; calls may come from any thread and take effect on the event loop, in order. Letting go
/// of a responder without an answer answers 500.
///
/// Unchecked because the exchange it points to is touched on the event loop only.
package final class Responder: @unchecked Sendable {
  private let connection: Connection
  private let exchange: Exchange

  init(connection: Connection, exchange: Exchange) {
    self.connection = connection
    self.exchange = exchange
  }

  deinit {
    let connection = connection
    let exchange = exchange
    if connection.core.loop.inEventLoop, exchange.answer == .ended { return }
    // Always a hop: a deinit may run in the middle of whatever let go of the last reference.
    connection.core.loop.execute { connection.abandoned(exchange) }
  }

  /// Sends a whole answer; only the first answer to a request counts.
  package func finish(_ answer: HTTPResponse) {
    onLoop { $0.finish($1, with: answer) }
  }

  /// Sends the head of an answer whose body follows in pieces.
  package func begin(
    status: Int = 200, contentType: String, headers: [(name: String, value: String)] = []
  ) {
    let head = HTTPResponse(status: status, contentType: contentType, headers: headers)
    onLoop { $0.begin($1, with: head) }
  }

  /// Sends a piece of a body that was begun. Pieces are gathered; they leave at the end of the loop's turn.
  package func write(_ bytes: [UInt8]) {
    onLoop { $0.write(bytes, to: $1) }
  }

  /// Ends a body that was begun.
  package func end() {
    onLoop { $0.end($1) }
  }

  /// Ends the connection without ending the body, so that the client sees that something is missing.
  package func abort() {
    onLoop { $0.abort($1) }
  }

  /// Reads no more of a streamed body until `resumeReading`.
  package func pauseReading() {
    onLoop { $0.setPaused(true, for: $1) }
  }

  package func resumeReading() {
    onLoop { $0.setPaused(false, for: $1) }
  }

  /// Says that a streamed body got somewhere though nothing was written; to be called on the event loop.
  package func madeProgress() {
    exchange.progress = .now()
  }

  /// Runs work on the event loop after it has looked after everybody else once.
  package func yield(_ work: @escaping @Sendable () -> Void) {
    connection.core.yield(work)
  }

  /// Runs work on the event loop after a time.
  package func schedule(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
    connection.core.loop.scheduleTask(in: TimeAmount(delay)) { work() }
  }

  /// Whether anything can still be answered; to be asked on the event loop.
  package var isOpen: Bool { connection.isCurrent(exchange) && exchange.answer != .ended }

  /// Bytes of answers that wait for this client; to be asked on the event loop.
  package var waitingBytes: Int { connection.waitingBytes }

  private func onLoop(_ work: @escaping @Sendable (Connection, Exchange) -> Void) {
    let connection = connection
    let exchange = exchange
    if connection.core.loop.inEventLoop {
      work(connection, exchange)
    } else {
      connection.core.loop.execute { work(connection, exchange) }
    }
  }
}

/// What takes a streamed body, piece by piece, on the event loop.
package struct BodyReceiver: Sendable {
  package var received: @Sendable ([UInt8]) -> Void
  /// The body came to its end.
  package var ended: @Sendable () -> Void
  /// The body will not come to its end: the client has gone, was too slow or sent something malformed.
  package var lost: @Sendable () -> Void

  package init(
    received: @escaping @Sendable ([UInt8]) -> Void, ended: @escaping @Sendable () -> Void,
    lost: @escaping @Sendable () -> Void = {}
  ) {
    self.received = received
    self.ended = ended
    self.lost = lost
  }
}
