import Decisions
import JSON
import Rules
import Time

/// A book with what decides under it: says what it does with a state in one respect.
struct BookUnderTrial {
  let book: RuleBook
  private let plan: DecisionPlan
  private let decider: Decider
  private let common: CommonWords
  private let isCommon: (String) -> Bool

  init(_ book: RuleBook, _ common: CommonWords, isCommon: @escaping (String) -> Bool) {
    self.book = book
    self.common = common
    self.isCommon = isCommon
    plan = DecisionPlan(book)
    decider = Decider(plan)
  }

  /// What the rules say of a state in one respect, and the score that a candidate got; nil where the state cannot be
  /// decided.
  func behaviour(
    _ output: Output, for document: JSONDocument, exit: String?, at clock: Instant
  ) -> (behaviour: Behaviour, priority: Int64?)? {
    guard
      var state = try? JourneyState.read(document, at: document.root, for: plan, limits: .init())
    else { return nil }
    state.supplement.exit = exit.flatMap { book.vocabulary.exits.index(ofID: $0) }
    if case .eligibility(let action) = output {
      guard let index = book.names[.action].index(of: action) else { return nil }
      return (decider.isEligible(index, for: state, clock: clock) ? .holds : .none, nil)
    }
    let decision = decider.decide(state, clock: clock, options: .init(limit: 1_000))
    guard decision.outcome != .holdout else { return nil }
    if output.isPlacement {
      let isStage = output == .stage
      guard case .placed(let item) = isStage ? decision.stage : decision.persona else { return (.none, nil) }
      return (.placed(isStage ? book.vocabulary.stages[item].id : book.vocabulary.personas[item].id), nil)
    }
    var proposals = Proposals.none
    for rule in decision.matched {
      let contributions = book.contributions(of: book.rules[Int(rule)], common, isCommon: isCommon)
      for contribution in contributions where contribution.output == output {
        proposals = proposals.adding(contribution.entry)
      }
    }
    return (output.behaviour(proposals), priority(of: output, in: decision))
  }

  private func priority(of output: Output, in decision: Decision) -> Int64? {
    switch output {
    case .candidate(let action):
      guard let index = book.names[.action].index(of: action) else { return nil }
      return decision.recommendations.first { $0.action == index }?.priority
        ?? decision.heldBack.first { $0.action == index }?.priority
    case .painPoint(let id):
      for case .painPoint(let item, let severity, _) in decision.detected
      where book.vocabulary.painPoints[item].id == id {
        return Int64(severity * 1_000_000)
      }
      return nil
    default: return nil
    }
  }
}
