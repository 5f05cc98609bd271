import DecisionLog
import DecisionStatistics
import RuleFiles
import Rules
import Time

/// Which rules the rule books beside a log have.
struct LoggedRules {
  private let folders: [LogFolder]

  init(_ folders: [LogFolder]) { self.folders = folders }

  /// The rules of the newest rule book that decided, and since when each is in one; nil where the book is not there.
  ///
  /// - Parameter revisions: those that decided, the oldest first, each with the instant of its first record.
  func outline(_ revisions: [(revision: String, first: Instant)]) -> BookOutline? {
    guard let newest = revisions.last, let book = book(newest.revision) else { return nil }
    var missing = Set(book.rules.map { ExactText($0.id) })
    var since: [ExactText: Instant] = [:]
    for (revision, first) in revisions where !missing.isEmpty {
      let rules = revision == newest.revision ? book.rules : self.book(revision)?.rules ?? []
      for rule in rules where missing.remove(ExactText(rule.id)) != nil { since[ExactText(rule.id)] = first }
    }
    return BookOutline(
      revision: newest.revision,
      entries: book.rules.map {
        .init(rule: $0.id, verb: $0.effect.verb, isEnabled: $0.isEnabled, since: since[ExactText($0.id)])
      })
  }

  private func book(_ revision: String) -> RuleBook? {
    for folder in folders {
      let files = LoggedBooks.files(of: revision, in: folder)
      if let book = files.isEmpty ? nil : RuleBook.load(files, now: .systemNow).book { return book }
    }
    return nil
  }
}
