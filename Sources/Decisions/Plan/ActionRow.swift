import Rules
import Time

/// What gates ask of an action, in one row without references, so that looking costs no counting.
struct ActionRow: Sendable {
  /// Whether it has dates, a condition or a cooldown of its own: most have none.
  let isRestricted: Bool
  let kind: Int
  let group: Int?
  let available: Availability
  let cooldown: TimeSpan?
  let isExemptFromCaps: Bool
  let countsTowardCaps: Bool
  /// Its condition of eligibility.
  let eligible: Program.Slice?
  /// Into `DecisionPlan.channels`.
  let channels: Program.Slice

  init(_ action: Action, eligible: Program.Slice?, channels: Program.Slice) {
    isRestricted =
      action.available.from != nil || action.available.until != nil || eligible != nil
      || action.cooldown != nil
    kind = action.kind
    group = action.group
    available = action.available
    cooldown = action.cooldown
    isExemptFromCaps = action.isExemptFromCaps
    countsTowardCaps = action.countsTowardCaps
    self.eligible = eligible
    self.channels = channels
  }

  var needsChannel: Bool { channels.count > 0 }
}
