internal import NIOCore

extension Connection {
  func sendWhole(_ response: HTTPResponse, to exchange: Exchange) {
    guard exchange.response == .none, isCurrent(exchange) else { return }
    exchange.response = .ended
    settle(exchange, closes: response.closes || !exchange.bodyEnded)
    send(encoder(exchange).whole(response))
    isAnswered(exchange, status: response.status)
    advance(exchange)
  }

  func sendHead(_ head: HTTPResponse, to exchange: Exchange) {
    guard exchange.response == .none, isCurrent(exchange) else { return }
    sendContinue(exchange)
    exchange.response = .begun
    exchange.status = head.status
    if !exchange.bodyEnded {
      exchange.isStream = true
      core.report(.streamBegan)
    }
    settle(exchange, closes: exchange.isOldVersion)
    send(encoder(exchange).head(head))
  }

  func sendPiece(_ bytes: [UInt8], to exchange: Exchange) {
    guard exchange.response == .begun, isCurrent(exchange), !bytes.isEmpty, !exchange.isHead else { return }
    exchange.progress = .now()
    if exchange.isOldVersion {
      send(bytes)
    } else {
      send(String(bytes.count, radix: 16) + "\r\n")
      send(bytes)
      send("\r\n")
    }
  }

  func sendEnd(to exchange: Exchange) {
    guard exchange.response == .begun, isCurrent(exchange) else { return }
    exchange.response = .ended
    if !exchange.isOldVersion, !exchange.isHead { send("0\r\n\r\n") }
    isAnswered(exchange, status: exchange.status)
    advance(exchange)
  }

  /// The last reference to its responder is gone.
  func abandoned(_ exchange: Exchange) {
    guard isCurrent(exchange), exchange.response != .ended else { return }
    core.report(.unanswered(method: exchange.request.method, path: exchange.request.path))
    if exchange.response == .begun { return cut() }
    sendWhole(HTTPResponse(RequestValidation.unanswered), to: exchange)
  }

  /// Goes on to the next request once body and response are both complete, or ends the connection.
  func advance(_ exchange: Exchange) {
    guard exchange.response == .ended, isCurrent(exchange) else { return }
    guard exchange.bodyEnded, exchange.keepsAlive else {
      if !exchange.bodyEnded { dropBody() }
      return linger()
    }
    phase = .idle
    lastActivity = .now()
    // What waits behind has begun to arrive, and its time runs from now.
    requestBegan = waiting.isEmpty ? nil : lastActivity
    deliver()
    if case .idle = phase, waiting.isEmpty, core.isStopping { linger() }
  }

  /// Whether an exchange is the one under way, not one from before the connection ended.
  func isCurrent(_ exchange: Exchange) -> Bool {
    switch phase {
    case .receiving(let current), .responding(let current): current === exchange
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
