import Diagnostics
import Rules

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

extension Rule {
  func places(_ subject: Placement.Subject) -> Bool {
    if case .place(let placement) = effect { placement.subject == subject } else { false }
  }
}
