internal import API
internal import NIOCore
internal import NIOHTTP1

extension Connection {
  /// Whether nothing more is to be read for now.
  var holdsReads: Bool {
    switch phase {
    case .lingering, .closed: return false
    case .receiving(let exchange) where exchange.isPaused: return true
    default:
      return !waiting.isEmpty || unread > core.limits.waitingResponses || (unread > 0 && core.unread.isOver)
    }
  }

  func resumeReads() {
    guard isReadHeld, !holdsReads else { return }
    isReadHeld = false
    // The time a request has to arrive does not run while nothing is read.
    if requestBegan != nil { requestBegan = .now() }
    lastActivity = .now()
    readOn()
  }

  /// Reads more: at once, or in turn where much comes.
  func readOn() {
    guard readsInTurn else {
      context?.read()
      return
    }
    guard !isReadPlanned else { return }
    isReadPlanned = true
    core.turns.take {
      self.isReadPlanned = false
      if self.holdsReads { self.isReadHeld = true } else { self.context?.read() }
    }
  }

  func arrived(_ arrival: Arrival) {
    waiting.append(arrival)
    deliver()
  }

  /// Hands on what waits, up to where the response to an earlier request is still missing, or others have their turn.
  func deliver() {
    guard !isDelivering, !isDeliveryPlanned else { return }
    isDelivering = true
    while let arrival = waiting.first {
      if case .responding = phase { break }
      if arrival.isBeginning {
        guard requestsLeft > 0 else {
          planDelivery()
          break
        }
        requestsLeft -= 1
      }
      waiting.removeFirst()
      handle(arrival)
    }
    isDelivering = false
    resumeReads()
  }

  /// Goes on with requests that came in one piece, a few a turn.
  private func planDelivery() {
    isDeliveryPlanned = true
    core.turns.wait {
      self.isDeliveryPlanned = false
      self.requestsLeft = Self.requestsPerTurn
      self.deliver()
    }
  }

  private static let requestsPerTurn = 4

  private func handle(_ arrival: Arrival) {
    switch (phase, arrival) {
    case (.lingering, .end): closeWhenSent()
    case (.lingering, _), (.closed, _), (.responding, _): break
    case (_, .malformed(let problem)): refuse(problem)
    case (.idle, .end): closeWhenSent()
    case (.receiving, .end): refuse(RequestValidation.incomplete)
    case (.idle, .head(let head)): judge(head)
    case (.idle, .accepted(let accepted)): began(accepted)
    case (.receiving(let exchange), .body(let bytes)): received(bytes, for: exchange)
    case (.receiving(let exchange), .bodyEnd(let trailers)): ended(exchange, trailers: trailers)
    case (.idle, .body), (.idle, .bodyEnd), (.receiving, .head), (.receiving, .accepted): break
    }
  }

  private func judge(_ head: HTTPRequestHead) {
    switch RequestValidation.check(head, peer: peer, configuration: core.configuration) {
    case .refused(let problem): refuse(problem, isHead: head.method == .HEAD, route: core.route(of: head))
    case .accepted(let accepted): began(accepted)
    }
  }

  private func began(_ accepted: RequestValidation.Accepted) {
    let exchange = Exchange(
      request: accepted.request, route: core.routes[accepted.request.path],
      isOldVersion: accepted.isOldVersion, keepsAlive: accepted.keepsAlive && !core.isStopping)
    let responder = Responder(connection: self, exchange: exchange)
    phase = .receiving(exchange)
    if place == .probes, let problem = admitProbe(exchange) {
      return refuse(problem, isHead: exchange.isHead)
    }
    exchange.awaitsContinue = accepted.expectsContinue
    if accepted.hasBody {
      switch core.handler(exchange.request, responder) {
      case .whole(let handle): exchange.handleWhole = handle
      case .pieces(let receiver): exchange.receiver = receiver
      }
    } else {
      exchange.responder = responder
    }
    // The handler may have answered already, and so ended the connection.
    guard case .receiving = phase else { return }
    if exchange.receiver == nil, exchange.response == .none {
      if let length = accepted.length, length > core.limits.bodySize {
        return refuse(RequestValidation.bodyTooLarge(core.limits), isHead: exchange.isHead)
      }
      exchange.request.body.reserveCapacity(min(accepted.length ?? 0, 64 << 10))
    }
    if exchange.response == .none { sendContinue(exchange) }
  }

