package import Time

/// How often a rule was of use.
package struct RuleCounts: Sendable, Equatable {
  /// Decisions in which its condition held.
  package var matched = 0
  /// Decisions in which it is behind a recommendation, and behind the first one.
  package var recommended = 0
  package var first = 0
  /// Actions that it held back, as one that suppresses.
  package var heldBack = 0
  /// When it matched last.
  package var last: Instant?

  package init() {}
}

/// How often an action came up.
package struct ActionCounts: Sendable, Equatable {
  /// Decisions in which it was recommended or held back.
  package var decisions = 0
  package var recommended = 0
  package var first = 0
  package var heldBack = 0

  package init() {}
}

/// What came of decisions that have something in common.
package struct GroupCounts: Sendable, Equatable {
  package var decisions = 0
  package var recommended = 0
  package var noMatch = 0
  /// Decisions in which something was held back.
  package var heldBack = 0
  /// Decisions whose first recommendation has it; the same as `recommended` where that is no question.
  package var first = 0

  package init() {}
}

/// When a rule book decided.
package struct RevisionCounts: Sendable, Equatable {
  /// Of those that are counted.
  package var decisions = 0
  /// Of all, whether they are counted or not.
  package var first: Instant
  package var last: Instant

  package init(at instant: Instant) {
    first = instant
    last = instant
  }
}
