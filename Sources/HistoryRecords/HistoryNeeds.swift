package import Decisions

/// What has to be known before something is decided or recorded.
package struct HistoryNeeds: Sendable {
  package var scopes: Set<HistoryScope>
  /// Whose journeys are needed: reports name contacts by them.
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

  package mutating func formUnion(_ other: HistoryNeeds) {
    scopes.formUnion(other.scopes)
    decisions.formUnion(other.decisions)
    answers.formUnion(other.answers)
  }
}
