import DecisionLog
import Decisions
import Time

extension DecisionService {
  /// Hands a decision to the decision log; the values are shared, and written by another thread.
  func log(_ record: DecisionRecord, of group: DecisionGroup, recordedAt now: Instant) {
    let log = state.decisionLog
    guard log.isEnabled else { return }
    let query = group.query
    log.append(
      DecisionEntry(
        id: record.id, decision: record.decision,
        query: .init(
          call: query.call, limit: query.limit, explanation: query.explanation, reserve: query.reserve),
        document: record.document, token: record.token, supplement: record.supplement,
        considered: record.considered,
        stateWarnings: record.stateWarnings, duration: record.duration, asked: record.clock, recorded: now,
        book: group.book.logged))
  }
}
