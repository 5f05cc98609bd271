import DequeModule
import HistoryRecords

/// What is known of one scope in memory.
struct ScopeState {
  /// The last write that its contacts in memory are of; nil where nothing was ever written.
  var committed: WriteID?
  /// The same with what this host has on its way on top.
  var version: WriteID?
  /// When it was the newest.
  var asOf: ContinuousClock.Instant
  /// Whether all of it is in memory, and not only what this host has written.
  var isWhole = false
  /// Whether it has to be read before anything rests on it.
  var isStale = false
  /// How many writes of this host are on their way, and how many of them are no reservations.
  var pending = 0
  var pendingRecords = 0
  /// When it was last asked for, in the order of `ScopeStates`.
  fileprivate var used = 0
}

/// What is known of the scopes in memory, and which of them were not used for the longest time.
struct ScopeStates {
  private var states: [HistoryScope: ScopeState] = [:]
  /// All scopes, the one that was not used for the longest time first, as far as that is known: those that were used since
  /// go to the end when their turn comes.
  private var queue: Deque<(scope: HistoryScope, used: Int)> = []
  private var clock = 0

  var count: Int { states.count }

  subscript(scope: HistoryScope) -> ScopeState? { states[scope] }

  /// Changes what is known of a scope, which comes into being where nothing was.
  mutating func update(
    _ scope: HistoryScope, at now: ContinuousClock.Instant, _ change: (inout ScopeState) -> Void
  ) {
    var state = states[scope] ?? ScopeState(committed: nil, version: nil, asOf: now)
    if state.used == 0 {
      clock += 1
      state.used = clock
      queue.append((scope, clock))
    }
    change(&state)
    states[scope] = state
  }

  /// Notes that a scope is asked for.
  ///
  /// - Returns: whether it is in memory, and no older than an instant.
  mutating func use(_ scope: HistoryScope, notBefore oldest: ContinuousClock.Instant) -> Bool {
    guard let state = states[scope] else { return false }
    clock += 1
    states[scope]?.used = clock
    return state.isWhole && !state.isStale && state.asOf >= oldest
  }

  /// Takes out the scope that was not used for the longest time; nil where the first ones are all in use.
  mutating func removeOldest() -> HistoryScope? {
    for _ in 0..<min(queue.count, 100) {
      guard let (scope, used) = queue.popFirst(), let state = states[scope] else { continue }
      if state.used == used, state.pending == 0 {
        states[scope] = nil
        return scope
      }
      queue.append((scope, state.used))
    }
    return nil
  }
}
