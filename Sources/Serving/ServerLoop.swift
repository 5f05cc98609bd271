internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// The event loop of a process: one thread of NIO's.
package final class ServerLoop: Loop {
  private let group: MultiThreadedEventLoopGroup
  let events: any EventLoop
  let turns: NIOLoopBoundBox<Turns>
  private let isEnded = Mutex(false)

  package init() {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    events = group.next()
    turns = .makeBoxSendingValue(Turns(on: events), eventLoop: events)
  }

  package var isCurrent: Bool { events.inEventLoop }

  package func execute(_ work: @escaping @Sendable () -> Void) {
    // Under the lock, so that the loop does not end in between.
    isEnded.withLock { if !$0 { events.execute(work) } }
  }

  package func yield(_ work: @escaping () -> Void) { turns.value.wait(work) }

  package func runInTurn(_ work: @escaping () -> Void) { turns.value.take(work) }

  package func schedule(after delay: Duration, _ work: @escaping () -> Void) {
    events.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { work() }
  }

  /// Ends the loop. What is handed to it from then on is dropped: another thread may just be coming through a file, and
  /// nobody waits for that any more.
  package func shutDown() async {
    isEnded.withLock { $0 = true }
    try? await group.shutdownGracefully()
  }
}
