package import Decisions
package import HistoryRecords

/// What is to be read of the shared history.
package struct SharedNeeds: Sendable {
  package var scopes: Set<HistoryScope>
  /// Whose journeys are wanted as well.
  package var decisions: Set<DecisionID>
  /// Keys of kept answers.
  package var answers: Set<Digest>

  package init(
    scopes: Set<HistoryScope> = [], decisions: Set<DecisionID> = [], answers: Set<Digest> = []
  ) {
    self.scopes = scopes
    self.decisions = decisions
    self.answers = answers
  }

  package mutating func formUnion(_ other: SharedNeeds) {
    scopes.formUnion(other.scopes)
    decisions.formUnion(other.decisions)
    answers.formUnion(other.answers)
  }
}

/// What was read.
package struct SharedReading: Sendable {
  package var copies: [ScopeCopy] = []
  package var answers: [IdempotentResponse] = []
}
