package import Diagnostics
package import Time

/// The newest files where they are not what serves.
package struct Rejection: Sendable {
  package let revision: String?
  package let diagnostics: [Diagnostic]
  package let files: [SourceFile]
  package let at: Instant

  package init(revision: String?, diagnostics: [Diagnostic], files: [SourceFile], at: Instant) {
    self.revision = revision
    self.diagnostics = diagnostics
    self.files = files
    self.at = at
  }
}

extension Rejection {
  /// The errors for a person to read, with places as an editor can open them.
  package func rendered(below folder: String) -> String {
    let view = PathPrefix(folder)
    let errors = diagnostics.filter { $0.severity == .error }
    return DiagnosticRenderer(files: files.map(view.seen)).render(errors.map(view.seen))
  }
}

/// What came of looking at the files.
package enum LoadResult: Sendable {
  case loaded(LoadedBook)
  case rejected(Rejection)
  /// They are what serves already, byte by byte.
  case unchanged(LoadedBook)
}
