import Diagnostics

extension BookChecks {
  /// A place rule is used only where there is no stage or persona, so that it cannot ask for one.
  func checkPlacement(of rule: Rule) {
    guard case .place(let placement) = rule.effect else { return }
    let (noun, facts): (String, [BuiltInFact]) =
      switch placement {
      case .stage: ("stage", [.stage, .phase, .stalled])
      case .persona: ("persona", [.persona, .role])
      }
    forEachFact(of: rule) { term, fact in
      guard facts.contains(fact) else { return }
      report(
        .error, .placeTestsItself, "'\(rule.id)' places the \(noun) and asks for '\(term.key)'",
        at: SourceLocation(file: rule.location.file, span: term.span),
        help: "it is used only where no \(noun) is known: remove '\(term.key)'")
    }
  }

  /// Detect rules run before a stage or a persona is placed.
  func checkDetection(of rule: Rule, placesStages: Bool, placesPersonas: Bool) {
    guard case .detect = rule.effect, placesStages || placesPersonas else { return }
    forEachFact(of: rule) { term, fact in
      let noun: String
      switch fact {
      case .stage, .phase, .stalled:
        guard placesStages else { return }
        noun = "stage"
      case .persona, .role:
        guard placesPersonas else { return }
        noun = "persona"
      default: return
      }
      report(
        .note, .detectBeforePlace, "a detect rule sees the \(noun) that the caller gives, never a placed one",
        at: SourceLocation(file: rule.location.file, span: term.span),
        help: "where the caller gives none, this does not hold")
    }
  }

  private func forEachFact(of rule: Rule, _ visit: (Condition.Term, BuiltInFact) -> Void) {
    for condition in [rule.when, rule.unless] {
      condition?.forEachFact { term, fact, _ in
        if case .builtIn(let fact) = fact { visit(term, fact) }
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

  static let detectBeforePlace = DiagnosticID(
    "detect-before-place",
    page: """
      Rules run in steps: first detect, then place, then the others. A detect rule that asks for the stage \
      or the persona therefore sees only what the caller gave, not what a place rule is going to conclude. \
      This is a note: nothing has to be changed if that is meant.
      """)
}
