import Decisions
import JSON
import Time

/// A decision that was made, with all that it depended on.
struct DecisionRecord {
  let id: DecisionID
  let decision: Decision
  /// The document of the state that was decided on, which is the one that was sent or one completed from memory.
  let document: JSONDocument
  /// Where in it the state stands.
  let token: JSONToken
  /// What was remembered beside.
  let supplement: StateSupplement
  /// What was remembered of the journey and its account, before anything was reserved.
  let considered: JourneyHistory
  /// How many of the decision's warnings are those of the state.
  let stateWarnings: Int
  /// How many of the first recommendations are reserved; nil where none was to be.
  let reservedCount: Int?
  /// The daemon's clock when the request was read; the decision's own now may be the state's.
  let clock: Instant
  /// How long it took to find what is remembered, to decide and to write the answer.
  var duration = Duration.zero

  var reserved: ArraySlice<Decision.Recommended>? {
    reservedCount.map { decision.recommendations.prefix($0) }
  }
}

/// The decisions of one request: made under one rule book and by one clock, and recorded together or not at all.
struct DecisionGroup {
  let book: ServingBook
  let query: DecideQuery
  let clock: Instant
  var records: [DecisionRecord] = []
}
