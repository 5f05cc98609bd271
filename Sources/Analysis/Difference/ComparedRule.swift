import Decisions
import Rules

/// A rule id with the rules that have it in two books.
struct ComparedRule {
  let id: String
  let old: Rule?
  let new: Rule?
  /// What the rules add where they match.
  var oldContributions: [Contribution] = []
  var newContributions: [Contribution] = []
  /// Where they match, as verdicts.
  var oldVerdict = ConditionDiagrams.always(.fails)
  var newVerdict = ConditionDiagrams.always(.fails)

  /// Whether it says the same in both books.
  var isSame: Bool {
    // Where placements stand in the book is no matter of one rule.
    old != nil && new != nil && oldVerdict == newVerdict
      && oldContributions.map(\.withoutPlace) == newContributions.map(\.withoutPlace)
  }
}

extension Contribution {
  fileprivate var withoutPlace: Contribution {
    guard output.isPlacement else { return self }
    return Contribution(
      output: output, entry: .init(score: entry.score, name: entry.name, order: .fromEnd(0)))
  }
}

/// A rule of which something changed.
package struct ChangedRule: Sendable, Hashable {
  package enum Change: String, Sendable {
    case added, removed, changed
  }

  package let id: String
  package let change: Change
}
