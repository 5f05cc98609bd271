import Decisions
import JSON
import Rules
import Time

/// Says what a book does with a state in one respect.
struct BookUnderTrial {
  private let deciding: DecidingBook
  private let common: CommonWords

  init(_ deciding: DecidingBook, _ common: CommonWords) {
    self.deciding = deciding
    self.common = common
  }

  private var book: RuleBook { deciding.book }

  /// What the rules say of a state in one respect, and the score that a candidate got; nil where the state cannot be
  /// decided.
  func behaviour(
    _ output: Output, for document: JSONDocument, exit: String?, at clock: Instant
  ) -> (behaviour: Behaviour, priority: Int64?)? {
    guard let state = deciding.read(document, exit: exit) else { return nil }
    let decider = deciding.decider
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
      let contributions = book.contributions(of: book.rules[Int(rule)], common)
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
