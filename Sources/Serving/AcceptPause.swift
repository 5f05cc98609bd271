internal import NIOCore
internal import System

/// Pauses where the system allows no connection to be accepted, such as for want of descriptors: the listening socket
/// stays readable, and to try again at once would only turn the processor.
final class AcceptPause: ChannelInboundHandler {
  typealias InboundIn = Channel
  private static let pause = TimeAmount.milliseconds(100)
  private let core: ServerCore
  private var isPaused = false

  init(core: ServerCore) { self.core = core }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? IOError else { return context.fireErrorCaught(error) }
    guard !isPaused else { return }
    isPaused = true
    core.report(.acceptFailed(SystemError(error.errnoCode).text))
    let channel = context.channel
    _ = channel.setOption(.autoRead, value: false)
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
      self.isPaused = false
      _ = channel.setOption(.autoRead, value: true)
    }
  }
}
