import Decisions
import JSON
import Rules
import Time

/// What came of contacts, as later decisions of the same journeys saw it: each contact with the decision that led to it.
struct OutcomeTally: Sendable {
  /// Of an action within a decision.
  private struct ContactKey: Hashable, Sendable {
    let decision: DecisionID
    let action: Int32
  }

  private struct Sight: Sendable {
    /// When it was seen.
    let at: Instant
    /// A bit for each outcome, by its place.
    let outcomes: UInt16
  }

  /// The recommendations of a decision: its actions, and of each the rules behind it.
  private struct Advice: Hashable, Sendable {
    /// Rules follow their action, as negative numbers.
    let items: [Int32]

    func rules(behind action: Int32) -> ArraySlice<Int32>? {
      guard let place = items.firstIndex(of: action) else { return nil }
      return items[(place + 1)...].prefix { $0 < 0 }
    }
  }

  private var contacts: [ContactKey: Sight] = [:]
  /// By decision, an index of `advice`: the newer ones, and as many before them.
  private var young: [DecisionID: Int32] = [:]
  private var old: [DecisionID: Int32] = [:]
  private var advice: [Advice] = []
  private var places: [Advice: Int32] = [:]
  private let limit: Int
  /// How many decisions recommend something.
  private(set) var decisions = 0
  /// Contacts for which there was no room.
  private(set) var unseen = 0

  /// - Parameter limit: how many contacts are known, and at least so many decisions, so that memory has an end.
  init(limit: Int) { self.limit = limit }

  /// Remembers what a decision recommends: actions, and the rules behind each.
  mutating func add(_ decision: DecisionID, _ recommendations: [(action: Int, rules: [Int])]) {
    decisions += 1
    let found = Advice(
      items: recommendations.flatMap { [Int32($0.action)] + $0.rules.map { -1 - Int32($0) } })
    let place = places[found] ?? Int32(advice.count)
    if place == advice.count {
      guard advice.count < limit else { return }
      places[found] = place
      advice.append(found)
    }
    if young.count >= limit {
      old = young
      young = [:]
    }
    young[decision] = place
  }

  /// Notes a contact as it was when another decision considered it; the newest sight counts.
  mutating func see(
    _ action: Int, of decision: DecisionID, at instant: Instant, _ outcomes: some Sequence<Outcome>
  ) {
    let key = ContactKey(decision: decision, action: Int32(action))
    let known = contacts[key]
    if known == nil, contacts.count >= limit {
      unseen += 1
      return
    }
    if let known, known.at > instant { return }
    contacts[key] = Sight(at: instant, outcomes: outcomes.reduce(0) { $0 | 1 << UInt16($1.place) })
  }

  /// What came of the contacts of the decisions that are counted, by action and by rule.
  func result() -> OutcomeResult {
    var result = OutcomeResult()
    var known: Set<DecisionID> = []
    for (key, sight) in contacts {
      guard let place = young[key.decision] ?? old[key.decision],
        let rules = advice[Int(place)].rules(behind: key.action)
      else {
        result.unknown += 1
        continue
      }
      known.insert(key.decision)
      let isGivenBack = sight.outcomes & 1 << UInt16(Outcome.notSent.place) != 0
      func add(_ counts: inout OutcomeCounts) {
        if isGivenBack { counts.notSent += 1 } else { counts.add(sight.outcomes) }
      }
      add(&result.actions[Int(key.action), default: OutcomeCounts()])
      for rule in rules { add(&result.rules[Int(-1 - rule), default: OutcomeCounts()]) }
    }
    result.decisions = known.count
    return result
  }
}

/// What came of contacts.
struct OutcomeCounts: Sendable, Equatable {
  /// Contacts that were not given back.
  var contacts = 0
  /// By the place of an outcome.
  var outcomes = [Int](repeating: 0, count: Outcome.allCases.count)
  /// Contacts that were given back: they are none.
  var notSent = 0

  mutating func add(_ bits: UInt16) {
    contacts += 1
    for place in outcomes.indices where bits & 1 << UInt16(place) != 0 { outcomes[place] += 1 }
  }
}

struct OutcomeResult: Sendable {
  /// By action and by rule, as indices of names.
  var actions: [Int: OutcomeCounts] = [:]
  var rules: [Int: OutcomeCounts] = [:]
  /// Decisions of which a contact is known.
  var decisions = 0
  /// Contacts whose decision is not among those that are counted.
  var unknown = 0
}