  /// Has the client send its body, where it waits to be asked.
  func sendContinue(_ exchange: Exchange) {
    guard exchange.awaitsContinue, case .receiving = phase else { return }
    exchange.awaitsContinue = false
    send("HTTP/1.1 100 Continue\r\n\r\n")
  }

  /// On a connection that is kept for probes nothing else is answered, and it ends with the response.
  private func admitProbe(_ exchange: Exchange) -> Problem? {
    exchange.keepsAlive = false
    guard !core.configuration.probePaths.contains(exchange.request.path) else { return nil }
    core.report(.shed(peer, .full, limit: core.shares.limit))
    return RequestValidation.tooManyConnections(.full, core.shares)
  }

  /// Makes room for another that may only ask the probes.
  func shed() {
    core.report(.shed(peer, .full, limit: core.shares.limit))
    if awaitsHead {
      let problem = RequestValidation.tooManyConnections(.full, core.shares)
      let response = HTTPResponse(problem, headers: core.headersOfRefusals + [core.retryAfter], closes: true)
      send(ResponseEncoder(core: core, isOldVersion: false, isHead: false, keepsAlive: false).whole(response))
      isAnswered(nil, status: problem.status)
      flush()
    }
    cut()
  }

  private func received(_ bytes: ByteBuffer, for exchange: Exchange) {
    if let receiver = exchange.receiver {
      receiver.received(Array(bytes.readableBytesView))
    } else if exchange.request.body.count + bytes.readableBytes > core.limits.bodySize {
      refuse(RequestValidation.bodyTooLarge(core.limits), isHead: exchange.isHead)
    } else {
      exchange.request.body.append(contentsOf: bytes.readableBytesView)
    }
  }

  private func ended(_ exchange: Exchange, trailers: HTTPHeaders?) {
    if let trailers, let problem = RequestValidation.problem(inTrailers: trailers) {
      return refuse(problem, isHead: exchange.isHead)
    }
    requestBegan = nil
    exchange.bodyEnded = true
    phase = .responding(exchange)
    if let receiver = exchange.receiver {
      exchange.receiver = nil
      receiver.ended()
      advance(exchange)
    } else if let handle = exchange.handleWhole {
      exchange.handleWhole = nil
      handle(exchange.request)
    } else if let responder = exchange.responder {
      exchange.responder = nil
      handleBodiless(exchange, responder)
    }
  }

  private func handleBodiless(_ exchange: Exchange, _ responder: Responder) {
    switch core.handler(exchange.request, responder) {
    case .whole(let handle): handle(exchange.request)
    case .pieces(let receiver): receiver.ended()
    }
  }

  /// Answers a request that is not to be handled, and ends the connection: where the next request would begin
  /// is not known.
  ///
  /// - Parameter route: of a request whose head was refused.
  func refuse(_ problem: Problem, isHead: Bool = false, route: Int? = nil) {
    if problem.status != 503 { core.report(.refused(.init(problem: problem, peer: peer))) }
    var refused: Exchange?
    if case .receiving(let exchange) = phase {
      // A response is under way; cutting it short is the only way left to say so.
      if exchange.response == .begun { return cut() }
      refused = exchange
    }
    let retry = problem.status == 503 ? [core.retryAfter] : []
    let response = HTTPResponse(problem, headers: core.headersOfRefusals + retry, closes: true)
    send(ResponseEncoder(core: core, isOldVersion: false, isHead: isHead, keepsAlive: false).whole(response))
    isAnswered(refused, status: problem.status, route: route)
    dropBody()
    linger()
  }

  /// Drops a body that will not come to its end; who reads it as a stream hears of it.
  func dropBody() {
    guard case .receiving(let exchange) = phase else { return }
    exchange.responder = nil
    exchange.handleWhole = nil
    guard let receiver = exchange.receiver else { return }
    exchange.receiver = nil
    receiver.lost()
  }
}
