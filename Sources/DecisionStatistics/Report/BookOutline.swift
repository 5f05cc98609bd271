package import Rules
package import Time

/// The rules of the newest rule book that decided, and since when each is in a book.
package struct BookOutline: Sendable {
  package struct Entry: Sendable {
    package let rule: String
    package let verb: Rule.Verb
    package let isEnabled: Bool
    /// When the first revision decided that has a rule of this id; nil where that is not known.
    package let since: Instant?

    package init(rule: String, verb: Rule.Verb, isEnabled: Bool, since: Instant?) {
      self.rule = rule
      self.verb = verb
      self.isEnabled = isEnabled
      self.since = since
    }
  }

  package let revision: String
  package let entries: [Entry]

  package init(revision: String, entries: [Entry]) {
    self.revision = revision
    self.entries = entries
  }
}
