import Rules

/// The actions that matching rules recommend, merged by action and ranked.
///
/// Kept between decisions so that its tables are not made anew. Proposals of one action form a chain, so that
/// collecting them takes one step each.
struct Candidates: ~Copyable {
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
  private let plan: DecisionPlan
  /// What reached a level that was computed: places behind those of the ranking.
  private var computed: [(action: Int32, level: Ranking.Level)] = []
  /// The first `proposalCount`.
  private var proposals: [Proposal] = []
  private var proposalCount = 0
  /// By action: its latest proposal; -1 for none.
  private var latest: [Int32]
  /// A bit for each place of the ranking that is marked.
  private var marked: [UInt64]
  /// The best places of the actions, ascending: the first `count`.
  private var order: [Int32]
  private(set) var count = 0
  /// By action, while ranking.
  private var isRanked: [Bool]
  /// Whether any rule wishes for a channel.
  private(set) var hasWishes = false

  init(_ plan: DecisionPlan) {
    self.plan = plan
    ranking = plan.effects.ranking
    latest = Array(repeating: -1, count: plan.actions.count)
    marked = Array(repeating: 0, count: (plan.effects.ranking.actions.count + 63) / 64)
    order = Array(repeating: 0, count: plan.effects.ranking.actions.count)
    isRanked = Array(repeating: false, count: plan.actions.count)
  }

  mutating func removeAll() {
    forgetLatest()
    count = 0
    computed.removeAll(keepingCapacity: true)
    proposalCount = 0
    hasWishes = false
  }

  private mutating func forgetLatest() {
    guard computed.isEmpty else {
      for place in order[..<count] { latest[action(at: place)] = -1 }
      return
    }
    Self.forget(order, count, ranking.actions, &latest)
  }

  private static func forget(_ order: [Int32], _ count: Int, _ actions: [Int32], _ latest: inout [Int32]) {
    let actions = actions.span
    let order = order.span
    var latest = latest.mutableSpan
    for index in 0..<count { latest[Int(actions[Int(order[index])])] = -1 }
  }

  @inline(__always)
  private func action(at place: Int32) -> Int {
    let place = Int(place)
    return place < ranking.actions.count ? Int(ranking.actions[place]) : computedAction(at: place)
  }

  @inline(__always)
  private func level(at place: Int32) -> Ranking.Level {
    let place = Int(place)
    return place < ranking.levels.count ? ranking.levels[place] : computedLevel(at: place)
  }

  @inline(never)
  private func computedAction(at place: Int) -> Int { Int(computed[place - ranking.actions.count].action) }

  @inline(never)
  private func computedLevel(at place: Int) -> Ranking.Level { computed[place - ranking.levels.count].level }

  /// Takes what matching rules recommend.
  mutating func propose(_ matches: borrowing Matches, _ expressions: ExpressionFacts) {
    guard let table = matches.table, !matches.rules.isEmpty else { return }
    if table.recommendsPlainly {
      makeRoom(for: matches.rules.count)
      hasWishes = Self.propose(
        matches, table.recommendations, into: &proposals, latest: &latest, marked: &marked)
      proposalCount = matches.rules.count
      return
    }
    for index in matches.rules.indices {
      let rule = matches.rules[index]
      let row = table.recommendations[Int(matches.positions[index])]
      propose(row, by: rule, expressions)
      if row.hasMore {
        for row in plan.effects.furtherRecommendations[rule, default: []] {
          propose(row, by: rule, expressions)
        }
      }
    }
  }

  /// Takes what rules recommend of which each recommends one action with a score that it names, in a loop that does
  /// nothing else.
  ///
  /// - Returns: whether any rule wishes for a channel.
  private static func propose(
    _ matches: borrowing Matches, _ rows: [RecommendationRow], into proposals: inout [Proposal],
    latest: inout [Int32], marked: inout [UInt64]
  ) -> Bool {
    let rules = matches.rules.span
    let positions = matches.positions.span
    let rows = rows.span
    var proposals = proposals.mutableSpan
    var latest = latest.mutableSpan
    var marked = marked.mutableSpan
    var wishes = false
    // Positions, places and actions are those of the plan: nothing needs to be looked at twice.
    for index in rules.indices {
      let row = rows[unchecked: Int(positions[index])]
      marked[unchecked: Int(row.place) >> 6] |= 1 << UInt64(row.place & 63)
      proposals[unchecked: index] = Proposal(
        rule: rules[unchecked: index], place: row.place, channel: row.channel,
        previous: latest[unchecked: Int(row.action)])
      latest[unchecked: Int(row.action)] = Int32(truncatingIfNeeded: index)
      wishes = wishes || row.channel >= 0
    }
    return wishes
  }

