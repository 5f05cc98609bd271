import Rules

/// Every priority that a rule of the book can give an action, in the order of ranking: a decision marks the places
/// that its rules take, and has its candidates in order without sorting them.
struct Ranking: Sendable {
  /// What an action can reach.
  struct Level: Sendable {
    /// Millionths.
    let priority: Int64
    let score: Double
  }

  /// The places in the order of ranking: by priority descending, then action (indices stand in the order of ids),
  /// then score descending. Here the actions.
  let actions: [Int32]
  /// And here what they reach.
  let levels: [Level]

  init(_ book: RuleBook) {
    var places: [Place] = []
    for rule in book.rules {
      guard case .recommend(let list) = rule.effect else { continue }
      places += list.map { Place($0, in: book) }
    }
    places.sort()
    var distinct: [Place] = []
    for place in places where distinct.last.map({ $0 < place }) ?? true { distinct.append(place) }
    actions = distinct.map(\.action)
    levels = distinct.map(\.level)
  }

  /// The place that a recommendation takes, of those that the book's rules give.
  func place(of recommendation: Recommendation, in book: RuleBook) -> Int {
    let wanted = Place(recommendation, in: book)
    var low = 0
    var high = actions.count
    while low < high {
      let middle = (low + high) / 2
      let place = Place(action: actions[middle], level: levels[middle])
      if place < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A place in the ranking.
private struct Place: Comparable {
  let action: Int32
  let level: Ranking.Level

  init(action: Int32, level: Ranking.Level) {
    self.action = action
    self.level = level
  }

  init(_ recommendation: Recommendation, in book: RuleBook) {
    action = Int32(recommendation.action)
    let weight = book.actions[recommendation.action].weight
    level = Ranking.Level(
      priority: Priority.millionths(score: recommendation.score, weight: weight), score: recommendation.score)
  }

  static func == (left: Self, right: Self) -> Bool { !(left < right) && !(right < left) }

  static func < (left: Self, right: Self) -> Bool {
    (-left.level.priority, left.action, -left.level.score)
      < (-right.level.priority, right.action, -right.level.score)
  }
}

/// What a rule recommends, in one small row.
struct RecommendationRow: Sendable {
  let action: Int32
  /// In the ranking.
  let place: Int32
  /// The channel wished for; -1 for none.
  let channel: Int16
  /// Whether the rule recommends other actions as well.
  let hasMore: Bool

  init(_ recommendation: Recommendation, place: Int, hasMore: Bool = false) {
    action = Int32(recommendation.action)
    self.place = Int32(place)
    channel = Int16(recommendation.channel ?? -1)
    self.hasMore = hasMore
  }

  /// Stands for a rule that recommends nothing.
  static let none = RecommendationRow(Recommendation(action: 0, score: 0, channel: nil), place: 0)
}
