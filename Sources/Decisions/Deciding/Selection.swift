import Rules

/// Takes actions in order while gates, spread and limit allow.
struct Selection {
  private(set) var gates: Gates
  let now: Instant
  let limit: Int
  /// Whether any action came through its gates, were it only outranked.
  private(set) var hasPassed = false
  private var chosen = 0
  private var kinds: [Int: Int] = [:]
  private var groups: [Int: Int] = [:]

  init(gates: Gates, now: Instant, limit: Int) {
    self.gates = gates
    self.now = now
    self.limit = limit
  }

  /// Asks the gates, then spread and limit; an action that comes through counts for those after it.
  mutating func offer(_ action: Int, isEligible: Bool, channels: [Int]) -> Gates.Answer {
    let answer = gates.ask(action, isEligible: isEligible, channels: channels, at: now)
    guard case .passed(let channel) = answer else { return answer }
    if let closed = spread(gates.plan.book.actions[action]) { return .held(closed) }
    hasPassed = true
    guard chosen < limit else { return .held(Closed(.outranked)) }
    choose(action, channel: channel)
    return answer
  }

  private func spread(_ action: Action) -> Closed? {
    let policies = gates.plan.book.policies
    if let most = policies.spreadByKind, kinds[action.kind, default: 0] >= most {
      return Closed(.spread, by: "kind")
    }
    if let most = policies.spreadByGroup, let group = action.group, groups[group, default: 0] >= most {
      return Closed(.spread, by: "group")
    }
    return nil
  }

  private mutating func choose(_ index: Int, channel: Int?) {
    let action = gates.plan.book.actions[index]
    gates.choose(index, channel: channel, at: now)
    chosen += 1
    kinds[action.kind, default: 0] += 1
    if let group = action.group { groups[group, default: 0] += 1 }
  }
}
