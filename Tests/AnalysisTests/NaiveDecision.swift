import Analysis
import Decisions
import Rules
import Time

/// What a decision says in every respect, read off the rules that matched: written without regard to how books are
/// compared.
struct NaiveDecision {
  /// By output: what differs where this text does.
  private(set) var outputs: [Output: String] = [:]
  private(set) var stage: String?
  /// After detecting; -1 for one that the state gives without a severity and no rule detects.
  private(set) var painPoints: [String: Double]
  private(set) var triggers: Set<String>

  init(_ state: SmallState, under decider: Decider) throws {
    let book = decider.plan.book
    let words = book.vocabulary
    let journey = try state.read(for: decider.plan)
    let decision = decider.decide(journey, clock: SmallState.now, options: .init(limit: 100))
    painPoints = state.painPoints
    triggers = Set(state.triggers)
    stage = decision.stage.item.map { words.stages[$0].id }
    if case .placed(let item) = decision.stage { outputs[.stage] = words.stages[item].id }
    var scores: [String: [(score: Double, rule: String, wish: String?)]] = [:]
    for index in decision.matched {
      let rule = book.rules[Int(index)]
      switch rule.effect {
      case .recommend(let list):
        for one in list {
          scores[book.actions[one.action].id, default: []]
            .append((one.score.literal ?? -1, rule.id, one.channel.map { words.channels[$0].id }))
        }
      case .detect(let list): for one in list { detect(one, words) }
      case .suppress(let suppression): suppress(suppression, book)
      case .alert: outputs[.alert(rule: rule.id)] = "reported"
      case .place: break
      }
    }
    for (action, list) in scores {
      let ranked = list.sorted { $0.score != $1.score ? $0.score > $1.score : $0.rule < $1.rule }
      var wishes: [String] = []
      for wish in ranked.compactMap(\.wish) where !wishes.contains(wish) { wishes.append(wish) }
      outputs[.candidate(action: action)] = "\(ranked[0].score) \(wishes)"
    }
    for (index, action) in book.actions.enumerated() {
      let isEligible = decider.isEligible(index, for: journey, clock: SmallState.now)
      outputs[.eligibility(action: action.id)] = "\(isEligible)"
    }
  }

  private mutating func detect(_ detection: Detection, _ words: Vocabulary) {
    switch detection {
    case .painPoint(let item, let severity):
      let id = words.painPoints[item].id
      let own = severity.literal ?? -1
      let before = outputs[.painPoint(id)].flatMap { Double($0) } ?? -1
      outputs[.painPoint(id)] = "\(max(own, before))"
      // One without a severity has that of the book.
      let given = painPoints[id].map { $0 < 0 ? words.painPoints[item].severity : $0 } ?? -1
      if own > given { painPoints[id] = own }
    case .trigger(let item):
      outputs[.trigger(words.triggers[item].id)] = "there"
      triggers.insert(words.triggers[item].id)
    }
  }

  private mutating func suppress(_ suppression: Suppression, _ book: RuleBook) {
    for (index, action) in book.actions.enumerated() {
      func selects(_ selector: ContactSelector?, _ channel: Int?) -> Bool {
        guard let selector else { return true }
        return (selector.actions?.contains(index) ?? true) && (selector.kinds?.contains(action.kind) ?? true)
          && (selector.channels.map { list in channel.map(list.contains) ?? false } ?? true)
      }
      let isSpared = suppression.except.map { selects($0, nil) } ?? false
      if suppression.selector?.channels == nil {
        if selects(suppression.selector, nil), !isSpared {
          outputs[.suppression(action: action.id, channel: nil)] = "held back"
        }
      } else {
        for channel in action.channels where selects(suppression.selector, channel) {
          let id = book.vocabulary.channels[channel].id
          outputs[.suppression(action: action.id, channel: id)] = "held back"
        }
      }
    }
  }
}
