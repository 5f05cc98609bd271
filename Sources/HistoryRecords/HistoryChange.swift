package import Journeys
package import Time

/// A change to what is kept for good.
package enum HistoryChange: Sendable {
  case contact(ContactRecord)
  case outcome(OutcomeRecord)
  /// Of a journey, or of somebody who is known by the hash alone.
  case withdrawal(StoredWithdrawal)
  case answer(id: Int64, IdempotentResponse)
  /// Contacts with all that came of them.
  case remove([Int64])
  case removeAnswers([Int64])
  /// A journey's withdrawals stay, under the hash alone.
  case detach(Digest)
  /// What was asked under a key, of an answer whose bytes are gone.
  case lostAnswer(id: Int64, key: Digest, question: Digest, at: Instant)
  /// What answers say in which a journey stands; their keys stay.
  case removeAnswersAbout(journey: String)
  /// Under the next number, or under the one that it had.
  case alert(RaisedAlert, number: Int64?)
  case removeAlerts(before: Instant)
  case removeAlertsAbout(journey: String)
  /// The alert rules that hold for a journey now.
  case holding(journey: String, rules: [String])
  /// That so many journeys were erased.
  case erased(Int64)
  case event(JourneyEvent)
  case removeEvents(of: String)
  /// Some of a journey's.
  case forgetEvents(of: String, [EventPlace])
}

/// Where an event of a journey stands.
package struct EventPlace: Sendable, Hashable {
  package let at: Instant
  package let number: Int64

  package init(at: Instant, number: Int64) {
    self.at = at
    self.number = number
  }
}
