package import JSON
package import Rules

/// What an answer about an account has of the decisions about its people.
extension Decision {
  /// Writes what its first recommendation says, as members of the object that is being written; without its rank.
  package func writeFirstRecommendation(plan: DecisionPlan, to writer: inout JSONWriter) {
    recommendations.first?.writeMembers(plan, languages, to: &writer)
  }

  /// Writes what it says of an action that it held back, as members of the object that is being written.
  package func writeHeldBack(_ item: HeldBack, plan: DecisionPlan, to writer: inout JSONWriter) {
    item.writeMembers(plan, suppressionTexts, to: &writer)
  }

  /// What failed in any of some decisions, each thing once.
  package static func distinctFailures(of decisions: [Decision]) -> [Failure] {
    var known: Set<Failure.Subject> = []
    return decisions.flatMap(\.failures).filter { known.insert($0.subject).inserted }
  }
}

extension JSONWriter {
  /// Writes what failed, as answers say it.
  package mutating func failure(_ failure: Decision.Failure, in book: RuleBook) {
    failure.write(book, to: &self)
  }
}
