import Rules

/// The actions that matching rules recommend, merged by action and ranked.
///
/// Kept between decisions so that its tables are not made anew. Proposals of one action form a chain, so that
/// collecting them takes one step each.
struct Candidates {
  struct Proposal {
    let rule: Int32
    /// In the ranking.
    let place: Int32
    /// The channel wished for; -1 for none.
    let channel: Int16
    /// The proposal of the same action that came before; -1 for none.
    let previous: Int32
  }

  private let ranking: Ranking
  private var proposals: [Proposal] = []
  /// By action: its latest proposal; -1 for none.
  private var latest: [Int32]
  /// A bit for each place of the ranking that is taken.
  private var taken: [UInt64]
  /// The best places of the actions, ascending: the first `count`.
  private var order: [Int32]
  private(set) var count = 0
  /// By action, while ranking.
  private var isRanked: [Bool]
  private var hasWishes = false

  init(_ plan: DecisionPlan) {
    ranking = plan.ranking
    latest = Array(repeating: -1, count: plan.actions.count)
    taken = Array(repeating: 0, count: (plan.ranking.actions.count + 63) / 64)
    order = Array(repeating: 0, count: plan.ranking.actions.count)
    isRanked = Array(repeating: false, count: plan.actions.count)
  }

  mutating func removeAll() {
    for place in order[..<count] { latest[Int(ranking.actions[Int(place)])] = -1 }
    count = 0
    proposals.removeAll(keepingCapacity: true)
    hasWishes = false
  }

  /// Takes what matching rules recommend.
  mutating func propose(_ rules: [Int32], in plan: DecisionPlan) {
    proposals.reserveCapacity(rules.count)
    let rows = plan.recommendations
    for rule in rules {
      let row = rows[Int(rule)]
      propose(row, by: rule)
      if row.hasMore {
        for row in plan.furtherRecommendations[rule, default: []] { propose(row, by: rule) }
      }
    }
  }

  @inline(__always)
  private mutating func propose(_ row: RecommendationRow, by rule: Int32) {
    let action = Int(row.action)
    taken[Int(row.place) >> 6] |= 1 << UInt64(row.place & 63)
    proposals.append(Proposal(rule: rule, place: row.place, channel: row.channel, previous: latest[action]))
    latest[action] = Int32(proposals.count - 1)
    if row.channel >= 0 { hasWishes = true }
  }

  /// Ranks by priority descending, then by action; each action takes the best of its places.
  mutating func rank() {
    count = Self.collect(&taken, into: &order, ranking.actions, isRanked: &isRanked)
    for place in order[..<count] { isRanked[Int(ranking.actions[Int(place)])] = false }
  }

  /// Writes down the best places of the actions, ascending, and says how many there are; no place is taken
  /// afterwards.
  private static func collect(
    _ taken: inout [UInt64], into order: inout [Int32], _ actions: [Int32], isRanked: inout [Bool]
  ) -> Int {
    var order = order.mutableSpan
    var isRanked = isRanked.mutableSpan
    var count = 0
    for word in taken.indices {
      var bits = taken[word]
      guard bits != 0 else { continue }
      taken[word] = 0
      repeat {
        let place = word << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let action = Int(actions[place])
        // Whether it is the action's first is hard to foresee: count, not branch.
        order[count] = Int32(truncatingIfNeeded: place)
        count &+= isRanked[action] ? 0 : 1
        isRanked[action] = true
      } while bits != 0
    }
    return count
  }

  /// Who stands at a position, counted from zero, and on which level.
  func ranked(_ position: Int) -> (action: Int, level: Ranking.Level) {
    let place = Int(order[position])
    return (Int(ranking.actions[place]), ranking.levels[place])
  }

  func contains(_ action: Int) -> Bool { latest[action] >= 0 }

  /// The proposals of an action: by score descending, then by rule id.
  func proposals(of action: Int) -> [Proposal] {
    var found: [Proposal] = []
    var index = latest[action]
    while index >= 0 {
      found.append(proposals[Int(index)])
      index = proposals[Int(index)].previous
    }
    // Of the places of one action the one with the higher score stands first, also where priorities are equal.
    found.sort { $0.place != $1.place ? $0.place < $1.place : $0.rule < $1.rule }
    return found
  }

  /// The channels to try for an action: those wished for first, then the action's own order.
  func channels(for action: Int, in plan: DecisionPlan) -> ArraySlice<Int> {
    let own = plan.channels[plan.actions[action].channels.range]
    guard hasWishes, !own.isEmpty else { return own }
    var channels: [Int] = []
    for channel in proposals(of: action).map({ Int($0.channel) }) + own
    where channel >= 0 && !channels.contains(channel) {
      channels.append(channel)
    }
    return channels[...]
  }
}
