internal import NIOCore
internal import NIOHTTP1

// Each request is reported once: when its response has left, which is when the system has taken the last byte of it; or
// when the connection ends before.
extension Connection {
  /// Notes that the response to a request is complete.
  ///
  /// - Parameters:
  ///   - exchange: nil where the head was not read, or refused.
  ///   - route: where there is no exchange.
  func isAnswered(_ exchange: Exchange?, status: Int?, route: Int? = nil) {
    leaving.append(
      Leaving(
        began: exchange?.began, route: exchange?.route ?? route, status: status,
        isStream: exchange?.isStream ?? false))
    reportAnswered()
  }

  /// Reports what has left.
  func reportAnswered() {
    guard !leaving.isEmpty, outgoing.readableBytes == 0, !isLeavingAwaited else { return }
    // Some was written, and meanwhile the client has gone.
    if case .closed = phase { return reportAborted() }
    countUnread()
    guard unread == 0 else { return awaitLeaving() }
    let now = NIODeadline.now()
    for item in leaving { core.report(.answered(item.answered(at: now))) }
    leaving.removeAll(keepingCapacity: true)
  }

  /// The client reads slowly: the promise of an empty write is kept once all before it has left.
  private func awaitLeaving() {
    guard let context else { return }
    isLeavingAwaited = true
    let promise = core.loop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenSuccess { _ in
      self.isLeavingAwaited = false
      self.reportAnswered()
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: promise)
  }

  /// Reports that nothing more leaves.
  func reportAborted() {
    for item in leaving { core.report(.answered(item.aborted)) }
    leaving.removeAll()
    switch phase {
    case .receiving(let exchange) where exchange.response != .ended,
      .responding(let exchange) where exchange.response != .ended:
      core.report(
        .answered(AnsweredRequest(route: exchange.route, status: nil, isStream: exchange.isStream)))
    default: break
    }
  }

  /// A response that is complete and has not left altogether.
  struct Leaving {
    let began: NIODeadline?
    let route: Int?
    let status: Int?
    let isStream: Bool

    func answered(at now: NIODeadline) -> AnsweredRequest {
      AnsweredRequest(
        route: route, status: status, isStream: isStream,
        duration: began.map { .nanoseconds((now - $0).nanoseconds) })
    }

    var aborted: AnsweredRequest { AnsweredRequest(route: route, status: nil, isStream: isStream) }
  }
}

extension ServerCore {
  /// The place of the path of a request whose head was refused.
  func route(of head: HTTPRequestHead) -> Int? {
    RequestTarget(head.uri, method: head.method.rawValue).flatMap { routes[$0.path] }
  }
}
