import Rules

extension DecisionRun {
  /// How many rules are listed that nearly matched.
  private static let nearest = 10

  /// Says what the rules found that have just matched.
  mutating func explainMatches(_ decision: inout Decision) {
    for rule in found.rules { decision.explanations.append(explain(rule)) }
  }

  /// What a rule finds as facts are now; it costs the decision nothing.
  mutating func explain(_ rule: Int32) -> RuleExplanation {
    let rules = explainedRules()
    return facts.expressionFacts.aside { facts.explain(rule, in: rules) }
  }

  /// Finds the recommend rules that exactly one key of their conditions kept from matching: those of the highest possible
  /// priority, then by id.
  mutating func findNearMisses(_ decision: inout Decision) {
    let rules = explainedRules()
    var misses: [(rule: Int32, priority: Int64)] = []
    facts.expressionFacts.aside {
      for (index, highest) in rules.highestPriorities.enumerated() {
        guard let highest, facts.isNearMiss(Int32(index), in: rules) else { continue }
        misses.append((Int32(index), highest))
      }
    }
    misses.sort { ($1.priority, $0.rule) < ($0.priority, $1.rule) }
    for miss in misses.prefix(Self.nearest) { decision.nearMisses.append(explain(miss.rule)) }
  }
}
