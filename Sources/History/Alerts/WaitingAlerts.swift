import DequeModule
import Dispatch
import HistoryRecords
import Rules
import Synchronization
import Time

/// Alerts between the loop, which raises them, and the writer, which stores them with its next commit. Each is logged
/// once: as soon as it is stored, or as soon as it turns out that it has to wait.
final class WaitingAlerts: Sendable {
  /// An alert, and how it is logged; that is nil once it was.
  struct Item: Sendable {
    let alert: RaisedAlert
    var log: (@Sendable () -> Void)?
  }

  private struct State {
    var items: Deque<Item> = []
    /// Whether nothing can be written for now.
    var isHeld = false
  }

  /// How many wait at most: more wait only where the disk does not answer, and are logged only.
  static let most = 100_000
  /// How many go into one commit, so that what else is in it does not wait for long.
  static let mostAtOnce = 1_000

  private let state = Mutex(State())
  private let most: Int
  /// Where alerts are logged, in their order.
  private let queue = DispatchQueue(label: "alerts")

  init(most: Int = WaitingAlerts.most) { self.most = most }

  var count: Int { state.withLock { $0.items.count } }

  /// Adds an alert; false where too many wait, and it is logged only.
  func add(_ item: Item) -> Bool {
    let (isAdded, mustLog) = state.withLock { state in
      guard state.items.count < most else { return (false, true) }
      var item = item
      if state.isHeld { item.log = nil }
      state.items.append(item)
      return (true, state.isHeld)
    }
    if mustLog { log([item]) }
    return isAdded
  }

  /// The next ones to be written, oldest first.
  func next() -> [Item] {
    state.withLock { state in
      guard !state.isHeld, !state.items.isEmpty else { return [] }
      let items = Array(state.items.prefix(Self.mostAtOnce))
      state.items.removeFirst(items.count)
      return items
    }
  }

  /// Logs alerts that are stored.
  func finish(_ items: [Item]) { log(items) }

  /// Adds alerts again that could not be written, in front of the others; they wait until `release`, and are logged
  /// meanwhile.
  func hold(_ items: [Item] = []) {
    let unlogged = state.withLock { state in
      state.isHeld = true
      let all = items + state.items
      state.items = Deque(all.map { Item(alert: $0.alert, log: nil) })
      return all
    }
    log(unlogged)
  }

  func release() { state.withLock { $0.isHeld = false } }

  /// Removes those of a journey.
  func remove(_ journey: ExactText) -> [Item] {
    let removed = state.withLock { state in
      let removed = state.items.filter { ExactText($0.alert.journey) == journey }
      if !removed.isEmpty { state.items.removeAll { ExactText($0.alert.journey) == journey } }
      return Array(removed)
    }
    log(removed)
    return removed.map { Item(alert: $0.alert, log: nil) }
  }

  /// Adds again what was removed.
  func restore(_ items: [Item]) { state.withLock { $0.items.insert(contentsOf: items, at: 0) } }

  /// Waits until all is logged that is to be.
  func finishLogging() { queue.sync {} }

  /// Frees what is large where nobody waits for it.
  func discard(_ times: [AlertIndex.Key: Instant]) {
    if !times.isEmpty { queue.async { _ = times.count } }
  }

  private func log(_ items: [Item]) {
    guard items.contains(where: { $0.log != nil }) else { return }
    queue.async { for item in items { item.log?() } }
  }
}
