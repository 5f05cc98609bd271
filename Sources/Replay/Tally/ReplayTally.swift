package import Time

/// What came of replaying some lines of a log. Tallies of parts add up to that of the whole, in whatever order they are
/// added.
package struct ReplayTally: Sendable {
  /// How many were decided anew.
  package internal(set) var decisions = 0
  package internal(set) var unchanged = 0
  /// How many a customer would have noticed, those that were expected among them.
  package internal(set) var noticed = 0
  package internal(set) var expected = 0
  /// How many differ in reasons only.
  package internal(set) var reasonsOnly = 0
  package internal(set) var erased = 0
  /// Lines that stand for decisions that were not logged, and how many those are.
  package internal(set) var gaps = 0
  package internal(set) var dropped = 0
  /// Lines that are before or after what was asked for.
  package internal(set) var passedOver = 0
  /// Decisions that cannot be made again as they were.
  package internal(set) var notRepeatable: [Obstacle: FoundCount] = [:]
  /// Decisions for which the new book reads what the log does not have, by those facts.
  package internal(set) var missingFacts: [[String]: FoundCount] = [:]
  package internal(set) var unreadable = Unreadable()
  package internal(set) var causes: [Cause: CauseCount] = [:]
  package internal(set) var causesOfReasons: [Cause: CauseCount] = [:]
  /// Of what a customer would have noticed.
  package internal(set) var outcomes: [OutcomeChange: Int] = [:]
  package internal(set) var actions: [String: ActionTally] = [:]
  package internal(set) var segments: [Segment: SegmentTally] = [:]
  /// By index of a rule of the new book: how often it matched.
  package internal(set) var matches: [Int] = []
  /// The first that changed and were not expected, in the order of the log.
  package internal(set) var changes: [ChangedDecision] = []
  /// By entry of what is expected: how many decisions it covered.
  package internal(set) var covered: [Int] = []
  package internal(set) var first: Instant?
  package internal(set) var last: Instant?
  /// The rule books that decided, and how often.
  package internal(set) var revisions: [String: FoundCount] = [:]

  package init() {}

  package struct OutcomeChange: Hashable, Sendable {
    package let old: String
    package let new: String
  }

  /// Contacts that an action would have won and lost.
  package struct ActionTally: Sendable {
    package internal(set) var firstGained = 0
    package internal(set) var firstLost = 0
    package internal(set) var gained = 0
    package internal(set) var lost = 0
    /// It comes on another rank, by another channel or with other contents.
    package internal(set) var otherwise = 0
  }

  package struct Segment: Hashable, Sendable {
    package enum Dimension: String, Sendable, CaseIterable { case stage, persona, market }

    package let dimension: Dimension
    package let name: String
  }

  package struct SegmentTally: Sendable {
    package internal(set) var decisions = 0
    package internal(set) var noticed = 0
  }

  package struct CauseCount: Sendable {
    package internal(set) var found: FoundCount
    /// How many of them were expected.
    package internal(set) var expected = 0
    /// Where it stands in the book that decided the first of them, and in the new one.
    package internal(set) var places: (old: BookPlace?, new: BookPlace?)
  }

  /// Lines that cannot be read.
  package struct Unreadable: Sendable {
    package internal(set) var count = 0
    /// The first of them.
    package internal(set) var listed: [(position: LinePosition, problem: String)] = []
    static let most = 20
  }

  /// How many cannot be made again, or not be judged.
  package var notJudged: Int {
    notRepeatable.values.reduce(0) { $0 + $1.count } + missingFacts.values.reduce(0) { $0 + $1.count }
  }

  /// Changes that a customer would have noticed and nobody expected.
  package var unexpected: Int { noticed - expected }
}

/// A decision that a customer would have noticed.
package struct ChangedDecision: Sendable {
  package let id: String
  package let journey: String
  package let recorded: Instant
  package let position: LinePosition
  package let old: String
  package let new: String
  package let causes: [Cause]
}
