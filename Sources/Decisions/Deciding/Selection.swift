import Rules
import Time

/// Takes actions in order while gates, spread and limit allow.
struct Selection {
  private(set) var gates: Gates
  let now: Instant
  let limit: Int
  /// Whether any action came through its gates, were it only outranked.
  private(set) var hasPassed = false
  private let spreadByKind: Int?
  private let spreadByGroup: Int?
  private var chosen = 0
  private var kinds: [Int: Int] = [:]
  private var groups: [Int: Int] = [:]

  init(gates: Gates, now: Instant, limit: Int) {
    self.gates = gates
    self.now = now
    self.limit = limit
    spreadByKind = gates.plan.book.policies.spreadByKind
    spreadByGroup = gates.plan.book.policies.spreadByGroup
  }

  /// Asks the gates, then spread and limit; an action that comes through counts for those after it.
  mutating func offer(
    _ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>
  ) -> Gates.Answer {
    let answer = gates.ask(action, row, isEligible: isEligible, channels: channels, at: now)
    guard case .passed(let channel) = answer else { return answer }
    if let closed = spread(row) { return .held(closed) }
    hasPassed = true
    guard chosen < limit else { return .held(Closed(.outranked)) }
    choose(action, row, channel: channel)
    return answer
  }

  private func spread(_ action: ActionRow) -> Closed? {
    if let most = spreadByKind, kinds[action.kind, default: 0] >= most {
      return Closed(.spread, by: .kind)
    }
    if let most = spreadByGroup, let group = action.group, groups[group, default: 0] >= most {
      return Closed(.spread, by: .group)
    }
    return nil
  }

  private mutating func choose(_ index: Int, _ action: ActionRow, channel: Int?) {
    gates.choose(index, action, channel: channel, at: now)
    chosen += 1
    if spreadByKind != nil { kinds[action.kind, default: 0] += 1 }
    if spreadByGroup != nil, let group = action.group { groups[group, default: 0] += 1 }
  }
}
