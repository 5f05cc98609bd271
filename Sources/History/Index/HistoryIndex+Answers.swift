import Time

extension HistoryIndex {
  mutating func keep(_ answer: AnswerRow, for key: Digest) {
    answers[key] = answer
    keptAnswers.append((key, answer.id, answer.at))
    nextAnswerID = max(nextAnswerID, answer.id + 1)
  }

  mutating func forgetAnswer(for key: Digest) { answers[key] = nil }

  /// The oldest answers on disk that were kept before an instant.
  func oldAnswers(before instant: Instant, most: Int) -> [Int64] {
    keptAnswers.prefix(most).prefix { $0.at < instant }.map(\.id)
  }

  /// Forgets the oldest answers, as long as they are among these.
  mutating func forgetAnswers(_ ids: Set<Int64>) {
    while let oldest = keptAnswers.first, ids.contains(oldest.id) {
      keptAnswers.removeFirst()
      if answers[oldest.key]?.id == oldest.id { answers[oldest.key] = nil }
    }
  }
}
