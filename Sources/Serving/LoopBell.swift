internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Has a loop do something once it has looked at its sockets, where all have had their chance. NIO runs tasks that tasks add
/// before it looks there, even timers that have become due meanwhile; what comes through a pipe has to wait for the look.
/// It belongs to the event loop.
final class LoopBell {
  private let loop: any EventLoop
  private let answer: () -> Void
  /// The end that is written to; nil where there is none to be had.
  private var end: CInt?

  /// - Parameter answer: called after each ring, on the loop.
  init(on loop: any EventLoop, _ answer: @escaping () -> Void) {
    self.loop = loop
    self.answer = answer
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    end = ends[1]
    let listener = NIOLoopBound(Listener(self), eventLoop: loop)
    NIOPipeBootstrap(group: loop)
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(listener.value)
        }
      }
      .takingOwnershipOfDescriptor(input: ends[0])
      .assumeIsolated().whenFailure { _ in self.muffle() }
  }

  deinit { if let end { close(end) } }

  func ring() {
    if let end {
      var byte: UInt8 = 1
      if write(end, &byte, 1) == 1 { return }
    }
    // Without a pipe, a timer is better than nothing.
    loop.assumeIsolated().scheduleTask(in: .microseconds(20)) { self.answer() }
  }

  private func muffle() {
    if let end { close(end) }
    end = nil
  }

  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let bell: LoopBell

    init(_ bell: LoopBell) { self.bell = bell }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { bell.answer() }

    func channelInactive(context: ChannelHandlerContext) { bell.muffle() }
  }
}
