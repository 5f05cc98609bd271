import Diagnostics
import Rules

/// Notes where a safeguard rests on a fact that may be unknown: what is unknown does not hold, so that an `unless` then
/// spares nobody and a `suppress` holds nothing back.
struct UnknownFactCheck: BookCheck {
  let reports: [DiagnosticID] = [.unknownOpen]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    for rule in parts.soundRules {
      func report(_ unknown: UnknownFact, _ message: String, help: String) {
        diagnostics.report(.note, .unknownOpen, message, at: unknown.span, of: rule.location, help: help)
      }
      if let unless = rule.unless {
        for unknown in unknownFacts(of: unless, besides: rule.when?.knownFacts ?? [], parts.names) {
          let name = unknown.name
          report(
            unknown,
            "'unless' rests on '\(name)': where that is unknown, the rule goes ahead",
            help: "if that is not wanted, add '\(name): {exists: true}' to 'when'")
        }
      }
      if case .suppress = rule.effect, let when = rule.when {
        for unknown in unknownFacts(of: when, besides: [], parts.names) {
          let name = unknown.name
          report(
            unknown,
            "this 'suppress' rests on '\(name)': where that is unknown, nothing is held back",
            help: "if that is not wanted, use 'any_of' with '\(name): {exists: false}' as well")
        }
      }
    }
  }

  private typealias UnknownFact = (name: String, span: SourceSpan)

  /// The facts that a condition asks for although they may be unknown, each once, without those of which it asks
  /// whether they exist.
  private func unknownFacts(
    of condition: Condition, besides known: Set<Fact>, _ names: BookNames
  ) -> [UnknownFact] {
    var seen = known
    var found: [UnknownFact] = []
    condition.forEachFact { _, fact, comparisons in
      // Whoever asks whether it exists has thought of it.
      if comparisons.contains(where: { if case .exists = $0 { true } else { false } }) { seen.insert(fact) }
    }
    condition.forEachExpression { seen.formUnion($0.uses.tested) }
    condition.forEachExpression { expression in
      let asked = expression.uses.facts.filter(\.mayBeUnknown).map { ($0, names.name(of: $0)) }
      for (fact, name) in asked.sorted(by: { bytesPrecede($0.1, $1.1) }) where seen.insert(fact).inserted {
        found.append((name, expression.location.span))
      }
    }
    condition.forEachFact { term, fact, _ in
      guard fact.mayBeUnknown, seen.insert(fact).inserted else { return }
      found.append((names.name(of: fact), term.span))
    }
    return found
  }
}

extension Condition {
  /// The facts that are known wherever it holds.
  fileprivate var knownFacts: Set<Fact> {
    var facts: Set<Fact> = []
    forEachRequired { term in
      guard case .fact(let fact, let comparisons) = term.test, !comparisons.contains(where: \.asksForAbsence)
      else { return }
      facts.insert(fact)
      if fact == .builtIn(.stage) { facts.insert(.builtIn(.phase)) }
    }
    return facts
  }
}

extension Fact {
  fileprivate var mayBeUnknown: Bool {
    switch self {
    case .builtIn(let fact): !fact.declaration.isAlwaysKnown
    case .attribute: true
    }
  }
}

extension DiagnosticID {
  static let unknownOpen = DiagnosticID(
    "unknown-open",
    page: """
      A safeguard asks for a fact which a state need not give: the exception of a rule under 'unless', or the 'when' of a \
      suppress rule. What is unknown does not hold, so for customers of whom the fact is not known the rule goes ahead, or \
      nothing is held back. This is a note: nothing has to be changed if that is meant. To apply a rule only where the \
      fact is known, add '{exists: true}' for it to 'when'; to hold back in that case too, write 'any_of' with the \
      condition and with '{exists: false}' for the fact.
      """)
}
