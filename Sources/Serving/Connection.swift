internal import API
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One client's connection: reads requests one at a time and writes their responses. While an exchange is under
/// way, what arrives after it waits, and reading stops as soon as something waits.
final class Connection: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Phase {
    /// Between requests.
    case idle
    /// Reading a request's body, to be handed over whole or, if it has a receiver, piece by piece.
    case receiving(Exchange)
    /// The request is complete, the response is not.
    case responding(Exchange)
    /// The last response is written; what still arrives is discarded until the client closes.
    case lingering
    case closed
  }

  enum Arrival {
    /// A head as the parser read it.
    case head(HTTPRequestHead)
    /// A head to which there is no objection.
    case accepted(RequestValidation.Accepted)
    case body(ByteBuffer)
    case bodyEnd(trailers: HTTPHeaders?)
    case malformed(Problem)
    /// The client sends no more.
    case end

    init(_ part: HTTPServerRequestPart) {
      self =
        switch part {
        case .head(let head): .head(head)
        case .body(let bytes): .body(bytes)
        case .end(let trailers): .bodyEnd(trailers: trailers)
        }
    }

    /// Whether a request begins with it.
    var isBeginning: Bool {
      switch self {
      case .head, .accepted: true
      case .body, .bodyEnd, .malformed, .end: false
      }
    }
  }

  let core: ServerCore
  let peer: Peer
  let place: ConnectionShares.Place
  var phase = Phase.idle
  var context: ChannelHandlerContext?
  var waiting: CircularBuffer<Arrival> = []
  var isDelivering = false
  var isReading = false
  var isReadHeld = false
  /// Whether so much comes that it is read in turn with that of others.
  private(set) var readsInTurn = false
  var isReadPlanned = false
  /// How many requests may begin before others get their turn.
  var requestsLeft = 1
  var isDeliveryPlanned = false
  var inputEnded = false
  /// How often the parser has complained of the version: twice of one that it read but does not know, once where
  /// there was none to read.
  private var versionErrors = 0
  /// Whether the bytes that are being parsed begin a request whose method nobody knows.
  var hasUnknownMethod = false
  /// The bytes gathered for the next write.
  var outgoing = ByteBuffer()
  var isFlushPlanned = false
  /// Responses that are complete and have not left altogether.
  var leaving: [Leaving] = []
  /// Whether it is waited until they have.
  var isLeavingAwaited = false

  /// When the request being read began to arrive; nil between requests.
  var requestBegan: NIODeadline?
  let opened = NIODeadline.now()
  private(set) var hasAsked = false
  var lastActivity = NIODeadline.now()
  var lingerBegan = NIODeadline.now()
  /// All bytes ever written, and how many of them had left at the last look.
  var written = 0
  var sent = 0
  /// When the client was last seen to have read some, or had none to read.
  var lastTaken = NIODeadline.now()
  /// How many bytes wait for the client, as the server counts them.
  var unread = 0
  /// How many bytes had been written when that was last counted.
  var counted = 0

  init(core: ServerCore, peer: Peer, place: ConnectionShares.Place) {
    self.core = core
    self.peer = peer
    self.place = place
  }

  var isIdle: Bool {
    if case .idle = phase { return requestBegan == nil }
    return false
  }

  /// Whether it was opened within the last quarter of a second, and has not asked for anything.
  func isFresh(at now: NIODeadline) -> Bool { isIdle && !hasAsked && now - opened < .milliseconds(250) }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    core.opened(self)
  }

  func channelInactive(context: ChannelHandlerContext) {
    dropBody()
    reportAborted()
    phase = .closed
    self.context = nil
    core.closed(self)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    core.closed(self)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    arrived(Arrival(unwrapInboundIn(data)))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReading = false
    refuseVersion()
    flush()
    context.fireChannelReadComplete()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      inputEnded = true
      refuseVersion()
      arrived(.end)
      flush()
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Bytes after those that could not be parsed: what was wrong is known, and they are read only to be discarded.
    if case .dataReceivedInErrorState? = error as? ByteToMessageDecoderError { return }
    let parserError = error as? HTTPParserError
    if parserError == .invalidVersion {
      versionErrors += 1
    } else if parserError == .invalidMethod, hasUnknownMethod {
      refuseMethod()
    } else if error is HTTPParserError || error is NIOHTTPDecoderError {
      arrived(.malformed(RequestValidation.problem(for: error, limits: core.limits)))
      flush()
    } else {
      // The socket itself failed: there is nobody to answer.
      context.close(promise: nil)
    }
  }

  private func refuseVersion() {
    guard versionErrors > 0 else { return }
    arrived(
      .malformed(versionErrors > 1 ? RequestValidation.versionUnknown : RequestValidation.badRequestLine))
    versionErrors = 0
  }

  func read(context: ChannelHandlerContext) {
    countUnread()
    if holdsReads { isReadHeld = true } else { readOn() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    countUnread()
    resumeReads()
    context.fireChannelWritabilityChanged()
  }

  private static let muchAtOnce = 4 << 10

  private var isLingering: Bool {
    if case .lingering = phase { return true }
    return false
  }

  /// Whether what comes next belongs to the head of a request.
  var awaitsHead: Bool {
    if case .idle = phase { return true }
    return false
  }

  func refuseMethod() {
    arrived(.malformed(RequestValidation.methodUnknown))
    flush()
  }

  /// Called for all bytes before they are parsed, so that time limits begin with the first.
  func bytesArrived(_ count: Int) {
    isReading = true
    readsInTurn = count >= Self.muchAtOnce || isLingering
    requestsLeft = 1
    lastActivity = .now()
    hasAsked = true
    if case .idle = phase, requestBegan == nil { requestBegan = lastActivity }
  }
}
