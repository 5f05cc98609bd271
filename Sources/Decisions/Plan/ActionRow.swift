import Rules
import Time

/// What ranking and gates ask of an action, in one row without references, so that looking costs no counting.
struct ActionRow: Sendable {
  let kind: Int
  let group: Int?
  let weight: Double
  let available: Availability
  let cooldown: TimeSpan?
  let isExemptFromCaps: Bool
  let countsTowardCaps: Bool
  /// Its condition of eligibility.
  let eligible: Program.Slice?
  /// Into `DecisionPlan.channels`.
  let channels: Program.Slice

  init(_ action: Action, eligible: Program.Slice?, channels: Program.Slice) {
    kind = action.kind
    group = action.group
    weight = action.weight
    available = action.available
    cooldown = action.cooldown
    isExemptFromCaps = action.isExemptFromCaps
    countsTowardCaps = action.countsTowardCaps
    self.eligible = eligible
    self.channels = channels
  }

  var needsChannel: Bool { channels.count > 0 }
}

/// What a rule recommends, in one small row.
struct RecommendationRow: Sendable {
  let score: Double
  let action: Int32
  /// The channel wished for; -1 for none.
  let channel: Int16
  /// Whether the rule recommends other actions as well.
  let hasMore: Bool

  init(_ recommendation: Recommendation, hasMore: Bool = false) {
    score = recommendation.score
    action = Int32(recommendation.action)
    channel = Int16(recommendation.channel ?? -1)
    self.hasMore = hasMore
  }

  /// Stands for a rule that recommends nothing.
  static let none = RecommendationRow(Recommendation(action: 0, score: 0, channel: nil))
}
