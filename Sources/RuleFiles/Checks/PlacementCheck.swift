import Diagnostics
import Rules

/// A place rule is used only where there is no stage or persona, so that it cannot ask for one.
struct PlacementCheck: BookCheck {
  let reports: [DiagnosticID] = [.placeTestsItself]

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    for rule in parts.soundRules {
      guard case .place(let placement) = rule.effect else { continue }
      let noun = placement.subject.rawValue
      rule.forEachBuiltInFact { fact, name, span in
        guard fact.declaration.placedWith == placement.subject else { return }
        diagnostics.report(
          .error, .placeTestsItself, "'\(rule.id)' places the \(noun) and asks for '\(name)'", at: span,
          of: rule.location, help: "it is used only where no \(noun) is known: remove '\(name)'")
      }
    }
  }
}

extension Rule {
  /// Calls `visit` for each built-in fact that it asks for, with what it is called there and its place.
  func forEachBuiltInFact(_ visit: (BuiltInFact, String, SourceSpan) -> Void) {
    for condition in [when, unless] {
      condition?.forEachFact { term, fact, _ in
        if case .builtIn(let fact) = fact { visit(fact, term.key, term.span) }
      }
    }
    for expression in expressions {
      for case .builtIn(let fact) in expression.uses.facts.union(expression.uses.tested) {
        visit(fact, fact.rawValue, expression.location.span)
      }
    }
  }
}

extension DiagnosticID {
  static let placeTestsItself = DiagnosticID(
    "place-tests-itself",
    page: """
      A place rule gives evidence for a stage or a persona where the caller has named none. It asks for \
      that same stage or persona in its own condition, which is unknown whenever the rule is used. Ask for \
      other things, such as touchpoints and triggers. A rule that places a stage may ask for the persona, \
      and the other way round.
      """)
}
