package import Decisions
package import Diagnostics
package import Rules

/// A rule book that decides anew, with the files that it was loaded from.
package struct ReplayBook: Sendable {
  package let plan: DecisionPlan
  /// By their paths in the book.
  package let files: [SourceFile]

  package init(plan: DecisionPlan, files: [SourceFile]) {
    self.plan = plan
    self.files = files
  }

  package var book: RuleBook { plan.book }
}

/// The rule book of a record, as it is kept beside the log.
package enum RecordedBook: Sendable {
  case kept(ReplayBook)
  /// It is not there.
  case missing
  /// Its files are not those that decided.
  case changed
  /// It has a mistake, in the eyes of this version: the first one.
  case broken(String)

  package var kept: ReplayBook? { if case .kept(let book) = self { book } else { nil } }
}
