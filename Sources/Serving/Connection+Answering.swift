internal import NIOCore

extension Connection {
  func finish(_ exchange: Exchange, with answer: HTTPResponse) {
    guard exchange.answer == .none, isCurrent(exchange) else { return }
    exchange.answer = .ended
    settle(exchange, closes: answer.closes || !exchange.bodyEnded)
    send(encoder(exchange).whole(answer))
    advance(exchange)
  }

  func begin(_ exchange: Exchange, with head: HTTPResponse) {
    guard exchange.answer == .none, isCurrent(exchange) else { return }
    goOn(exchange)
    exchange.answer = .begun
    settle(exchange, closes: exchange.isOldVersion)
    send(encoder(exchange).head(head))
  }

  func write(_ bytes: [UInt8], to exchange: Exchange) {
    guard exchange.answer == .begun, isCurrent(exchange), !bytes.isEmpty, !exchange.isHead else { return }
    exchange.progress = .now()
    if exchange.isOldVersion {
      send(bytes)
    } else {
      send(String(bytes.count, radix: 16) + "\r\n")
      send(bytes)
      send("\r\n")
    }
  }

  func end(_ exchange: Exchange) {
    guard exchange.answer == .begun, isCurrent(exchange) else { return }
    exchange.answer = .ended
    if !exchange.isOldVersion, !exchange.isHead { send("0\r\n\r\n") }
    advance(exchange)
  }

  func abort(_ exchange: Exchange) {
    if isCurrent(exchange) { cut() }
  }

  /// The last reference to a responder has gone.
  func abandoned(_ exchange: Exchange) {
    guard isCurrent(exchange), exchange.answer != .ended else { return }
    core.report(.unanswered(method: exchange.request.method, path: exchange.request.path))
    if exchange.answer == .begun { return cut() }
    finish(exchange, with: HTTPResponse(RequestValidation.unanswered))
  }

  /// Goes on to the next request once body and answer are both complete, or ends the connection.
  func advance(_ exchange: Exchange) {
    guard exchange.answer == .ended, isCurrent(exchange) else { return }
    guard exchange.bodyEnded, exchange.keepsAlive else {
      if !exchange.bodyEnded { lost() }
      return linger()
    }
    phase = .idle
    lastActivity = .now()
    // What waits behind has begun to arrive, and its time runs from now.
    requestBegan = waiting.isEmpty ? nil : lastActivity
    deliver()
    if case .idle = phase, core.isStopping { linger() }
  }

  /// Whether an exchange is the one under way, not one from before the connection ended.
  func isCurrent(_ exchange: Exchange) -> Bool {
    switch phase {
    case .receiving(let current), .answering(let current): current === exchange
    case .idle, .lingering, .closed: false
    }
  }

  private func settle(_ exchange: Exchange, closes: Bool) {
    if closes || core.isStopping { exchange.keepsAlive = false }
  }

  private func encoder(_ exchange: Exchange) -> ResponseEncoder {
    ResponseEncoder(
      core: core, isOldVersion: exchange.isOldVersion, isHead: exchange.isHead,
      keepsAlive: exchange.keepsAlive)
  }
}
