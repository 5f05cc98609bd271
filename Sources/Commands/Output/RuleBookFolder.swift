import Daemon
import Diagnostics
import Foundation
import Rules

/// A rule book on disk, read and checked. Places are given as seen from where the command runs, so that an editor
/// can go there.
struct RuleBookFolder {
  let findings: Findings
  let revision: String
  /// Nil where there is an error.
  let book: RuleBook?

  init(at path: String) {
    let links = ProcessInfo.processInfo.environment["WAYMARK_RULES_LINKS"]
    let contents = RuleDirectory.read(at: path, followsLinks: links == "follow")
    let load = RuleBook.load(contents.files)
    let view = FolderView(path)
    findings = Findings(
      (contents.diagnostics + load.diagnostics).map(view.seen).sorted(), files: contents.files.map(view.seen))
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
