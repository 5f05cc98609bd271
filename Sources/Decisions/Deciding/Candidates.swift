import Rules

/// The actions that matching rules recommend, merged by action and ranked.
///
/// Kept between decisions so that its tables are not made anew. Proposals of one action form a chain, so that
/// collecting them takes one step each.
struct Candidates {
  struct Proposal {
    let rule: Int32
    let score: Double
    /// The channel wished for; -1 for none.
    let channel: Int16
    /// The proposal of the same action that came before; -1 for none.
    let previous: Int32
  }

  private var proposals: [Proposal] = []
  /// By action: its latest proposal; -1 for none.
  private var latest: [Int32]
  /// By action: the best score.
  private var best: [Double]
  private var actions: [Int32] = []
  private var order: [UInt64] = []

  init(actionCount: Int) {
    latest = Array(repeating: -1, count: actionCount)
    best = Array(repeating: 0, count: actionCount)
  }

  mutating func removeAll() {
    for action in actions { latest[Int(action)] = -1 }
    actions.removeAll(keepingCapacity: true)
    proposals.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
  }

  mutating func propose(_ recommendation: RecommendationRow, by rule: Int32) {
    let action = Int(recommendation.action)
    if latest[action] < 0 {
      actions.append(Int32(action))
      best[action] = recommendation.score
    } else {
      best[action] = max(best[action], recommendation.score)
    }
    proposals.append(
      Proposal(
        rule: rule, score: recommendation.score, channel: recommendation.channel, previous: latest[action]))
    latest[action] = Int32(proposals.count - 1)
  }

  /// Ranks by priority descending, then by action: indices of actions stand in the order of their ids.
  mutating func rank(_ plan: DecisionPlan) {
    // Priorities are at most 10¹⁰ millionths, 34 bits; 24 bits are left for the action.
    for action in actions {
      let priority = Priority.millionths(score: best[Int(action)], weight: plan.actions[Int(action)].weight)
      order.append(UInt64(10_000_000_000 - priority) << 24 | UInt64(action))
    }
    order.sort()
  }

  var count: Int { order.count }

  /// The action and the priority, in millionths, of a place in the ranking.
  func ranked(_ place: Int) -> (action: Int, priority: Int64) {
    (Int(order[place] & 0xff_ffff), 10_000_000_000 - Int64(order[place] >> 24))
  }

  func contains(_ action: Int) -> Bool { latest[action] >= 0 }
  func score(of action: Int) -> Double { best[action] }

  /// The proposals of an action: by score descending, then by rule id.
  func proposals(of action: Int) -> [Proposal] {
    var found: [Proposal] = []
    var index = latest[action]
    while index >= 0 {
      found.append(proposals[Int(index)])
      index = proposals[Int(index)].previous
    }
    found.sort { $0.score != $1.score ? $0.score > $1.score : $0.rule < $1.rule }
    return found
  }

  /// The channels to try for an action: those wished for first, then the action's own order.
  func channels(for action: Int, in plan: DecisionPlan) -> [Int] {
    let row = plan.actions[action]
    guard row.needsChannel else { return [] }
    let own = plan.channels[row.channels.range]
    var channels: [Int] = []
    for channel in proposals(of: action).map({ Int($0.channel) }) + own
    where channel >= 0 && !channels.contains(channel) {
      channels.append(channel)
    }
    return channels
  }
}
