package import Time

/// From when to when decisions are counted: from an instant on, and before another.
package struct CountWindow: Sendable {
  package let since: Instant?
  package let until: Instant?

  package init(since: Instant? = nil, until: Instant? = nil) {
    self.since = since
    self.until = until
  }

  package func contains(_ instant: Instant) -> Bool {
    (since.map { $0 <= instant } ?? true) && (until.map { instant < $0 } ?? true)
  }
}
