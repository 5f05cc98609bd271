import Diagnostics
import Rules

extension BookChecks {
  /// A place rule is used only where there is no stage or persona, so that it cannot ask for one.
  func checkPlacement(of rule: Rule) {
    guard case .place(let placement) = rule.effect else { return }
    let noun = placement.subject.rawValue
    forEachFact(of: rule) { fact, name, span in
      guard fact.declaration.placedWith == placement.subject else { return }
      report(
        .error, .placeTestsItself, "'\(rule.id)' places the \(noun) and asks for '\(name)'",
        at: SourceLocation(file: rule.location.file, span: span),
        help: "it is used only where no \(noun) is known: remove '\(name)'")
    }
  }

  /// Detect rules run before a stage or a persona is placed.
  func checkDetection(of rule: Rule, placesStages: Bool, placesPersonas: Bool) {
    guard case .detect = rule.effect else { return }
    for expression in rule.expressions {
      for range in expression.uses.unnamed {
        report(
          .error, .detectUnnamed, "a detect rule names each pain point and trigger that it asks for",
          at: expression.location(of: range),
          help: "name them: 'severity(\"price\") > 0.5', or '\"price\" in pain_points'")
      }
    }
    guard placesStages || placesPersonas else { return }
    forEachFact(of: rule) { fact, _, span in
      guard let subject = fact.declaration.placedWith, subject == .stage ? placesStages : placesPersonas
      else {
        return
      }
      let noun = subject.rawValue
      report(
        .note, .detectBeforePlace, "a detect rule sees the \(noun) that the caller gives, never a placed one",
        at: SourceLocation(file: rule.location.file, span: span),
        help: "where the caller gives none, this does not hold")
    }
  }

  /// Calls `visit` for each built-in fact that a rule asks for, with what it is called there and its place.
  private func forEachFact(of rule: Rule, _ visit: (BuiltInFact, String, SourceSpan) -> Void) {
    for condition in [rule.when, rule.unless] {
      condition?.forEachFact { term, fact, _ in
        if case .builtIn(let fact) = fact { visit(fact, term.key, term.span) }
      }
    }
    for expression in rule.expressions {
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

  static let detectUnnamed = DiagnosticID(
    "detect-unnamed",
    page: """
      Detect rules may build on each other's pain points and triggers, in an order that Waymark finds from the ids that \
      they name. An expression that goes through all of them, such as 'size(triggers) > 2', names none. Name the ones \
      that are meant, or ask in a rule of another verb, which runs when all is detected.
      """)

  static let detectBeforePlace = DiagnosticID(
    "detect-before-place",
    page: """
      Rules run in steps: first detect, then place, then the others. A detect rule that asks for the stage \
      or the persona therefore sees only what the caller gave, not what a place rule is going to conclude. \
      This is a note: nothing has to be changed if that is meant.
      """)
}
