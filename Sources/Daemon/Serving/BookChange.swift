import Books
import Rules
import Telemetry

/// What the log says of a rule book that comes in the place of another.
struct BookChange: Sendable {
  let fields: LogFields
  /// Nil where no rule of before is gone.
  let loss: BookLoss?
  let rules: RuleChanges
  /// What keeps less from people than before.
  let weakened: [WeakenedSafeguard]

  init(from previous: LoadedBook, to next: LoadedBook) {
    var fields = next.logFields(after: previous)
    loss = BookLoss(from: previous.book, to: next.book)
    rules = RuleChanges(from: previous.book, to: next.book)
    weakened = WeakenedSafeguard.all(from: previous.book, to: next.book)
    if let loss, loss.suppressRules > 0 { fields.append("suppress_removed", .init(loss.suppressRules)) }
    if !weakened.isEmpty { fields.append("weakened", .strings(weakened.prefix(20).map(\.words))) }
    self.fields = fields
  }

  /// Rules that are gone may have kept something from happening.
  var level: LogLevel { loss == nil && weakened.isEmpty ? .info : .warning }

  /// The end of the sentence that a book serves.
  var words: String {
    (loss?.words ?? "") + (weakened.first.map { "; \($0.words)" } ?? "")
      + (weakened.count > 1 ? ", and \(weakened.count - 1) more `weakened`" : "")
  }
}

/// Which rules a book has that the one before it had not, and which no more, in the order of their books.
struct RuleChanges: Sendable {
  let previous: String
  let added: [String]
  let removed: [String]

  init(from previous: RuleBook, to next: RuleBook) {
    let (old, new) = (previous.rules.map(\.id), next.rules.map(\.id))
    let (oldIDs, newIDs) = (Set(old), Set(new))
    self.previous = previous.revision
    added = new.filter { !oldIDs.contains($0) }
    removed = old.filter { !newIDs.contains($0) }
  }
}

/// The rules of a book that the one after it has no more.
struct BookLoss: Sendable, Equatable {
  /// The revision that had them.
  let previous: String
  let rules: Int
  /// Those among them that suppressed.
  let suppressRules: Int

  init?(from previous: RuleBook, to next: RuleBook) {
    let kept = Set(next.rules.map(\.id))
    let gone = previous.rules.filter { !kept.contains($0.id) }
    guard !gone.isEmpty else { return nil }
    self.previous = previous.revision
    rules = gone.count
    suppressRules = gone.count { $0.isEnabled && $0.effect.verb == Rule.Verb.suppress.rawValue }
  }

  /// The end of the sentence that a book serves.
  var words: String {
    let gone = rules == 1 ? "; a rule is gone" : "; \(rules) rules are gone"
    switch suppressRules {
    case 0: return gone
    case rules: return gone + (rules == 1 ? ", which suppressed" : ", which all suppressed")
    default: return gone + ", of which \(suppressRules) suppressed"
    }
  }
}
