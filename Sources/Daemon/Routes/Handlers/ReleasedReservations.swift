import Decisions
import History
import JSON
import Rules

/// What a stored answer says is reserved, and is not any more, since somebody told that it was not sent. It belongs to the
/// event loop.
struct ReleasedReservations {
  private let state: ServingState

  init(in state: ServingState) { self.state = state }

  /// Of the answer to a state, the actions; of the answer about an account, which has a decision for each person, the ids
  /// of the decisions.
  func names(in answer: JSONDocument) -> [String] {
    let root = answer.root
    if let decision = decision(answer, root) {
      let reserved = answer.member("reserved", of: root).map { answer.elements(of: $0) }
      return released(reserved?.map { answer.string(at: $0) } ?? [], of: decision)
    }
    guard let list = answer.member("recommendations", of: root) else { return [] }
    return answer.elements(of: list).compactMap { item in
      guard let decision = decision(answer, item), let action = answer.member("action", of: item),
        !released([answer.string(at: action)], of: decision).isEmpty
      else { return nil }
      return decision.text
    }
  }

  private func decision(_ answer: borrowing JSONDocument, _ token: JSONToken) -> DecisionID? {
    answer.member("decision", of: token).flatMap { DecisionID(answer.string(at: $0), inAnyCase: false) }
  }

  private func released(_ actions: [String], of decision: DecisionID) -> [String] {
    state.history.released(actions, of: decision, sameContactWithin: state.sameContactWithin)
  }
}
