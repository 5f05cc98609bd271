import Serving
import Time

/// Those who wait for alerts that are not there yet. It belongs to the event loop.
final class AlertWaiters {
  /// How many may wait at one time.
  static let most = 64

  private struct Waiter {
    let number: Int
    let writer: any ResponseWriter
    let answer: () -> Void
  }

  private var waiters: [Waiter] = []
  private var nextNumber = 0
  /// Whether nobody may wait any more, since the daemon stops.
  private(set) var isEnded = false
  private let most: Int

  init(most: Int = AlertWaiters.most) { self.most = most }

  var count: Int { waiters.count }

  /// Adds somebody who waits.
  ///
  /// - Parameter answer: called once: when alerts came, the time is over, or nobody may wait any more.
  /// - Returns: false where too many wait already.
  func add(
    _ writer: any ResponseWriter, for time: Duration, on loop: any Loop, answer: @escaping () -> Void
  ) -> Bool {
    // Whoever has gone away meanwhile makes room.
    if waiters.count >= most { waiters.removeAll { !$0.writer.isOpen } }
    guard waiters.count < most, !isEnded else { return false }
    nextNumber += 1
    let number = nextNumber
    waiters.append(Waiter(number: number, writer: writer, answer: answer))
    loop.schedule(after: time) { [weak self] in self?.timeIsOver(for: number) }
    return true
  }

  /// Has all of them answered.
  func wake() {
    let all = waiters
    waiters = []
    for waiter in all { waiter.answer() }
  }

  /// Has all of them answered, and lets nobody wait from here on.
  func end() {
    isEnded = true
    wake()
  }

  private func timeIsOver(for number: Int) {
    guard let place = waiters.firstIndex(where: { $0.number == number }) else { return }
    waiters.remove(at: place).answer()
  }
}
