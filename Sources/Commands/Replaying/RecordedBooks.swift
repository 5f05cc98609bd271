import DecisionLog
import Decisions
import Diagnostics
import Replay
import RuleFiles
import Rules
import Synchronization

/// The rule books that stand beside logs, each loaded when it is first asked for.
final class RecordedBooks: Sendable {
  private struct Key: Hashable {
    let folder: String
    let revision: String
  }

  private let books = Mutex<[Key: RecordedBook]>([:])

  /// The book of a revision beside a file of a log.
  func book(_ revision: String, beside file: LogFilePath) -> RecordedBook {
    let key = Key(folder: file.folderPath, revision: revision)
    // Whoever comes meanwhile would load the same.
    return books.withLock { books in
      if let known = books[key] { return known }
      let book = Self.load(revision, in: file.folder)
      books[key] = book
      return book
    }
  }

  private static func load(_ revision: String, in folder: LogFolder) -> RecordedBook {
    // It is the name of a folder.
    guard revision.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return .missing
    }
    let files = LoggedBooks.files(of: revision, in: folder)
    guard !files.isEmpty else { return .missing }
    guard Revision.of(files) == revision else { return .changed }
    let load = RuleBook.load(files)
    guard let book = load.book else {
      let first = load.diagnostics.first { $0.severity == .error }
      return .broken(
        first.map { "\($0.location.file):\($0.location.span.line): \($0.message)" } ?? "it does not load")
    }
    return .kept(ReplayBook(plan: DecisionPlan(book), files: files))
  }
}
