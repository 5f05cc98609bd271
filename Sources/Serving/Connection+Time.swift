internal import API
internal import NIOCore

// What may not go on for ever, by the state that a connection is in:
//
// | state | what ends it | limit |
// |---|---|---|
// | any, responses waiting for the client | it reads none of them | `stall`: cut, with an event |
// | between requests | nothing comes | `idle`: closed |
// | a head is arriving | it is not complete | `read` since its first byte: 408 |
// | a body is collected | it is not complete | `read` since the first byte of the request: 408 |
// | a body is streamed | nothing comes of it, whoever is to blame | `read` since the last progress: cut, with an event |
// | a response is being made | that is for the handler | a stop's `drain` |
// | lingering | the client does not close | `linger` since the last byte left: cut |
//
// While the server stops, `read` is a fifth of `drain` where that is shorter.
extension Connection {
  func checkTime(_ now: NIODeadline) {
    countUnread()
    resumeReads()
    if isStalled(now) {
      core.report(.stalled(peer, waitingBytes: waitingBytes))
      return cut()
    }
    switch phase {
    case .idle:
      if let began = requestBegan {
        if now - began > core.patience { refuse(RequestValidation.tooSlow(core.limits)) }
      } else if now - lastActivity > TimeAmount(core.limits.idle) {
        closeWhenSent()
      }
    case .receiving(let exchange) where exchange.receiver != nil: checkStream(exchange, now)
    case .receiving(let exchange):
      // Where it is not read because responses wait for it, the limit on those is the one that counts.
      guard !isReadHeld, now - (requestBegan ?? lastActivity) > core.patience else { return }
      refuse(RequestValidation.tooSlow(core.limits), isHead: exchange.isHead)
    case .lingering:
      if lingerBegan < now, now - lingerBegan > TimeAmount(core.limits.linger) { cut() }
    case .responding, .closed: break
    }
  }

  private func checkStream(_ exchange: Exchange, _ now: NIODeadline) {
    // It reads what waits for it, or the limit on that would have ended it.
    if isReadHeld, !exchange.isPaused { exchange.progress = now }
    guard now - exchange.progress > core.patience else { return }
    if exchange.isPaused {
      core.report(.stuck(peer))
      cut()
    } else {
      refuse(RequestValidation.tooSlow(core.limits), isHead: exchange.isHead)
    }
  }

  /// Whether bytes wait for the client and it has neither read nor sent any for too long.
  private func isStalled(_ now: NIODeadline) -> Bool {
    let waitingBytes = waitingBytes
    let sent = written + outgoing.readableBytes - waitingBytes
    if waitingBytes == 0 || sent != self.sent {
      self.sent = sent
      lastTaken = now
      if waitingBytes > 0 { lastActivity = now }
      return false
    }
    return now - lastActivity > TimeAmount(core.limits.stall)
  }
}
