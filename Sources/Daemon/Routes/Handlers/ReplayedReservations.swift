import API
import Decisions
import History
import JSON
import Rules
import Time

/// What a stored answer says is reserved, and what became of that since: given back, since somebody told that it was not
/// sent, or not to be sent any more, since its channel was closed. It belongs to the event loop.
struct ReplayedReservations {
  private struct Reserved {
    let journey: String
    let decision: DecisionID
    let actions: [String]
  }

  private let state: ServingState
  private let isOfAccount: Bool
  private let yeses: [Int: Instant]
  private let reserved: [Reserved]

  /// - Parameter yeses: by channel of the book: when consent was given, by what was asked.
  init(_ answer: JSONDocument, yeses: [Int: Instant], in state: ServingState) {
    self.state = state
    self.yeses = yeses
    let root = answer.root
    func decision(_ token: JSONToken) -> DecisionID? {
      answer.member("decision", of: token).flatMap { DecisionID(answer.string(at: $0), inAnyCase: false) }
    }
    func journey(_ token: JSONToken) -> String {
      answer.member("journey", of: token).map { answer.string(at: $0) } ?? ""
    }
    if let decision = decision(root) {
      let actions = answer.member("reserved", of: root).map { answer.elements(of: $0) }
      isOfAccount = false
      reserved = [
        Reserved(
          journey: journey(root), decision: decision, actions: actions?.map { answer.string(at: $0) } ?? [])
      ]
    } else {
      let list = answer.member("recommendations", of: root).map { answer.elements(of: $0) }
      isOfAccount = true
      reserved =
        list?.compactMap { item in
          guard let decision = decision(item), let action = answer.member("action", of: item) else {
            return nil
          }
          return Reserved(
            journey: journey(item), decision: decision, actions: [answer.string(at: action)])
        } ?? []
    }
  }

  /// What is to be said of it beside the answer.
  var headers: [(name: String, value: String)] {
    let span = state.sameContactWithin
    let released = names { state.history.released($0, of: $1, sameContactWithin: span) }
    let (plan, now) = (state.book.plan, state.clock())
    let closed = names { state.history.closed($0, of: $1, yeses: yeses, under: plan, at: now) }
    return [(HeaderName.released, released), (HeaderName.closed, closed)].filter { !$1.isEmpty }
      .map { ($0, $1.joined(separator: ",")) }
  }

  /// What is reserved still, in words; nil where nothing is.
  var text: String? {
    let span = state.sameContactWithin
    let (plan, now) = (state.book.plan, state.clock())
    let parts = reserved.compactMap { item -> String? in
      let gone =
        state.history.released(item.actions, of: item.decision, sameContactWithin: span)
        + state.history.closed(item.actions, of: item.decision, yeses: yeses, under: plan, at: now)
      let open = item.actions.filter { !gone.contains($0) }.map { "'\($0)'" }
      guard !open.isEmpty else { return nil }
      return "\(open.joined(separator: " and ")) (decision \(item.decision.text)) for '\(item.journey)'"
    }
    guard !parts.isEmpty else { return nil }
    return
      "it reserved \(parts.joined(separator: ", ")): carry that out, or give it back with not_sent"
  }

  /// Of the answer to a state, the actions; of the answer about an account, which has a decision for each person, the ids
  /// of the decisions.
  private func names(_ found: ([String], DecisionID) -> [String]) -> [String] {
    reserved.flatMap { item in
      let actions = found(item.actions, item.decision)
      return !isOfAccount ? actions : actions.isEmpty ? [] : [item.decision.text]
    }
  }
}
