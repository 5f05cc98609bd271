import Decisions
import JSON
import Rules
import Time

/// A book under analysis, with the states that were made up for its rules.
final class AnalysedBook {
  let book: RuleBook
  let common: CommonWords
  let now: Instant
  /// What need not be told again, by id of the rule.
  private let known: [FindingKind: Set<String>]
  private let deciding: DecidingBook
  private var seen: [Int: [Sighting]] = [:]

  init(_ deciding: DecidingBook, now: Instant, known: [FindingKind: Set<String>]) {
    self.deciding = deciding
    book = deciding.book
    common = CommonWords([deciding.book])
    self.now = now
    self.known = known
  }

  /// Whether something is known of a rule already.
  func isKnown(_ kind: FindingKind, of rule: Rule) -> Bool { known[kind]?.contains(rule.id) == true }

  // MARK: Rules

  /// The rules that are enabled and recommend something, by index.
  private(set) lazy var recommending: [Int] = book.rules.indices.filter {
    if case .recommend = book.rules[$0].effect { book.rules[$0].isEnabled } else { false }
  }

  /// By action: the rules that recommend it, by index, with what they recommend.
  private(set) lazy var recommenders: [Int: [(rule: Int, recommendation: Recommendation)]] = {
    var found: [Int: [(rule: Int, recommendation: Recommendation)]] = [:]
    for rule in recommending {
      guard case .recommend(let list) = book.rules[rule].effect else { continue }
      for one in list { found[one.action, default: []].append((rule, one)) }
    }
    return found
  }()

  /// The rules that are enabled and suppress something, by index.
  private(set) lazy var suppressing: [Int] = book.rules.indices.filter {
    book.rules[$0].isEnabled && book.rules[$0].effect.isSuppressing
  }

  /// What suppress rules hold back: by action, and by rule, the channels; nil for the action as a whole.
  private(set) lazy var suppressors: [Int: [Int: Set<Int?>]] = {
    var found: [Int: [Int: Set<Int?>]] = [:]
    for rule in suppressing {
      for case .suppression(let action, let channel) in contributions(of: rule).map(\.output) {
        guard let index = book.names[.action].index(of: action) else { continue }
        found[index, default: [:]][rule, default: []].insert(
          channel.flatMap { book.names[.channel].index(of: $0) })
      }
    }
    return found
  }()

  private var added: [Int: [Contribution]] = [:]

  /// What a rule adds where it matches.
  ///
  /// - Parameter rule: its index.
  func contributions(of rule: Int) -> [Contribution] {
    if let found = added[rule] { return found }
    let found = book.contributions(of: book.rules[rule], common)
    added[rule] = found
    return found
  }

  /// States for which a rule matches; fewer than wanted where no more were found.
  ///
  /// - Parameter rule: its index.
  func sightings(of rule: Int, _ count: Int = 1) -> [Sighting] {
    if let known = seen[rule], known.count >= count || known.isEmpty { return known }
    let found = search(rule, count)
    seen[rule] = found
    return found
  }

  private(set) lazy var mentions = Mentions(book)

  /// What enabled rules detect: the pain points and triggers, each with the first rule that does.
  private(set) lazy var detected: [BookPlaces.Part: Rule] = {
    var found: [BookPlaces.Part: Rule] = [:]
    for rule in book.rules where rule.isEnabled {
      guard case .detect(let list) = rule.effect else { continue }
      for (kind, index) in list.map(\.item) {
        let part = BookPlaces.Part.item(kind, id: book.names[kind].ids[index])
        found[part] = found[part] ?? rule
      }
    }
    return found
  }()

  /// Whether it is proved that, wherever a rule matches, one of some others does.
  func covers(_ rule: Rule, by others: [Rule]) -> Bool {
    var proof = RuleProof(self, [rule] + others)
    guard let own = try? proof.matches(rule), let whole = try? proof.matchesAny(others) else { return false }
    return (try? proof.covers(own, by: whole)) ?? false
  }

  /// What kinds of customers get.
  private(set) lazy var grid = CustomerGrid(self)

  private var matchless: [Int: Bool] = [:]

  /// Whether it is proved that a rule never matches.
  ///
  /// - Parameter rule: its index.
  func isMatchless(_ rule: Int) -> Bool {
    if let known = matchless[rule] { return known }
    var proof = RuleProof(self, [book.rules[rule]])
    let isMatchless =
      sightings(of: rule).isEmpty && (try? proof.matches(book.rules[rule])) == .always(0)
    matchless[rule] = isMatchless
    return isMatchless
  }

  // MARK: Deciding

  /// What is decided for a state; nil where it is refused, or nothing is decided for it.
  func decide(_ document: JSONDocument, exit: String?, at clock: Instant) -> Decision? {
    guard let state = deciding.read(document, exit: exit) else { return nil }
    let decision = deciding.decider.decide(state, clock: clock, options: .init(limit: 1_000))
    return decision.outcome == .holdout ? nil : decision
  }

  /// The same of a state that is made up.
  func decide(_ state: JSONValue, exit: String? = nil, at clock: Instant) -> Decision? {
    (try? JSONDocument(parsing: state.bytes)).flatMap { decide($0, exit: exit, at: clock) }
  }

  func part(ofRule rule: Int) -> BookPlaces.Part { .rule(id: book.rules[rule].id) }
  func part(ofAction action: Int) -> BookPlaces.Part { .item(.action, id: book.actions[action].id) }
}

/// A state for which a rule matches, and what is decided for it.
struct Sighting {
  let witness: Witness
  let now: Instant
  let decision: Decision

  /// Whether another rule matches as well.
  func matches(_ rule: Int) -> Bool { decision.matched.contains(Int32(rule)) }

  /// How many actions come before one of them, whether or not they are held back; nil where it is no candidate.
  func rank(of action: Int) -> Int? {
    guard let own = priority(of: action) else { return nil }
    func precedes(_ other: Int, _ priority: Int64?) -> Bool {
      priority.map { ($0, -other) > (own, -action) } ?? false
    }
    return decision.recommendations.count { precedes($0.action, $0.priority) }
      + decision.heldBack.count { precedes($0.action, $0.priority) }
  }

  /// Whether an answer of so many recommendations, or one that leaves out what is held back, has an action.
  func reaches(_ action: Int, within limit: Int) -> Bool {
    (rank(of: action) ?? limit) < limit
      || decision.recommendations.prefix(limit).contains { $0.action == action && $0.priority != nil }
  }

  private func priority(of action: Int) -> Int64? {
    decision.recommendations.first { $0.action == action }?.priority
      ?? decision.heldBack.first { $0.action == action }?.priority
  }
}

extension Detection {
  fileprivate var item: (kind: IDKind, index: Int) {
    switch self {
    case .painPoint(let index, _): (.painPoint, index)
    case .trigger(let index): (.trigger, index)
    }
  }
}
