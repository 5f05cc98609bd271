import Books
import Decisions
import Dispatch
import Glibc
import RuleFiles
import Rules
import Time

/// What served before the daemon was stopped, by the copy of it: a start is as much a change of the rules as a reload.
extension BookLoader {
  /// The book of the copy, where another one serves now; nil where it is the same, or there is none that can be read.
  func bookOfLastRun(before book: LoadedBook) -> LoadedBook? {
    queue.sync {
      guard book.origin == .files else { return nil }
      guard let files = copy.load() else {
        if copy.isThere { foundCopyDamaged?() }
        return nil
      }
      guard Revision.of(files) != book.book.revision else { return nil }
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

  /// What a book weakens against one that served within the last day, before the daemon was started.
  func recentlyWeakened(under book: LoadedBook) -> RecentlyWeakened {
    queue.sync { () -> RecentlyWeakened in
      guard let (files, until) = baseline?.contents(), let until else { return RecentlyWeakened() }
      keptBaseline = until
      guard clock() - until < RecentlyWeakened.span, let before = RuleBook.load(files, zones: zones).book
      else { return RecentlyWeakened() }
      return RecentlyWeakened(since: .init(book: before, files: files, at: until), under: book.book)
    }
  }

  /// Keeps the oldest book against which something is weakened, for a start within a day: it is only told, so that nothing
  /// is said where it cannot be kept.
  func keepBaseline(of weakened: RecentlyWeakened) {
    queue.async { [self] in
      guard let baseline, weakened.oldest?.at != keptBaseline else { return }
      keptBaseline = weakened.oldest?.at
      if let oldest = weakened.oldest {
        try? baseline.save(oldest.files, revision: oldest.book.revision, until: oldest.at)
      } else {
        unlink(baseline.path)
      }
    }
  }
}
