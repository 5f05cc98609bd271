import API
import Decisions
import History
import JSON
import Journeys
import Rules
import Time

extension DecisionService {
  /// What is decided on: the state as it was sent, or completed with what is remembered.
  struct Subject {
    var state: JourneyState
    let document: JSONDocument
    let token: JSONToken
    /// The state as it was sent.
    let given: JourneyState
  }

  /// Completes a state with what is remembered of its journey.
  ///
  /// - Parameter knownGroup: the people of its account, where they were looked up before.
  func complete(
    _ given: JourneyState, from document: JSONDocument, at token: JSONToken, in group: DecisionGroup,
    knownGroup: KnownGroup? = nil
  ) -> Subject {
    let sent = Subject(state: given, document: document, token: token, given: given)
    guard group.query.memory == .on, state.history.remembersEvents else { return sent }
    var fault: HistoryFault?
    var recollection = state.history.recollection(for: group.book.plan) { fault = $0 }
    recollection.knownGroup = knownGroup
    let effective = EffectiveState.complete(
      document, at: token, given, from: recollection, clock: group.clock,
      keepingTexts: group.query.explanation != .none)
    var subject = sent
    if let effective {
      subject = Subject(
        state: effective.state, document: effective.document, token: effective.document.root, given: given)
    }
    if let fault {
      subject.state.warn(
        "what was told of the journey cannot be read, because \(fault); this is decided without it")
    }
    return subject
  }

  /// Notes the stage and the account that `next` was given, or placed, where they are news.
  func note(
    _ record: DecisionRecord, _ subject: Subject, under plan: DecisionPlan,
    in transaction: HistoryTransaction
  ) {
    let decision = record.decision
    let recollection = state.history.recollection(for: plan)
    if let observation = Observation.event(
      of: subject.given, decision.stage, at: decision.now, from: recollection)
    {
      transaction.note(observation)
    }
  }
}
