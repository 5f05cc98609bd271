import Diagnostics
import Rules

extension BookChecks {
  /// Notes where a safeguard rests on a fact that may be unknown: what is unknown does not hold, so that an
  /// `unless` then spares nobody and a `suppress` holds nothing back.
  func checkUnknownFacts(of rule: Rule) {
    if let unless = rule.unless {
      let known = rule.when.map(Self.factsKnown) ?? []
      noteUnknown(in: unless, known, of: rule) { name in
        (
          .unlessMayBeUnknown, "'unless' rests on '\(name)': where that is unknown, the rule goes ahead",
          "if that is not wanted, add '\(name): {exists: true}' to 'when'"
        )
      }
    }
    guard case .suppress = rule.effect, let when = rule.when else { return }
    noteUnknown(in: when, [], of: rule) { name in
      (
        .suppressMayBeUnknown,
        "this 'suppress' rests on '\(name)': where that is unknown, nothing is held back",
        "if that is not wanted, use 'any_of' with '\(name): {exists: false}' as well"
      )
    }
  }

  private func noteUnknown(
    in condition: Condition, _ known: Set<Fact>, of rule: Rule,
    _ words: (String) -> (id: DiagnosticID, message: String, help: String)
  ) {
    var told = known
    condition.forEachFact { _, fact, comparisons in
      // Whoever asks whether it exists has thought of it.
      if comparisons.contains(where: { if case .exists = $0 { true } else { false } }) { told.insert(fact) }
    }
    condition.forEachExpression { told.formUnion($0.uses.tested) }
    condition.forEachExpression { expression in
      let asked = expression.uses.facts.filter(\.mayBeUnknown).map { ($0, symbols.names.name(of: $0)) }
      for (fact, name) in asked.sorted(by: { bytesPrecede($0.1, $1.1) }) where told.insert(fact).inserted {
        let (id, message, help) = words(name)
        report(.note, id, message, at: expression.location, help: help)
      }
    }
    condition.forEachFact { term, fact, _ in
      guard fact.mayBeUnknown, told.insert(fact).inserted else { return }
      let (id, message, help) = words(symbols.names.name(of: fact))
      report(.note, id, message, at: SourceLocation(file: rule.location.file, span: term.span), help: help)
    }
  }

  /// The facts that are known wherever a condition holds.
  private static func factsKnown(in condition: Condition) -> Set<Fact> {
    var facts: Set<Fact> = []
    condition.forEachRequired { term in
      guard case .fact(let fact, let comparisons) = term.test,
        !comparisons.contains(where: { if case .exists(false) = $0 { true } else { false } })
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
  static let unlessMayBeUnknown = DiagnosticID(
    "unless-may-be-unknown",
    page: """
      A rule has an exception under 'unless' that asks for a fact which a state need not give. What is \
      unknown does not hold, so for customers of whom the fact is not known the exception does not apply \
      and the rule goes ahead. This is a note: nothing has to be changed if that is meant. To apply the \
      rule only where the fact is known, add '{exists: true}' for it to 'when'.
      """)

  static let suppressMayBeUnknown = DiagnosticID(
    "suppress-may-be-unknown",
    page: """
      A suppress rule asks for a fact which a state need not give. What is unknown does not hold, so for \
      customers of whom the fact is not known nothing is held back. This is a note: nothing has to be \
      changed if that is meant. To hold back in that case too, write 'any_of' with the condition and with \
      '{exists: false}' for the fact.
      """)
}
