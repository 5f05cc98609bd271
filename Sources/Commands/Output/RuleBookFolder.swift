import Daemon
import Diagnostics
import Rules

/// A rule book on disk, read and checked. Places are given as seen from where the command runs, so that an editor
/// can go there.
struct RuleBookFolder {
  let findings: Findings
  let revision: String
  /// Nil where there is an error.
  let book: RuleBook?

  init(at path: String) {
    let contents = RuleDirectory.read(at: path)
    let load = RuleBook.load(contents.files)
    var folder = path
    while folder.hasSuffix("/") && folder.utf8.count > 1 { folder.removeLast() }
    let prefix = folder == "." ? "" : folder == "/" ? folder : "\(folder)/"
    func seen(_ location: SourceLocation) -> SourceLocation {
      // What is wrong with the folder itself stands at its own path.
      location.file == path ? location : SourceLocation(file: prefix + location.file, span: location.span)
    }
    let diagnostics = (contents.diagnostics + load.diagnostics).map { diagnostic in
      Diagnostic(
        diagnostic.severity, diagnostic.id, diagnostic.message, at: seen(diagnostic.location),
        help: diagnostic.help,
        notes: diagnostic.notes.map { .init($0.message, at: seen($0.location)) })
    }
    findings = Findings(
      diagnostics.sorted(),
      files: contents.files.map { SourceFile(path: prefix + $0.path, bytes: $0.bytes) })
    revision = load.revision
    book = findings.hasErrors ? nil : load.book
  }

  /// The book; where it is broken its errors are shown, and the command ends.
  func soundBook() throws -> RuleBook {
    try findings.printErrors()
    guard let book else { throw Failure(.internalError, "the rule book did not load, and nothing says why") }
    return book
  }
}
