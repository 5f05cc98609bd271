internal import NIOCore

/// The way back over a connection to whoever sent one request. It belongs to the event loop, and every call asserts
/// that it comes from there. Where the last reference goes without a response, 500 is answered.
package final class Responder: ResponseWriter {
  private struct Target {
    let connection: Connection
    let exchange: Exchange
  }

  private let loop: any EventLoop
  private let target: NIOLoopBound<Target>

  init(connection: Connection, exchange: Exchange) {
    loop = connection.core.loop
    target = NIOLoopBound(Target(connection: connection, exchange: exchange), eventLoop: loop)
  }

  deinit {
    let target = target
    if loop.inEventLoop, target.value.exchange.response == .ended { return }
    // Always a hop: a deinit may run in the middle of whatever dropped the last reference.
    loop.execute { target.value.connection.abandoned(target.value.exchange) }
  }

  package func finish(_ response: HTTPResponse) {
    let target = target.value
    target.connection.sendWhole(response, to: target.exchange)
  }

  package func begin(_ head: HTTPResponse) {
    let target = target.value
    target.connection.sendHead(head, to: target.exchange)
  }

  package func write(_ bytes: [UInt8]) {
    let target = target.value
    target.connection.sendPiece(bytes, to: target.exchange)
  }

  package func end() {
    let target = target.value
    target.connection.sendEnd(to: target.exchange)
  }

  package func abort() {
    let target = target.value
    if target.connection.isCurrent(target.exchange) { target.connection.cut() }
  }

  package func pauseReading() { setPaused(true) }

  package func resumeReading() { setPaused(false) }

  private func setPaused(_ isPaused: Bool) {
    let target = target.value
    target.exchange.isPaused = isPaused
    if !isPaused { target.connection.resumeReads() }
  }

  package func madeProgress() { target.value.exchange.progress = .now() }

  package var isOpen: Bool {
    let target = target.value
    return target.connection.isCurrent(target.exchange) && target.exchange.response != .ended
  }

  package var waitingBytes: Int { target.value.connection.waitingBytes }
}
