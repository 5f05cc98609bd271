import HistoryRecords
import Time

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
