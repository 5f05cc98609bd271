internal import NIOCore
internal import NIOPosix

// MARK: - Sending

extension Connection {
  /// Bytes of answers that the client has not taken yet.
  var waitingBytes: Int {
    let inChannel = (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    return outgoing.readableBytes + inChannel
  }

  func send(_ text: String) {
    outgoing.writeString(text)
    planFlush()
  }

  func send(_ bytes: [UInt8]) {
    outgoing.writeBytes(bytes)
    planFlush()
  }

  func send(_ buffer: ByteBuffer) {
    if outgoing.readableBytes == 0 { outgoing = buffer } else { outgoing.writeImmutableBuffer(buffer) }
    planFlush()
  }

  /// While bytes are being read they leave when all have been; otherwise at the end of the loop's turn, or when
  /// there are many.
  private func planFlush() {
    if outgoing.readableBytes >= 128 << 10 { return flush() }
    guard !isReading, !isFlushPlanned else { return }
    isFlushPlanned = true
    core.loop.execute {
      self.isFlushPlanned = false
      self.flush()
    }
  }

  func flush(promise: EventLoopPromise<Void>? = nil) {
    guard let context else {
      promise?.succeed()
      return
    }
    // An empty write with a promise is told when all before it has left.
    guard outgoing.readableBytes > 0 || promise != nil else { return }
    if written == sent { lastActivity = .now() }
    let buffer = outgoing
    outgoing = ByteBuffer()
    written += buffer.readableBytes
    context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
  }
}

// MARK: - Ending

extension Connection {
  /// Ends the sending side once all is sent, and discards what still arrives, so that the client gets to read
  /// the answer: a Unix socket closed with unread bytes resets its peer.
  func linger() {
    phase = .lingering
    waiting.removeAll()
    requestBegan = nil
    lingerBegan = .distantFuture
    let promise = core.loop.makePromise(of: Void.self)
    promise.futureResult.whenComplete { _ in
      guard case .lingering = self.phase else { return }
      self.lingerBegan = .now()
      self.context?.close(mode: self.inputEnded ? .all : .output, promise: nil)
    }
    flush(promise: promise)
    resumeReads()
  }

  /// Closes at once if nothing waits to be sent, and otherwise when it has been.
  func closeWhenSent() {
    if case .closed = phase { return }
    if waitingBytes == 0 { context?.close(promise: nil) } else { linger() }
  }

  /// Closes at once, whatever is under way.
  func cut() {
    lost()
    phase = .closed
    context?.close(promise: nil)
  }

  /// Closes if nothing is under way; otherwise the answer under way will be the last.
  func windDown() {
    switch phase {
    case .idle where requestBegan == nil: closeWhenSent()
    case .receiving(let exchange), .answering(let exchange):
      if exchange.answer == .none { exchange.keepsAlive = false }
    case .idle, .lingering, .closed: break
    }
  }
}

// MARK: - Time limits

extension Connection {
  func checkTime(_ now: NIODeadline) {
    let limits = core.limits
    if isStalled(now) {
      core.report(.stalled(peer, waitingBytes: waitingBytes))
      return cut()
    }
    switch phase {
    case .idle:
      if let began = requestBegan {
        if now - began > TimeAmount(limits.read) { refuse(RequestRules.tooSlow(limits)) }
      } else if now - lastActivity > TimeAmount(limits.idle) {
        closeWhenSent()
      }
    case .receiving(let exchange):
      guard !isReadHeld else { return }
      let began = exchange.receiver == nil ? requestBegan ?? lastActivity : lastActivity
      if now - began > TimeAmount(limits.read) {
        refuse(RequestRules.tooSlow(limits), isHead: exchange.isHead)
      }
    case .lingering:
      if lingerBegan < now, now - lingerBegan > TimeAmount(limits.linger) { cut() }
    case .answering, .closed: break
    }
  }

  /// Whether bytes wait for the client and it has neither taken nor sent any for too long.
  private func isStalled(_ now: NIODeadline) -> Bool {
    let waitingBytes = waitingBytes
    let sent = written + outgoing.readableBytes - waitingBytes
    if waitingBytes == 0 || sent != self.sent {
      self.sent = sent
      if waitingBytes > 0 { lastActivity = now }
      return false
    }
    return now - lastActivity > TimeAmount(core.limits.stall)
  }
}