  private mutating func makeRoom(for count: Int) {
    guard proposals.count < count else { return }
    let none = Proposal(rule: -1, place: -1, channel: -1, previous: -1)
    proposals += Array(repeating: none, count: max(count, 2 * proposals.count) - proposals.count)
  }

  private mutating func propose(_ row: RecommendationRow, by rule: Int32, _ expressions: ExpressionFacts) {
    let action = Int(row.action)
    let place: Int32
    if let expression = row.expression {
      place = addComputed(action, score: expressions.amounts[expression])
    } else {
      place = row.place
      marked[Int(place) >> 6] |= 1 << UInt64(place & 63)
    }
    makeRoom(for: proposalCount + 1)
    proposals[proposalCount] = Proposal(
      rule: rule, place: place, channel: row.channel, previous: latest[action])
    latest[action] = Int32(proposalCount)
    proposalCount += 1
    if row.channel >= 0 { hasWishes = true }
  }

  /// A place of its own for a score that was computed.
  private mutating func addComputed(_ action: Int, score: Double) -> Int32 {
    computed.append((Int32(action), Ranking.Level(score: score, weight: plan.book.actions[action].weight)))
    return Int32(ranking.actions.count + computed.count - 1)
  }

  /// Ranks by priority descending, then by action; each action takes the best of its places.
  mutating func rank() {
    count = Self.collect(&marked, into: &order, ranking.actions, isRanked: &isRanked)
    if !computed.isEmpty { rankComputed() }
  }

  /// Puts the places that were computed where they belong.
  private mutating func rankComputed() {
    let first = Int32(ranking.actions.count)
    let all = order[..<count] + (first..<first + Int32(computed.count))
    let ranked = all.map { (place: $0, action: action(at: $0), level: level(at: $0)) }.sorted { one, other in
      (-one.level.priority, one.action, -one.level.score)
        < (-other.level.priority, other.action, -other.level.score)
    }
    var seen: Set<Int> = []
    let best = ranked.filter { seen.insert($0.action).inserted }.map(\.place)
    if order.count < best.count { order += Array(repeating: 0, count: best.count - order.count) }
    order.replaceSubrange(..<best.count, with: best)
    count = best.count
  }

  /// Writes down the best places of the actions, ascending, and says how many there are; no place is marked
  /// afterwards.
  private static func collect(
    _ marked: inout [UInt64], into order: inout [Int32], _ actions: [Int32], isRanked: inout [Bool]
  ) -> Int {
    let actions = actions.span
    var marked = marked.mutableSpan
    var order = order.mutableSpan
    var isRanked = isRanked.mutableSpan
    var count = 0
    for word in marked.indices {
      var bits = marked[word]
      guard bits != 0 else { continue }
      marked[word] = 0
      repeat {
        let place = word << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let action = Int(actions[unchecked: place])
        // Whether it is the action's first is hard to foresee: count, not branch.
        order[unchecked: count] = Int32(truncatingIfNeeded: place)
        count &+= isRanked[unchecked: action] ? 0 : 1
        isRanked[unchecked: action] = true
      } while bits != 0
    }
    for index in 0..<count { isRanked[Int(actions[Int(order[index])])] = false }
    return count
  }

  /// Who stands at a position, counted from zero, and on which level.
  @inline(__always)
  func ranked(_ position: Int) -> (action: Int, level: Ranking.Level) {
    (action(at: order[position]), level(at: order[position]))
  }

  /// The places of the order and what they are, where no channel is wished for and no score was computed; else none.
  var plainOrder: (places: ArraySlice<Int32>, actions: [Int32], levels: [Ranking.Level]) {
    (order[..<(hasWishes || !computed.isEmpty ? 0 : count)], ranking.actions, ranking.levels)
  }

  func contains(_ action: Int) -> Bool { latest[action] >= 0 }

  /// The proposals of an action: by score descending, then by rule id.
  func proposals(of action: Int) -> [Proposal] {
    var index = latest[action]
    var found: [Proposal] = []
    while index >= 0 {
      let proposal = proposals[Int(index)]
      found.append(proposal)
      index = proposal.previous
    }
    // Mostly there is one.
    if found.count > 1 {
      found.sort { one, other in
        let (score, otherScore) = (self.score(of: one), self.score(of: other))
        return score != otherScore ? score > otherScore : one.rule < other.rule
      }
    }
    return found
  }

  /// The score of a proposal.
  func score(of proposal: Proposal) -> Double { level(at: proposal.place).score }

  /// The channels to try for an action: those wished for first, then the action's own order.
  func channels(for action: Int) -> ArraySlice<Int> {
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
