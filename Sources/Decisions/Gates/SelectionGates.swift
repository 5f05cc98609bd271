import Rules

/// The gates among the actions that one decision recommends: spread and limit.
struct SelectionGates {
  private let limit: Int
  private let spreadByKind: Int?
  private let spreadByGroup: Int?
  private var chosen = 0
  /// By kind, where it matters: how many were chosen.
  private var kinds: [Int: Int] = [:]
  /// By group, where it matters: how many were chosen.
  private var groups: [Int: Int] = [:]

  init(_ policies: Policies, limit: Int) {
    self.limit = limit
    spreadByKind = policies.spreadByKind
    spreadByGroup = policies.spreadByGroup
  }

  /// Whether as many were chosen as there may be.
  @inline(__always)
  var isFull: Bool { chosen >= limit }

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
    if spreadByKind != nil { kinds[action.kind, default: 0] += 1 }
    if spreadByGroup != nil, let group = action.group { groups[group, default: 0] += 1 }
  }
}
