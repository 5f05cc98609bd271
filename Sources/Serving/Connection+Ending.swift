internal import NIOCore
internal import NIOPosix

// MARK: - Sending

extension Connection {
  /// Bytes of responses that the client has not read yet.
  var waitingBytes: Int {
    let inChannel = (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    return outgoing.readableBytes + inChannel
  }

  /// Reports to the server how much waits for this client.
  func countUnread() {
    if case .closed = phase { return }
    // Asking the channel takes a while, and nothing was written since nothing waited there.
    if unread == 0, counted == written, outgoing.readableBytes == 0 { return }
    let waitingBytes = waitingBytes
    counted = written
    guard waitingBytes != unread else { return }
    let change = waitingBytes - unread
    unread = waitingBytes
    core.unread.change(by: change)
    if core.unread.isOver { core.planRelief() }
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
    core.loop.assumeIsolated().execute {
      self.isFlushPlanned = false
      self.flush()
    }
  }

  func flush(promise: EventLoopPromise<Void>? = nil) {
    guard let context else {
      reportAborted()
      promise?.succeed()
      return
    }
    // The promise of an empty write is kept once all before it has left.
    guard outgoing.readableBytes > 0 || promise != nil else { return }
    if written == sent { lastActivity = .now() }
    let buffer = outgoing
    outgoing = ByteBuffer()
    written += buffer.readableBytes
    context.writeAndFlush(wrapOutboundOut(buffer), promise: promise)
    reportAnswered()
    // While bytes are read, this is seen to when more is to be read.
    if !isReading { countUnread() }
  }
}

// MARK: - Ending

extension Connection {
  /// Ends the sending side once all is sent, and discards what still arrives, so that the client gets to read
  /// the response: a Unix socket closed with unread bytes resets its peer.
  func linger() {
    phase = .lingering
    waiting.removeAll()
    requestBegan = nil
    lingerBegan = .distantFuture
    let promise = core.loop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in
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
    dropBody()
    reportAborted()
    phase = .closed
    core.closed(self)
    context?.close(promise: nil)
  }

  /// Closes if nothing is under way; otherwise the response under way will be the last.
  func windDown() {
    switch phase {
    case .idle where requestBegan == nil: closeWhenSent()
    case .receiving(let exchange), .responding(let exchange):
      if exchange.response == .none { exchange.keepsAlive = false }
    case .idle, .lingering, .closed: break
    }
  }
}
