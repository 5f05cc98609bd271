package import Time

/// Why an action is recommended, or why not: the whole reason.
package struct ActionExplanation: Sendable {
  /// What became of it.
  package enum Verdict: Sendable {
    /// It is recommended, on this rank, counted from 1.
    case recommended(rank: Int)
    /// The same, as a fallback.
    case fallback(rank: Int)
    /// Rules recommend it, or it is a fallback that was tried, and a gate is closed.
    case heldBack(ClosedGate)
    /// No rule recommends it now.
    case notRecommended
    /// Nothing is recommended to this journey, which is in the holdout group.
    case heldOut
  }

  /// A rule that could recommend it.
  package struct Recommender: Sendable {
    package let rule: RuleExplanation
    /// What the rule gives it, from 0 to 100; nil where it would be computed and was not.
    package let score: Double?
  }

  /// Index of the action.
  package let action: Int
  /// The decision that is explained.
  package let decision: Decision
  package let verdict: Verdict
  /// Every rule that could recommend it: those that do first, then those that come nearest.
  package let recommenders: [Recommender]
  /// What its `eligible` finds; nil where it has none.
  package let eligible: [TermExplanation]?
  /// What each gate says at its place in the ranking.
  package let gates: [GateExplanation]
  /// In millionths: what it has, or would have by the best of its rules; nil where that cannot be known.
  package let priority: Int64?
  /// The rank it took, or would have taken with that priority and all gates open, counted from 1; nil where the priority
  /// cannot be known.
  package let rank: Int?
  /// Where gates hold it back: the earliest instant at which it passes all of them, if nothing but time passes.
  package let until: Instant?
  /// By which channel it would then go out; nil where it needs none.
  package let openingChannel: Int?
  package let smallestChange: SmallestChange
  /// What it was asked about.
  let situation: Situation
}

extension ActionExplanation {
  /// The channel by which it is recommended; nil where it is not, or needs none.
  package var recommendedChannel: Int? {
    switch verdict {
    case .recommended(let rank), .fallback(let rank): decision.recommendations[rank - 1].channel
    case .heldBack, .notRecommended, .heldOut: nil
    }
  }

  /// A channel on which all gates are open although some are closed on others; nil where there is none such.
  var openChannel: Int? {
    if let recommendedChannel { return recommendedChannel }
    let closed = gates.filter { $0.closed != nil }
    guard closed.allSatisfy({ $0.channel != nil }) else { return nil }
    return gates.lazy.compactMap(\.channel).first { channel in !closed.contains { $0.channel == channel } }
  }

  /// The order of its rules: those that match, then those with the fewest obstacles, the highest score, the smallest id.
  static func precedes(_ left: Recommender, _ right: Recommender) -> Bool {
    func place(_ recommender: Recommender) -> (Int, Int, Double, Int32) {
      let rule = recommender.rule
      let isActive = if case .active = rule.standing { true } else { false }
      return (isActive ? 0 : 1, rule.obstacles.count, -(recommender.score ?? 0), rule.rule)
    }
    return place(left) < place(right)
  }
}
