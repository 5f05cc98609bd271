import Rules

/// Every priority that a rule of the book can give an action, in the order of ranking: a decision marks the places
/// that its rules reach, and has its candidates in order without sorting them.
struct Ranking: Sendable {
  /// What an action can reach.
  struct Level: Sendable {
    /// Millionths.
    let priority: Int64
    let score: Double

    init(score: Double, weight: Double) {
      priority = Priority.millionths(score: score, weight: weight)
      self.score = score
    }
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
      // A score that is computed finds its place when it is known.
      for recommendation in list {
        guard let score = recommendation.score.literal else { continue }
        places.append(Place(action: recommendation.action, score: score, in: book))
      }
    }
    places.sort()
    var distinct: [Place] = []
    for place in places where distinct.last.map({ $0 < place }) ?? true { distinct.append(place) }
    actions = distinct.map(\.action)
    levels = distinct.map(\.level)
  }

  /// The place of an action with a score, of those that the book's rules give.
  func place(of action: Int, score: Double, in book: RuleBook) -> Int {
    let wanted = Place(action: action, score: score, in: book)
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

  init(action: Int, score: Double, in book: RuleBook) {
    self.action = Int32(action)
    level = Ranking.Level(score: score, weight: book.actions[action].weight)
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
  /// In the ranking; where the score is computed, -1 less the index of its expression.
  let place: Int32
  /// The channel wished for; -1 for none.
  let channel: Int16
  /// Whether the rule recommends other actions as well.
  let hasMore: Bool

  init(
    _ recommendation: Recommendation, score: AmountRow, in ranking: Ranking, of book: RuleBook, hasMore: Bool
  ) {
    action = Int32(recommendation.action)
    place =
      switch score {
      case .literal(let score): Int32(ranking.place(of: recommendation.action, score: score, in: book))
      case .computed(let expression): -1 - expression
      }
    channel = Int16(recommendation.channel ?? -1)
    self.hasMore = hasMore
  }

  private init() {
    action = 0
    place = 0
    channel = -1
    hasMore = false
  }

  /// Stands for a rule that recommends nothing.
  static let none = RecommendationRow()

  /// The index of the expression that computes the score.
  var expression: Int? { place < 0 ? Int(-1 - place) : nil }
}
