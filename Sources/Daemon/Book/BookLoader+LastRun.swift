import Books
import Decisions
import Dispatch
import RuleFiles
import Rules

/// What served before the daemon was stopped, by the copy of it: a start is as much a change of the rules as a reload.
extension BookLoader {
  /// The book of the copy, where another one serves now; nil where it is the same, or there is none that can be read.
  func bookOfLastRun(before book: LoadedBook) -> LoadedBook? {
    queue.sync {
      guard book.origin == .files, let files = copy.load(), Revision.of(files) != book.book.revision else {
        return nil
      }
      let load = RuleBook.load(files, zones: zones)
      return load.book.map {
        LoadedBook(
          plan: DecisionPlan($0), files: load.files, diagnostics: load.diagnostics, origin: .copy,
          loadedAt: book.loadedAt)
      }
    }
  }

  /// Replaces the copy by the book that serves, once the daemon has told what changed with it.
  func keepCopy() {
    queue.async { [self] in
      if let serving, serving.origin == .files { save(serving) }
    }
  }
}
