import Decisions
import Time

/// How a run decides without a daemon: by which plan, with which history, and what it reserves.
struct LocalRun: Sendable {
  let plan: DecisionPlan
  let clock: Instant
  var options = Decider.Options()
  /// What was before; nil where that is not told.
  var history: RunHistory?
  /// How many of its recommendations each decision reserves; nil: none, and it says nothing of that.
  var reserve: Int?
  /// Whether decisions have ids, which follow from what is decided on.
  var givesIDs = false
  /// Whether nothing is reserved for a state of which there are warnings.
  var isStrict = false

  /// Whether a decision depends on more than its own state: then the states before it are looked at first.
  var looksAtOthers: Bool { reserve != nil || givesIDs }
}
