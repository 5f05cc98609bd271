import Decisions
import Diagnostics
import Rules
import Time

/// A rule book that serves, or is about to.
struct LoadedBook: Sendable {
  enum Origin: String, Sendable {
    case files
    /// The copy of the last good book, because the files were broken at the start.
    case copy
  }

  let plan: DecisionPlan
  let files: [SourceFile]
  /// Warnings and notes.
  let diagnostics: [Diagnostic]
  let origin: Origin
  let loadedAt: Instant

  var book: RuleBook { plan.book }
  /// What every answer says of the rule book that it was made under.
  var headers: [(name: String, value: String)] { [("Waymark-Revision", book.revision)] }
}

/// The newest files where they are not what serves.
struct Rejection: Sendable {
  let revision: String?
  let diagnostics: [Diagnostic]
  let files: [SourceFile]
  let at: Instant
}

extension Rejection {
  /// The errors for a person to read, with places as an editor can open them.
  func rendered(below folder: String) -> String {
    let view = PathPrefix(folder)
    let errors = diagnostics.filter { $0.severity == .error }
    return DiagnosticRenderer(files: files.map(view.seen)).render(errors.map(view.seen))
  }
}

/// What came of looking at the files.
enum LoadResult: Sendable {
  case loaded(LoadedBook)
  case rejected(Rejection)
  /// They are what serves already, byte by byte.
  case unchanged(LoadedBook)
}
