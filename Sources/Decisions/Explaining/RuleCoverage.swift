package import Rules

/// Which rules matched, and which keys of their conditions held and did not hold, over many decisions. It belongs to one
/// thread.
package final class RuleCoverage {
  /// How often one key of a condition was looked at.
  package struct Key: Sendable {
    package internal(set) var held = 0
    /// It failed, or what it asks for was not known.
    package internal(set) var missed = 0

    package var isCovered: Bool { held > 0 && missed > 0 }
  }

  /// By index of a rule: how often it matched.
  package internal(set) var matches: [Int]
  /// By index of a rule: its keys, by number; those of `when` come before those of `unless`, each before those within it.
  package internal(set) var keys: [[Key]]

  package init(_ book: RuleBook) {
    matches = Array(repeating: 0, count: book.rules.count)
    keys = book.rules.map { rule in
      Array(repeating: Key(), count: Int((rule.when?.termCount ?? 0) + (rule.unless?.termCount ?? 0)))
    }
  }

  /// Counts what rules found in the facts as they are.
  func count(_ rules: [Int32], matched: [Int32], _ facts: borrowing Facts, _ explained: ExplainedRules) {
    for rule in matched { matches[Int(rule)] += 1 }
    for rule in rules {
      let explanation = facts.explain(rule, in: explained)
      var number = 0
      for term in explanation.when + (explanation.unless ?? []) { count(term, of: Int(rule), &number) }
    }
  }

  private func count(_ term: TermExplanation, of rule: Int, _ number: inout Int) {
    if term.verdict == .holds { keys[rule][number].held += 1 } else { keys[rule][number].missed += 1 }
    number += 1
    for branch in term.branches { for term in branch { count(term, of: rule, &number) } }
  }
}
