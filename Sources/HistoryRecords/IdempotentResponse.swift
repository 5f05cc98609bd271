package import Time

/// An answer that is kept for a day, to be given again to whoever repeats the request under the same key.
package struct IdempotentResponse: Sendable {
  /// Of the name that the caller gave the request.
  package let key: Digest
  /// Of what was asked, by which another question under the same key is told apart.
  package let question: Digest
  /// Empty where it names several, as the answer about an account does.
  package let journey: String
  package let at: Instant
  /// The rule book that it was made under.
  package let revision: String
  package let body: [UInt8]

  package init(
    key: Digest, question: Digest, journey: String, at: Instant, revision: String, body: [UInt8]
  ) {
    self.key = key
    self.question = question
    self.journey = journey
    self.at = at
    self.revision = revision
    self.body = body
  }
}

/// What became of an answer that was kept.
package enum FoundAnswer: Sendable, Equatable {
  case kept(revision: String, body: [UInt8])
  /// Its bytes are not there any more.
  case lost
  /// Its bytes are not what was written.
  case damaged
  /// It cannot be read now, for this reason.
  case unreadable(HistoryFault)
  /// Its journey was erased meanwhile.
  case erased
}
