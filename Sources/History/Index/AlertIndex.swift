import Rules
import Time

/// When which alert was raised last, so that each is raised once in its time for a rule and a journey.
struct AlertIndex: Sendable {
  struct Key: Hashable, Sendable {
    let rule: String
    let journey: ExactText
  }

  /// How many alerts are remembered, and stored, at most.
  static let most = 200_000

  /// Alerts of late, and those before them: when there are many of late, they replace the others.
  private var recent: [Key: Instant] = [:]
  private var older: [Key: Instant] = [:]
  /// Of all alerts that are remembered.
  private var rules: Set<String> = []
  private let most: Int
  /// The number that was given last; 0 where none was.
  var last: Int64 = 0
  /// No alert that is stored is from before this.
  var oldest: Instant?

  init(most: Int = AlertIndex.most) { self.most = most }

  /// How many are remembered.
  var count: Int { recent.count + older.keys.count { recent[$0] == nil } }

  /// When an alert was raised last; nil where that is not known.
  func latest(_ rule: String, _ journey: ExactText) -> Instant? {
    let key = Key(rule: rule, journey: journey)
    return recent[key] ?? older[key]
  }

  /// - Returns: what it forgets instead; it may take long to free.
  mutating func remember(_ rule: String, _ journey: ExactText, at: Instant) -> [Key: Instant] {
    rules.insert(rule)
    let key = Key(rule: rule, journey: journey)
    recent[key] = max(at, recent[key] ?? at)
    oldest = min(oldest ?? at, at)
    guard recent.count >= max(1, most / 2) else { return [:] }
    defer {
      older = recent
      recent = [:]
    }
    return older
  }

  /// Of which alerts are remembered.
  var journeys: Set<String> { Set(recent.keys.map(\.journey.text)).union(older.keys.map(\.journey.text)) }

  /// Forgets the alerts of a journey.
  mutating func forget(_ journey: ExactText) {
    for rule in rules {
      let key = Key(rule: rule, journey: journey)
      recent[key] = nil
      older[key] = nil
    }
  }

  /// Remembers what another one does.
  mutating func unite(with other: AlertIndex) {
    for times in [other.older, other.recent] {
      for (key, at) in times { _ = remember(key.rule, key.journey, at: at) }
    }
    last = max(last, other.last)
  }
}
