import Decisions
import Rules
import Time

/// Two decisions on the same state, by two rule books, each with who decided it last, so that it can be asked for reasons.
struct TwoDecisions {
  struct Side {
    let decision: Decision
    let decider: Decider
    private let matched: Set<Int32>

    var book: RuleBook { decider.plan.book }

    init(_ decision: Decision, by decider: Decider) {
      self.decision = decision
      self.decider = decider
      matched = Set(decision.matched)
    }

    func matches(_ rule: Int32?) -> Bool { rule.map { matched.contains($0) } ?? false }

    /// The ids of the rules that matched and have a verb.
    func ids(of verb: Rule.Verb) -> [String] {
      decision.matched.map { book.rules[Int($0)] }.filter { $0.effect.verb == verb }.map(\.id)
    }

    /// By id of an action: the rules that recommend it, by id.
    func recommenders() -> [String: [String]] {
      var found: [String: [String]] = [:]
      for index in decision.matched {
        let rule = book.rules[Int(index)]
        guard case .recommend(let list) = rule.effect else { continue }
        for recommendation in list {
          found[book.actions[recommendation.action].id, default: []].append(rule.id)
        }
      }
      return found
    }
  }

  let old: Side
  let new: Side
}

/// What became of an action in a decision, with ids that both books understand.
struct ActionStanding: Equatable {
  /// A gate that is closed.
  struct Closed: Equatable, Hashable {
    let gate: Gate
    let by: String?
    let channel: String?
    let until: String?
  }

  /// From 1; nil where it is held back.
  var rank: Int?
  var channel: String?
  var isFallback = false
  var priority: Int64?
  var score: Double?
  /// Why it, or a channel that it would rather have, is held back.
  var closed: [Closed] = []
}

extension TwoDecisions.Side {
  /// By id of an action: what became of those that were candidates.
  func standings() -> [String: ActionStanding] {
    var found: [String: ActionStanding] = [:]
    for (index, entry) in decision.recommendations.enumerated() {
      found[book.actions[entry.action].id] = ActionStanding(
        rank: index + 1, channel: entry.channel.map { book.vocabulary.channels[$0].id },
        isFallback: entry.priority == nil, priority: entry.priority, score: entry.score,
        closed: entry.passedOver.map { closed($0.closed, $0.until?.description) })
    }
    for entry in decision.heldBack {
      let id = book.actions[entry.action].id
      if found[id] != nil { continue }
      found[id] = ActionStanding(
        isFallback: entry.priority == nil, priority: entry.priority,
        closed: [closed(entry.closed, entry.until?.description)])
    }
    return found
  }

  private func closed(_ gate: ClosedGate, _ until: String?) -> ActionStanding.Closed {
    .init(
      gate: gate.gate, by: gate.by?.name(in: book),
      channel: gate.channel.map { book.vocabulary.channels[$0].id },
      until: until)
  }
}
