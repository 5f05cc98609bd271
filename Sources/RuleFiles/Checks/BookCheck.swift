import Diagnostics
import Rules

/// A check of conditions and rules as a whole, once every part of them is read.
protocol BookCheck: Sendable {
  /// What it can report.
  var reports: [DiagnosticID] { get }

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector)
}

/// All checks of a book as a whole. Each is independent of the others.
enum BookChecks {
  static let all: [any BookCheck] = [
    ContradictionCheck(), UnlessCheck(), UnknownFactCheck(), StallCheck(), EligibilityCheck(),
    PlacementCheck(), DetectionCheck(),
    DetectionCycleCheck(),
  ]
}

/// What checks look at: a book, or as much of it as could be read.
struct CheckedParts {
  let names: BookNames
  let rules: [Rule]
  /// The rules of which no part was refused: what is left of the others says something else than was meant.
  let soundRules: [Rule]
  let actions: [Action]
  let detectionOrder: DetectionOrder
}

extension CheckedParts {
  /// A book that was loaded.
  init(_ book: RuleBook) {
    self.init(
      names: book.names, rules: book.rules, soundRules: book.rules, actions: book.actions,
      detectionOrder: DetectionOrder(book.rules))
  }
}

extension DiagnosticCollector {
  /// Reports something that stands in the file of a rule or an action.
  func report(
    _ severity: Severity, _ id: DiagnosticID, _ message: String, at span: SourceSpan,
    of owner: SourceLocation,
    help: String, notes: [Diagnostic.Note] = []
  ) {
    report(
      Diagnostic(
        severity, id, message, at: SourceLocation(file: owner.file, span: span), help: help, notes: notes))
  }
}
