import Decisions
import Diagnostics
import Rules

/// A rule book that serves, or is about to.
struct Edition: Sendable {
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
    func path(_ path: String) -> String { path == folder ? path : "\(folder)/\(path)" }
    func place(_ location: SourceLocation) -> SourceLocation {
      SourceLocation(file: path(location.file), span: location.span)
    }
    let errors = diagnostics.filter { $0.severity == .error }.map { error in
      Diagnostic(
        error.severity, error.id, error.message, at: place(error.location), help: error.help,
        notes: error.notes.map { .init($0.message, at: place($0.location)) })
    }
    let files = files.map { SourceFile(path: path($0.path), bytes: $0.bytes) }
    return DiagnosticRenderer(files: files).render(errors)
  }
}

/// What came of looking at the files.
enum LoadResult: Sendable {
  case loaded(Edition)
  case rejected(Rejection)
  /// They are what serves already, byte by byte.
  case unchanged(Edition)
}
