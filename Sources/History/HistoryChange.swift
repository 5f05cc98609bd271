import Decisions
import Journeys
import Rules
import Time

/// A change to the file.
enum HistoryChange: Sendable {
  case contact(ContactRecord)
  case outcome(contact: Int64, Outcome, at: Instant, value: Double?)
  /// Of a journey, or of somebody who is known by the hash alone.
  case withdrawal(StoredWithdrawal)
  case answer(id: Int64, IdempotentResponse)
  /// Contacts with all that came of them.
  case remove([Int64])
  case removeAnswers([Int64])
  /// A journey's withdrawals stay, under the hash alone.
  case detach(Digest)
  /// The key of an answer whose bytes are gone.
  case lostAnswer(AnswerRow, key: Digest)
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

/// A contact on its way into the database, in words: the layer between the index (`IndexedContact`) and SQL.
struct ContactRecord: Sendable {
  let id: Int64
  let journey: String
  let account: String?
  /// Its number and what it stands for.
  let stamp: (number: Int32, ActionStamp)
  let channel: String?
  let at: Instant
  let decision: DecisionID?
  let isDelivered: Bool
  let origin: RowOrigin
}

/// A withdrawal of consent as the database and the file of withdrawals hold it.
struct StoredWithdrawal: Sendable {
  let person: Digest
  let channel: String
  let at: Instant
  let journey: String?

  var key: WithdrawalContents.Key { .init(person: person, channel: channel) }
}

extension HistoryChange {
  /// Whose consent it withdraws, and for which channel.
  var optOut: WithdrawalContents.Key? {
    if case .withdrawal(let withdrawal) = self { withdrawal.key } else { nil }
  }
}

/// A withdrawal as it is held until it is written.
struct HeldWithdrawal: Sendable {
  let journey: String
  let channel: String
  let at: Instant
}

/// Where an event of a journey stands in the file.
struct EventPlace: Sendable, Hashable {
  let at: Instant
  let number: Int64
}
