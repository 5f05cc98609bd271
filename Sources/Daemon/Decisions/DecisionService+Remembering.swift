import API
import Decisions
import History
import HistoryRecords
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
    let (history, plan) = (state.history, group.book.plan)
    // Whoever asks with no more than a journey's id is often asked about again before anything has changed.
    let isBare = document.count(of: token) == 1 && group.query.explanation == .none && knownGroup == nil
    if isBare, let known = history.completedState(of: given.journey, for: plan, at: group.clock) {
      return Subject(state: known.state, document: known.document, token: known.document.root, given: given)
    }
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
      if isBare, fault == nil {
        history.keep(completed: effective, of: given.journey, for: plan, at: group.clock)
      }
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
      transaction.add(observation)
    }
  }
}
