import Books
import Rules
import Telemetry
import Time

/// What the log says of a rule book that comes in the place of another.
struct BookChange: Sendable {
  let fields: LogFields
  /// Nil where no rule of before is gone.
  let loss: BookLoss?
  let rules: RuleChanges
  /// What keeps less from people than before.
  let weakened: [WeakenedSafeguard]
  /// That, and what earlier changes weakened within a day.
  let recentlyWeakened: RecentlyWeakened
  /// When it served.
  let at: Instant
  private let failingTests: [String]

  /// - Parameter recent: what the changes before it weakened.
  init(from previous: LoadedBook, to next: LoadedBook, after recent: RecentlyWeakened) {
    rules = RuleChanges(from: previous.book, to: next.book)
    var fields = next.logFields(after: previous, rules)
    loss = BookLoss(from: previous.book, rules)
    weakened = WeakenedSafeguard.all(from: previous.book, to: next.book)
    at = next.loadedAt
    failingTests = next.failingTests
    var recent = recent
    recent.note(weakened, from: previous.book, of: previous.files, to: next.book, at: at)
    recentlyWeakened = recent
    if let loss, loss.suppressRules > 0 { fields.append("suppress_removed", .init(loss.suppressRules)) }
    if !weakened.isEmpty { fields.append("weakened", .strings(weakened.prefix(20).map(\.words))) }
    self.fields = fields
  }

  /// Rules that are gone may have kept something from happening, and what a test holds may be broken.
  var level: LogLevel { loss == nil && weakened.isEmpty && failingTests.isEmpty ? .info : .warning }

  /// The end of the sentence that a book serves.
  var words: String {
    (loss?.words ?? "") + (weakened.first.map { "; \($0.words)" } ?? "")
      + (weakened.count > 1 ? ", and \(weakened.count - 1) more `weakened`" : "")
      + LoadedBook.words(ofFailing: failingTests)
  }
}

/// The rules of a book that the one after it has no more.
struct BookLoss: Sendable, Equatable {
  /// The revision that had them.
  let previous: String
  let rules: Int
  /// Those among them that suppressed.
  let suppressRules: Int

  init?(from previous: RuleBook, _ changes: RuleChanges) {
    let gone = changes.removedRules.map { previous.rules[$0] }
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
