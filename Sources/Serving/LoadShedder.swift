internal import API
internal import NIOCore

/// Stands in for a connection that is one too many: says so and closes.
final class LoadShedder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let core: ServerCore
  private let reason: ServerEvent.Shedding
  /// Whether it is counted among those about to close.
  private var isCounted = false
  /// Each takes a descriptor: beyond so many, none waits until its response is read.
  private static let mostLingering = 32

  init(core: ServerCore, reason: ServerEvent.Shedding) {
    self.core = core
    self.reason = reason
  }

  func channelActive(context: ChannelHandlerContext) {
    let limits = core.limits
    let response = HTTPResponse(
      RequestValidation.tooManyConnections(reason, core.shares),
      headers: core.headersOfRefusals + [core.retryAfter], closes: true)
    let encoder = ResponseEncoder(core: core, isOldVersion: false, isHead: false, keepsAlive: false)
    context.writeAndFlush(wrapOutboundOut(encoder.whole(response)), promise: nil)
    core.report(.answered(AnsweredRequest(route: nil, status: response.status)))
    guard core.shedding < Self.mostLingering else { return context.close(promise: nil) }
    isCounted = true
    core.shedding += 1
    context.close(mode: .output, promise: nil)
    // What the client sends is read, so that it gets to read the response, but not for long.
    let channel = context.channel
    context.eventLoop.scheduleTask(in: TimeAmount(limits.linger)) { channel.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if isCounted { core.shedding -= 1 }
    isCounted = false
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
