package import Decisions
package import Diagnostics
package import Rules
package import Time

/// A rule book that serves, or is about to.
package struct LoadedBook: Sendable {
  package enum Origin: String, Sendable {
    case files
    /// The copy of the last good book, because the files were broken at the start.
    case copy
  }

  package let plan: DecisionPlan
  package let files: [SourceFile]
  /// Warnings and notes.
  package let diagnostics: [Diagnostic]
  package let origin: Origin
  package let loadedAt: Instant

  package var book: RuleBook { plan.book }

  package init(
    plan: DecisionPlan, files: [SourceFile], diagnostics: [Diagnostic], origin: Origin, loadedAt: Instant
  ) {
    self.plan = plan
    self.files = files
    self.diagnostics = diagnostics
    self.origin = origin
    self.loadedAt = loadedAt
  }
}
