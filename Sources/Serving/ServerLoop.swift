internal import NIOCore
internal import NIOPosix

/// The event loop of a process: one thread of NIO's.
package final class ServerLoop: Loop {
  private let group: MultiThreadedEventLoopGroup
  let events: any EventLoop
  let turns: NIOLoopBoundBox<Turns>

  package init() {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    events = group.next()
    turns = .makeBoxSendingValue(Turns(on: events), eventLoop: events)
  }

  package var isCurrent: Bool { events.inEventLoop }

  package func execute(_ work: @escaping @Sendable () -> Void) { events.execute(work) }

  package func yield(_ work: @escaping () -> Void) { turns.value.wait(work) }

  package func runInTurn(_ work: @escaping () -> Void) { turns.value.take(work) }

  package func schedule(after delay: Duration, _ work: @escaping () -> Void) {
    events.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { work() }
  }

  /// Ends the loop; nothing may be executed afterwards.
  package func shutDown() async {
    try? await group.shutdownGracefully()
  }
}
