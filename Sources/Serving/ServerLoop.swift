internal import NIOCore
internal import NIOPosix

/// The event loop of a process: one thread of NIO's.
package final class ServerLoop: Loop {
  private let group: MultiThreadedEventLoopGroup
  let events: any EventLoop
  private let turns: NIOLoopBoundBox<Turns>

  /// Work that waits for the loop's next turns.
  private final class Turns {
    var waiting: CircularBuffer<() -> Void> = []
    var isPlanned = false
  }

  package init() {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    events = group.next()
    turns = .makeBoxSendingValue(Turns(), eventLoop: events)
  }

  package var isCurrent: Bool { events.inEventLoop }

  package func execute(_ work: @escaping @Sendable () -> Void) { events.execute(work) }

  // NIO runs tasks that tasks add before it looks at its sockets, even timers that have become due meanwhile, so there
  // is one short timer at a time, and one piece of work for each.
  package func yield(_ work: @escaping () -> Void) {
    let turns = turns.value
    turns.waiting.append(work)
    guard !turns.isPlanned else { return }
    turns.isPlanned = true
    planTurn()
  }

  package var hasWaitingTurns: Bool { !turns.value.waiting.isEmpty }

  private func planTurn() {
    events.scheduleTask(in: .microseconds(20)) {
      let turns = self.turns.value
      if let work = turns.waiting.popFirst() { work() }
      if turns.waiting.isEmpty { turns.isPlanned = false } else { self.planTurn() }
    }
  }

  package func schedule(after delay: Duration, _ work: @escaping () -> Void) {
    events.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { work() }
  }

  /// Ends the loop; nothing may be executed afterwards.
  package func shutDown() async {
    try? await group.shutdownGracefully()
  }
}
