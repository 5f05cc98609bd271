/// What came of a decision as a whole.
package enum DecisionOutcome: String, Sendable, CaseIterable {
  case matched, fallback
  case heldBack = "held_back"
  case noMatch = "no_match"
  case holdout
}
