import HistoryRecords
import Time

extension HistoryIndex {
  /// - Parameter isOnDisk: whether it is to be forgotten with what is older there.
  mutating func store(_ answer: AnswerRow, for key: Digest, isOnDisk: Bool = true) {
    answers[key] = answer
    guard isOnDisk else { return }
    storedAnswers.append((key, answer.id, answer.at))
    nextAnswerID = max(nextAnswerID, answer.id + 1)
  }

  mutating func forgetAnswer(for key: Digest) { answers[key] = nil }

  /// Forgets what was asked about a journey: only the keys stay.
  mutating func eraseQuestions(about journey: String) {
    var journey = journey
    let hash = journey.withUTF8 { AnswerRow.hash(UnsafeRawBufferPointer($0)) }
    for (key, row) in answers where row.journeyHash == hash {
      answers[key]?.question = AnswerRow.erasedQuestion
    }
  }

  /// The oldest answers on disk that were kept before an instant.
  func oldAnswers(before instant: Instant, most: Int) -> [Int64] {
    storedAnswers.prefix(most).prefix { $0.at < instant }.map(\.id)
  }

  /// Forgets the oldest answers, as long as they are among these.
  mutating func forgetAnswers(_ ids: Set<Int64>) {
    while let oldest = storedAnswers.first, ids.contains(oldest.id) {
      storedAnswers.removeFirst()
      if answers[oldest.key]?.id == oldest.id { answers[oldest.key] = nil }
    }
  }
}
