internal import NIOCore

/// The turns of long work: after each the loop looks at its sockets, so that a short request waits for one of them at most,
/// however much long work there is. It belongs to the event loop.
final class Turns {
  private let loop: any EventLoop
  private lazy var bell = LoopBell(on: loop) { [weak self] in self?.next() }
  private var waiting: CircularBuffer<() -> Void> = []
  /// Whether the loop has not looked at its sockets since the last turn.
  private var isTaken = false

  init(on loop: any EventLoop) { self.loop = loop }

  /// Runs work at the next turn that nobody was earlier to ask for.
  func wait(_ work: @escaping () -> Void) {
    waiting.append(work)
    guard !isTaken else { return }
    isTaken = true
    bell.ring()
  }

  /// Runs work at once if nobody has had a turn since the loop looked at its sockets, else when its turn has come.
  func take(_ work: @escaping () -> Void) {
    if isTaken { waiting.append(work) } else { run(work) }
  }

  private func run(_ work: () -> Void) {
    isTaken = true
    work()
    bell.ring()
  }

  private func next() {
    if let work = waiting.popFirst() { run(work) } else { isTaken = false }
  }
}
