/// What an id of a rule book can stand for.
package enum IDKind: Int, Sendable, CaseIterable {
  case market, stage, exit, persona, painPoint, trigger, touchpoint, channel, action
  /// Kinds and groups of actions exist by being named.
  case kind, group

  /// What one of them is called.
  package var noun: String {
    switch self {
    case .market: "market"
    case .stage: "stage"
    case .exit: "exit"
    case .persona: "persona"
    case .painPoint: "pain point"
    case .trigger: "trigger"
    case .touchpoint: "touchpoint"
    case .channel: "channel"
    case .action: "action"
    case .kind: "kind"
    case .group: "group"
    }
  }
}
