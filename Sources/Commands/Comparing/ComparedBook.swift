import Analysis
import Books
import Diagnostics
import RuleFiles
import Rules
import System

/// A rule book to compare, from a directory or from git.
struct ComparedBook {
  /// As it was named.
  let name: String
  let deciding: DecidingBook
  /// How its files are seen from where the command runs.
  let view: PathPrefix

  /// Where the book has a mistake, its errors are shown and the command ends.
  ///
  /// - Parameter other: the folder of the book that it is compared with, for a revision that names no folder.
  init(_ name: String, beside other: String) throws {
    self.name = name
    if Self.isFolder(name) {
      let folder = RuleBookFolder(at: name, option: nil)
      try folder.findings.printErrors()
      guard let book = folder.book else { throw Status.findings.code }
      deciding = DecidingBook(book)
      view = folder.view
      return
    }
    guard let revision = GitRevision(name, beside: other) else {
      let what = name.contains(":") ? "git has no folder '\(name)' here" : "there is no folder '\(name)'"
      throw Failure(
        .wrongUse, what,
        help: "name the folder of a rule book, or one in git, such as HEAD~1:\(BookFolderOptions.usual)")
    }
    let files = try revision.files()
    view = PathPrefix(revision.shown)
    let load = RuleBook.load(files, now: .systemNow)
    try Findings(load.diagnostics.map(view.seen), files: files.map(view.seen)).printErrors()
    guard let book = load.book else { throw Status.findings.code }
    deciding = DecidingBook(book)
  }

  var book: RuleBook { deciding.book }

  private static func isFolder(_ path: String) -> Bool {
    FileStatus(of: path, followingLinks: true)?.kind == .directory
  }

  /// A place in it, as an editor can open it.
  func seen(_ location: SourceLocation) -> SourceLocation { view.seen(location) }
}
