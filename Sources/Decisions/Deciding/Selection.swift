import Rules
import Time

/// Takes actions in order while gates, spread and limit allow.
struct Selection {
  let now: Instant
  let limit: Int
  /// Whether any action came through its gates, were it only outranked.
  private(set) var hasPassed = false
  /// The channels that the action taken last would rather have had.
  private(set) var passedOver: [Decision.PassedOver] = []
  private let spreadByKind: Int?
  private let spreadByGroup: Int?
  private var chosen = 0
  private var kinds: [Int: Int] = [:]
  private var groups: [Int: Int] = [:]

  init(_ policies: Policies, now: Instant, limit: Int) {
    self.now = now
    self.limit = limit
    spreadByKind = policies.spreadByKind
    spreadByGroup = policies.spreadByGroup
  }

  /// Asks the gates, then spread and limit; an action that comes through counts for those after it.
  @inline(__always)
  mutating func offer(
    _ action: Int, _ row: ActionRow, isEligible: Bool, channels: ArraySlice<Int>, through gates: inout Gates
  ) -> Gates.Answer {
    let answer = gates.ask(action, row, isEligible: isEligible, channels: channels, at: now)
    guard case .passed(let channel) = answer else { return answer }
    if let closed = spread(row) { return .held(closed) }
    hasPassed = true
    guard chosen < limit else { return .held(Closed(.outranked)) }
    if !passedOver.isEmpty { passedOver = [] }
    if let channel, channel != channels.first {
      notePassedOver(action, row, channels, for: channel, through: &gates)
    }
    gates.choose(action, row, channel: channel)
    count(row)
    return answer
  }

  /// Seldom: kept out of the way of the others.
  @inline(never)
  private mutating func notePassedOver(
    _ action: Int, _ row: ActionRow, _ channels: ArraySlice<Int>, for channel: Int, through gates: inout Gates
  ) {
    passedOver = gates.passedOver(action, row, channels: channels, for: channel, at: now)
  }

  @inline(__always)
  private func spread(_ action: ActionRow) -> Closed? {
    if let most = spreadByKind, kinds[action.kind, default: 0] >= most {
      return Closed(.spread, by: .kind)
    }
    if let most = spreadByGroup, let group = action.group, groups[group, default: 0] >= most {
      return Closed(.spread, by: .group)
    }
    return nil
  }

  private mutating func count(_ action: ActionRow) {
    chosen += 1
    if spreadByKind != nil { kinds[action.kind, default: 0] += 1 }
    if spreadByGroup != nil, let group = action.group { groups[group, default: 0] += 1 }
  }
}
