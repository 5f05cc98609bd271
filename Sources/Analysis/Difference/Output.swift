/// One thing that rules say about a state, by ids.
package enum Output: Sendable, Hashable {
  /// Whether an action is a candidate, with which score and wish.
  case candidate(action: String)
  /// Whether rules hold an action back, or hold it back from a channel.
  case suppression(action: String, channel: String?)
  /// Whether an action may ever be received.
  case eligibility(action: String)
  /// Which severity a pain point is detected with.
  case painPoint(String)
  case trigger(String)
  /// Where a state without a stage is placed.
  case stage
  /// Who somebody of whom the state does not say is taken for.
  case persona
  /// Whether an alert rule reports.
  case alert(rule: String)
}

/// What rules say about a state in one respect: equal only where a decision could not tell.
package enum Behaviour: Sendable, Hashable {
  /// Nothing: no candidate, not held back, not detected.
  case none
  /// It is so: held back, eligible, there, reported.
  case holds
  case candidate(Candidacy)
  /// The severity, or the item that is placed.
  case severity(Score.Best)
  case placed(String)
  /// Placed by confidences that are computed, with the items that they may lead to.
  case computedPlace([String])
}

/// A number that a rule gives.
package enum Score: Sendable, Hashable {
  case number(Double)
  /// By the text of its expression.
  case computed(String)

  /// The best of several.
  package struct Best: Sendable, Hashable {
    /// The highest of those that are written out.
    package let number: Double?
    /// Those that are computed for each state, sorted.
    package let computed: [String]
  }
}

/// An action as candidate.
package struct Candidacy: Sendable, Hashable {
  package let score: Score.Best
  /// The channels that are wished for, best first.
  package let wishes: [String]
}
