import Dispatch
import Synchronization
import Time

/// What waits to be written, bounded by its weight: decisions, and how many had no room where.
final class WaitingEntries: Sendable {
  enum Item: Sendable {
    case decision(DecisionEntry)
    /// Decisions for which there was no room.
    case gap(count: Int, first: Instant, last: Instant)
    /// A journey was erased: what was asked for before and is written later names it no more.
    case erasure(journey: String, at: Instant)
    /// The file is closed, since something in it is to be erased.
    case rotation
    /// All that stood before it was dealt with.
    case mark(DispatchSemaphore)
  }

  fileprivate struct State: Sendable {
    var items: [Item] = []
    /// Of what waits and of what is being written.
    var weight = 0
    var isParked = false
    var isStopped = false
    var dropped = 0
  }

  private let limit: Int
  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)

  /// - Parameter limit: bytes.
  init(limit: Int) { self.limit = limit }

  /// Adds a decision; where there is no room, it is counted in the place where it is missing.
  ///
  /// - Parameter isDropped: whether it is dropped where there is no room.
  func add(_ entry: DecisionEntry, isDropped: Bool) {
    let weight = entry.weight
    let wakes = state.withLock { state in
      guard !state.isStopped else { return false }
      if isDropped, state.weight + weight > limit {
        state.drop(at: entry.recorded)
      } else {
        state.weight += weight
        state.items.append(.decision(entry))
      }
      return state.unpark()
    }
    if wakes { wake.signal() }
  }

  /// Adds what has no weight.
  func add(_ item: Item) {
    let wakes = state.withLock { state in
      state.items.append(item)
      return state.unpark()
    }
    if wakes { wake.signal() }
  }

  /// Whether decisions that come now would have no room.
  var isFull: Bool { state.withLock { $0.weight >= limit } }

  /// How many decisions had no room since the start.
  var dropped: Int { state.withLock { $0.dropped } }

  func stop() {
    state.withLock { $0.isStopped = true }
    wake.signal()
  }

  // MARK: The writer's side

  /// All that waits; it goes on to count as waiting until it is released.
  func takeAll() -> (items: [Item], isStopped: Bool) {
    state.withLock { state in
      let items = state.items
      state.items = []
      return (items, state.isStopped)
    }
  }

  func release(_ weight: Int) {
    state.withLock { $0.weight -= weight }
  }

  /// Counts decisions that were waiting as dropped after all.
  func countDropped(_ count: Int) {
    state.withLock { $0.dropped += count }
  }

  /// Waits for a while, or until it is stopped.
  func rest(_ time: DispatchTimeInterval) {
    _ = wake.wait(timeout: .now() + time)
  }

  /// Waits until something comes, it is stopped or the time is over.
  func park(atMost time: DispatchTimeInterval) {
    let isIdle = state.withLock { state in
      guard state.items.isEmpty, !state.isStopped else { return false }
      state.isParked = true
      return true
    }
    guard isIdle else { return }
    _ = wake.wait(timeout: .now() + time)
    state.withLock { $0.isParked = false }
  }
}

extension WaitingEntries.State {
  fileprivate mutating func drop(at now: Instant) {
    dropped += 1
    if case .gap(let count, let first, _) = items.last {
      items[items.count - 1] = .gap(count: count + 1, first: first, last: now)
    } else {
      items.append(.gap(count: 1, first: now, last: now))
    }
  }

  /// Whether the writer has to be woken.
  fileprivate mutating func unpark() -> Bool {
    defer { isParked = false }
    return isParked
  }
}

extension WaitingEntries {
  /// Whether nothing more comes.
  var isStopping: Bool { state.withLock { $0.isStopped } }
}
