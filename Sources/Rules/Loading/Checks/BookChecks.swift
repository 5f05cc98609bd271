import Diagnostics

/// Checks of conditions and rules as a whole, once every part of them is read.
struct BookChecks {
  let symbols: Symbols
  let problems: Problems

  func check(_ rules: [Rule], amid all: [Rule]) {
    let placesStages = all.contains { $0.isEnabled && $0.places(.stage) }
    let placesPersonas = all.contains { $0.isEnabled && $0.places(.persona) }
    for rule in rules {
      let file = rule.location.file
      if let when = rule.when { checkContradictions(in: when, file) }
      if let unless = rule.unless { checkContradictions(in: unless, file) }
      checkUnless(of: rule)
      checkUnknownFacts(of: rule)
      checkPlacement(of: rule)
      checkDetection(of: rule, placesStages: placesStages, placesPersonas: placesPersonas)
    }
  }

  func check(_ actions: [Action]) {
    for action in actions {
      if let eligible = action.eligible { checkContradictions(in: eligible, action.location.file) }
    }
  }

  func report(
    _ severity: Severity, _ id: DiagnosticID, _ message: String, at location: SourceLocation,
    help: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    problems.report(Diagnostic(severity, id, message, at: location, help: help, notes: notes))
  }
}

extension Condition {
  /// Calls `visit` for each expression at any depth.
  package func forEachExpression(_ visit: (CheckedExpression) -> Void) {
    for term in terms {
      switch term.test {
      case .expression(let expression): visit(expression)
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.forEachExpression(visit) }
      case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup: break
      }
    }
  }

  /// Calls `visit` for each term at any depth that asks about a fact, other than in an expression.
  func forEachFact(_ visit: (Term, Fact, [Comparison]) -> Void) {
    for term in terms {
      switch term.test {
      case .fact(let fact, let comparisons): visit(term, fact, comparisons)
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.forEachFact(visit) }
      case .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .expression: break
      }
    }
  }

  /// Calls `visit` for each term that must hold: those of `all_of` are among them.
  func forEachRequired(_ visit: (Term) -> Void) {
    for term in terms {
      if case .allOf(let conditions) = term.test {
        for condition in conditions { condition.forEachRequired(visit) }
      } else {
        visit(term)
      }
    }
  }
}

extension RuleBook {
  /// All expressions of its rules and actions.
  package var expressionsOfRulesAndActions: [CheckedExpression] {
    var found = rules.flatMap(\.expressions)
    for action in actions { action.eligible?.forEachExpression { found.append($0) } }
    return found
  }
}

extension Rule {
  /// All expressions of its conditions and numbers.
  var expressions: [CheckedExpression] {
    var found: [CheckedExpression] = []
    for condition in [when, unless] { condition?.forEachExpression { found.append($0) } }
    switch effect {
    case .detect(let detections):
      for case .painPoint(_, .computed(let expression)) in detections { found.append(expression) }
    case .place(.stage(_, .computed(let expression))), .place(.persona(_, .computed(let expression))):
      found.append(expression)
    case .recommend(let recommendations): found += recommendations.compactMap(\.score.expression)
    case .place, .suppress, .alert: break
    }
    return found
  }

  enum Placed { case stage, persona }

  func places(_ placed: Placed) -> Bool {
    guard case .place(let placement) = effect else { return false }
    switch placement {
    case .stage: return placed == .stage
    case .persona: return placed == .persona
    }
  }
}
