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
    /// By action: the channel by which it goes, where it goes by one.
    var channels: [String: String] = [:]
  }

  private let state: ServingState
  private let isOfAccount: Bool
  private let consents: StatedConsents
  private let reserved: [Reserved]

  /// - Parameter consents: what is asked now says of channels of the book.
  init(_ answer: JSONDocument, consents: StatedConsents, in state: ServingState) {
    self.state = state
    self.consents = consents
    let root = answer.root
    func decision(_ token: JSONToken) -> DecisionID? {
      answer.member("decision", of: token).flatMap { DecisionID(answer.string(at: $0), inAnyCase: false) }
    }
    func journey(_ token: JSONToken) -> String {
      answer.member("journey", of: token).map { answer.string(at: $0) } ?? ""
    }
    let list = answer.member("recommendations", of: root).map { answer.elements(of: $0) }
    if let decision = decision(root) {
      let actions = answer.member("reserved", of: root).map { answer.elements(of: $0) }
      let ways = list?.compactMap { item -> (String, String)? in
        guard let action = answer.member("action", of: item), let channel = answer.member("channel", of: item)
        else { return nil }
        return (answer.string(at: action), answer.string(at: channel))
      }
      isOfAccount = false
      reserved = [
        Reserved(
          journey: journey(root), decision: decision, actions: actions?.map { answer.string(at: $0) } ?? [],
          channels: Dictionary(ways ?? []) { first, _ in first })
      ]
    } else {
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
    let closed = names { state.history.closed($0, of: $1, yeses: consents.yeses, under: plan, at: now) }
    return [(HeaderName.released, released), (HeaderName.closed, closed)].filter { !$1.isEmpty }
      .map { ($0, $1.joined(separator: ",")) }
  }

  /// What is reserved still, and what to do with it, in words; nil where nothing is.
  var text: String? {
    let span = state.sameContactWithin
    let (plan, now) = (state.book.plan, state.clock())
    var (wanted, unwanted): ([String], [String]) = ([], [])
    for item in reserved {
      let gone =
        state.history.released(item.actions, of: item.decision, sameContactWithin: span)
        + state.history.closed(
          item.actions, of: item.decision, yeses: consents.yeses, under: plan, at: now)
      let open = item.actions.filter { !gone.contains($0) }
      func words(_ actions: [String]) -> [String] {
        guard !actions.isEmpty else { return [] }
        let names = actions.map { "'\($0)'" }.joined(separator: " and ")
        return ["\(names) (decision \(item.decision.text)) for '\(item.journey)'"]
      }
      wanted += words(open.filter { !isRefused($0, of: item, plan) })
      unwanted += words(open.filter { isRefused($0, of: item, plan) })
    }
    var parts: [String] = []
    if !wanted.isEmpty {
      parts.append(
        "it reserved \(wanted.joined(separator: ", ")): carry that out, or give it back with not_sent")
    }
    if !unwanted.isEmpty {
      parts.append(
        "it reserved \(unwanted.joined(separator: ", ")), and this request says no to that channel: do not carry that out, but give it back with not_sent, and tell the no to /v1/events"
      )
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Whether what is asked now says no to the channel by which an action would go.
  private func isRefused(_ action: String, of item: Reserved, _ plan: DecisionPlan) -> Bool {
    guard let channel = item.channels[action].flatMap({ plan.book.vocabulary.channels.index(ofID: $0) })
    else { return false }
    return consents.noes.contains(channel)
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
