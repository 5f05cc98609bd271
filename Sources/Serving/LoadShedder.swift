internal import NIOCore

/// Stands in for a connection that is one too many: says so and closes.
final class LoadShedder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let core: ServerCore

  init(core: ServerCore) { self.core = core }

  func channelActive(context: ChannelHandlerContext) {
    let limits = core.limits
    let seconds = max(1, core.configuration.retryAfter.components.seconds)
    let answer = HTTPAnswer(
      RequestRules.tooManyConnections(limits),
      headers: core.headersOfRefusals + [("Retry-After", "\(seconds)")],
      closes: true)
    let encoder = AnswerEncoder(core: core, isOldVersion: false, isHead: false, keepsAlive: false)
    context.writeAndFlush(wrapOutboundOut(encoder.whole(answer)), promise: nil)
    context.close(mode: .output, promise: nil)
    // What the client sends is read, so that it gets to read the answer, but not for long.
    let channel = context.channel
    context.eventLoop.scheduleTask(in: TimeAmount(limits.linger)) { channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
