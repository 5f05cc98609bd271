import Books
import Rules
import Telemetry

/// What the log says of a rule book that comes in the place of another.
struct BookChange: Sendable {
  let fields: LogFields
  /// How many rules of before are gone.
  private let rulesRemoved: Int

  init(from previous: LoadedBook, to next: LoadedBook) {
    fields = next.logFields(after: previous)
    let rules = Set(next.book.rules.map(\.id))
    rulesRemoved = previous.book.rules.count { !rules.contains($0.id) }
  }

  /// Rules that are gone may have kept something from happening.
  var level: LogLevel { rulesRemoved == 0 ? .info : .warning }

  /// The end of the sentence that a book serves.
  var loss: String {
    switch rulesRemoved {
    case 0: ""
    case 1: "; a rule is gone"
    default: "; \(rulesRemoved) rules are gone"
    }
  }
}
