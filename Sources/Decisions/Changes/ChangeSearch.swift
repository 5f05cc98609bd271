import Rules
import Time

/// The smallest change that puts an action first.
package struct SmallestChange: Sendable {
  /// What is changed, all of it together; nil where none was found.
  package let changes: [Change]?
  /// Whether no smaller set does it, or where there is none, no set of up to three; false where the search ended before
  /// that was shown.
  package let isShown: Bool
  /// How many times it was decided anew.
  package let tried: Int

  /// There is none, whatever is changed.
  static let none = SmallestChange(changes: nil, isShown: true, tried: 0)
}

/// Looks for the smallest set of changes that puts an action first, by deciding anew with each that could matter.
///
/// It goes by what is in the way: whatever set does it, one of its changes does away with an obstacle, so that only those
/// are tried that could, and of sets of several each in its turn.
struct ChangeSearch {
  private let action: Int
  private let all: Int
  private var spent = 0
  /// What may still be spent on sets of a size.
  private var budget = 0
  private(set) var tried = 0
  private var visited: Set<Set<Change>> = []
  private var waits: [Change] = []

  /// How many changes a set has at most.
  private static let most = 3

  /// - Parameter budget: how much work it may be.
  init(_ action: Int, budget: Int) {
    self.action = action
    all = budget
  }

  /// The work that a search may do: some thirty milliseconds on a usual machine. It is counted, never timed, so that the
  /// answer is the same everywhere; its unit is about a quarter of a microsecond.
  static let usualBudget = 120_000

  /// What it costs to decide anew.
  private static func costOfDeciding(by book: RuleBook) -> Int { 40 + book.rules.count / 40 }

  /// What it costs to find out which changes could matter.
  private static func costOfLooking(at rules: Int, finding changes: Int) -> Int {
    100 + 15 * rules + 3 * changes
  }

  mutating func search(_ situation: Situation, _ run: inout DecisionRun) -> SmallestChange {
    if case .first = run.standing(of: action, in: situation) {
      return SmallestChange(changes: [], isShown: true, tried: 0)
    }
    waits = run.openingTimes(of: action, in: situation).map { .waiting(until: $0) }
    var isShown = true
    for size in 1...Self.most {
      // Sets of two leave something for those of three, which may be found although not all were looked at.
      budget = size == 2 ? (all - spent) / 2 : all - spent
      visited.removeAll()
      if let found = set(of: size, after: [], in: situation, &run) {
        return SmallestChange(changes: found, isShown: isShown, tried: tried)
      }
      if budget <= 0 { isShown = false }
      if spent >= all { break }
    }
    return SmallestChange(changes: nil, isShown: isShown, tried: tried)
  }

  private mutating func spend(_ cost: Int) {
    spent += cost
    budget -= cost
  }

  private mutating func standing(in situation: Situation, _ run: inout DecisionRun) -> Standing {
    spend(Self.costOfDeciding(by: run.plan.book))
    tried += 1
    return run.standing(of: action, in: situation)
  }

  /// A set of so many more changes that does it; nil where there is none or the budget is spent.
  private mutating func set(
    of count: Int, after changes: [Change], in situation: Situation, _ run: inout DecisionRun
  ) -> [Change]? {
    let standing = standing(in: situation, &run)
    if case .first = standing { return changes }
    if case .heldOut = standing { return nil }
    let openings =
      run.openings(for: action, standing: standing, in: situation, within: waits.isEmpty ? count : nil)
      .filter { count == 1 || !$0.isOfBook } + waits
    let rules = run.explainedRules().recommending[action].count
    spend(Self.costOfLooking(at: rules, finding: openings.count))
    let preference = count == 1 && changes.isEmpty ? \Change.preference : \Change.preferenceAmongSeveral
    let ordered = openings.withoutRepeats.enumerated().sorted {
      ($0.element[keyPath: preference], $0.offset) < ($1.element[keyPath: preference], $1.offset)
    }
    for (_, change) in ordered where !changes.contains(where: { $0.conflicts(with: change) }) {
      guard budget > 0 else { return nil }
      if let found = attempt(change, count, after: changes, in: situation, &run) { return found }
    }
    return nil
  }

  private mutating func attempt(
    _ change: Change, _ count: Int, after changes: [Change], in situation: Situation,
    _ run: inout DecisionRun
  ) -> [Change]? {
    let set = changes + [change]
    // Numbers were worked out, and nothing else follows from them.
    if change.isOfBook { return set }
    let changed = situation.with(change)
    if count > 1 {
      guard visited.insert(Set(set)).inserted else { return nil }
      return self.set(of: count - 1, after: set, in: changed, &run)
    }
    if case .first = standing(in: changed, &run) { return set }
    return nil
  }
}
