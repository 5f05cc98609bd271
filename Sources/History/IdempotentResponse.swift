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

/// A kept answer as the index holds it: its bytes are on disk.
struct AnswerRow: Sendable {
  let id: Int64
  /// Zeros once the journey is erased: nothing is left but that there was an answer.
  var question: Digest
  let at: Instant
  /// Of the journey, good until the process ends.
  let journeyHash: Int

  init(id: Int64, question: Digest, at: Instant, journey: UnsafeRawBufferPointer) {
    self.id = id
    self.question = question
    self.at = at
    journeyHash = Self.hash(journey)
  }

  init(id: Int64, _ answer: IdempotentResponse) {
    var journey = answer.journey
    self = journey.withUTF8 { bytes in
      AnswerRow(id: id, question: answer.question, at: answer.at, journey: UnsafeRawBufferPointer(bytes))
    }
  }

  static func hash(_ journey: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: journey)
    return hasher.finalize()
  }

  var isErased: Bool { question == Self.erasedQuestion }

  static let erasedQuestion = Digest(high: 0, low: 0)
}

/// A withdrawal of consent by somebody whose journey is not known any more.
struct ForgottenWithdrawal: Sendable {
  let channel: Int32
  let at: Instant
}
