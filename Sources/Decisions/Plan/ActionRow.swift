import Rules
import Time

/// What gates ask of an action, in one small row without references.
struct ActionRow: Sendable {
  private let kindIndex: Int32
  private let groupIndex: Int32
  /// Into `DecisionPlan.channels`.
  let channels: ConditionProgram.Slice
  /// Into `DecisionPlan.restrictions`; -1 for none.
  let restriction: Int32
  let isExemptFromCaps: Bool
  let countsTowardCaps: Bool
  /// The gates that can ever be closed to it.
  let gates: GateSet
  /// The number of the actions to which all gates say the same; -1 where they may say of this one what they say of no
  /// other.
  let peers: Int32

  init(
    _ action: Action, channels: ConditionProgram.Slice, restriction: Int?, gates: GateSet, peers: Int?
  ) {
    kindIndex = Int32(action.kind)
    groupIndex = Int32(action.group ?? -1)
    self.channels = channels
    self.restriction = Int32(restriction ?? -1)
    isExemptFromCaps = action.isExemptFromCaps
    countsTowardCaps = action.countsTowardCaps
    self.gates = gates
    self.peers = Int32(peers ?? -1)
  }

  var kind: Int { Int(kindIndex) }
  var group: Int? { groupIndex < 0 ? nil : Int(groupIndex) }
  var needsChannel: Bool { channels.count > 0 }
}

/// Dates, condition and cooldown of an action that has any: most have none.
struct Restriction: Sendable {
  let available: Availability
  /// The condition of eligibility.
  let eligible: ConditionProgram.Slice?
  let cooldown: TimeSpan?

  /// Nil where an action has none of them.
  init?(_ action: Action, eligible: ConditionProgram.Slice?) {
    let hasDates = action.available.from != nil || action.available.until != nil
    guard hasDates || eligible != nil || action.cooldown != nil else { return nil }
    available = action.available
    cooldown = action.cooldown
    self.eligible = eligible
  }
}

/// What gates ask of a channel.
struct ChannelRow: Sendable {
  let consent: ConsentKind
  /// How long a bounce closes it.
  let bouncedFor: TimeSpan

  init(_ channel: Channel) {
    consent = channel.consent
    bouncedFor = channel.bouncedFor
  }
}
