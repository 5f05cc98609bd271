import Rules

/// The gates among the actions that one decision recommends: spread and limit.
struct SelectionGates {
  private let limit: Int
  private let spreadByKind: Int?
  private let spreadByGroup: Int?
  private var chosen = 0
  /// Those that are open to every action so far.
  private(set) var open: GateSet
  /// By kind, where it matters: how many were chosen.
  private var kinds: [Int: Int] = [:]
  /// By group, where it matters: how many were chosen.
  private var groups: [Int: Int] = [:]

  init(_ policies: Policies, limit: Int) {
    self.limit = limit
    spreadByKind = policies.spreadByKind
    spreadByGroup = policies.spreadByGroup
    open = .none
    open.insert(.spread)
    if limit > 0 { open.insert(.outranked) }
  }

  /// Closed once as many were chosen as there may be.
  func limitVerdict() -> GateVerdict? { chosen < limit ? nil : GateVerdict(.outranked) }

  func spread(of action: ActionRow) -> GateVerdict? {
    if let most = spreadByKind, kinds[action.kind, default: 0] >= most {
      return GateVerdict(.spread, by: .kind)
    }
    if let most = spreadByGroup, let group = action.group, groups[group, default: 0] >= most {
      return GateVerdict(.spread, by: .group)
    }
    return nil
  }

  mutating func choose(_ action: ActionRow) {
    chosen += 1
    open.remove(.spread)
    if chosen >= limit { open.remove(.outranked) }
    if spreadByKind != nil { kinds[action.kind, default: 0] += 1 }
    if spreadByGroup != nil, let group = action.group { groups[group, default: 0] += 1 }
  }
}
