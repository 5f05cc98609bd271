import Decisions
import DequeModule
import HistoryRecords
import Rules
import Time

/// All that is remembered, in memory, so that a decision never waits for the disk. A value: a copy is what it was when
/// it was taken.
package struct HistoryIndex: Sendable {
  /// Tells it from another that was read anew: numbers hold within one only.
  let lineage = UInt64.random(in: .min ... .max)
  var journeys = NameTable(findingSimilar: true)
  var accounts = NameTable()
  var contacts = RowList<IndexedContact>()
  var results = RowList<ResultRow>()
  var withdrawals = RowList<WithdrawalRow>()
  /// By number of a stamp; only ever added to.
  var stamps: [ActionStamp] = []
  /// By number of a channel; only ever added to.
  var channels: [String] = []
  private var stampNumbers: [ActionStamp: Int32] = [:]
  private var actions: Set<ExactText> = []
  private var channelNumbers: [ExactText: Int32] = [:]
  /// By number of a journey.
  var firstContacts: [Int32] = []
  var firstWithdrawals: [Int32] = []
  /// By number of an account.
  var firstOfAccounts: [Int32] = []
  var byDecision = SlotTable()
  /// Rows that no decision leads to, and reports, by journey and instant: so a report is known again without a walk
  /// through its journey.
  var byInstant = SlotTable()
  /// Opt-outs of journeys of which nothing else is remembered.
  var forgotten: [Digest: [ForgottenWithdrawal]] = [:]
  var answers: [Digest: AnswerRow] = [:]
  /// All answers that are on disk, oldest first.
  var storedAnswers: Deque<(key: Digest, id: Int64, at: Instant)> = []
  var alerts = AlertIndex()
  var nextContactID: Int64 = 1
  var nextAnswerID: Int64 = 1

  package init() {}

  package var contactCount: Int { contacts.count }
  var lastContactID: Int64 { nextContactID - 1 }

  // MARK: Words

  mutating func number(of stamp: ActionStamp) -> Int32 {
    if let known = stampNumbers[stamp] { return known }
    let number = Int32(stamps.count)
    intern(stamp, as: number)
    return number
  }

  /// Adds a stamp under the number that it has in a file: a number that was given and never written stays empty.
  mutating func intern(_ stamp: ActionStamp, as number: Int32) {
    while stamps.count < number {
      stamps.append(ActionStamp(action: "", kind: nil, group: nil, isExempt: false, counts: false))
    }
    stamps.append(stamp)
    stampNumbers[stamp] = number
    actions.insert(stamp.action)
  }

  func hasAction(_ action: String) -> Bool { actions.contains(ExactText(action)) }

  mutating func number(ofChannel channel: String) -> Int32 {
    let key = ExactText(channel)
    if let known = channelNumbers[key] { return known }
    let number = Int32(channels.count)
    channels.append(channel)
    channelNumbers[key] = number
    return number
  }

  func hasChannel(_ channel: String) -> Bool { channelNumbers[ExactText(channel)] != nil }

  func channelName(_ number: Int32) -> String? { number < 0 ? nil : channels[Int(number)] }

  // MARK: Journeys

  /// The number of a journey, which comes into being where nothing of it was known.
  mutating func intern(journey: String) -> Int32 {
    var journey = journey
    return journey.withUTF8 { intern(journey: $0) }
  }

  mutating func intern(journey: UnsafeBufferPointer<UInt8>) -> Int32 {
    let number = journeys.intern(journey).number
    if Int(number) == firstContacts.count {
      firstContacts.append(-1)
      firstWithdrawals.append(-1)
    }
    return number
  }

  /// Forgets a journey that has neither contacts nor withdrawals any more.
  mutating func removeIfEmpty(journey: Int32) {
    guard !hasContacts(journey), firstWithdrawals[Int(journey)] < 0 else { return }
    journeys.remove(journey)
  }

  func hasContacts(_ journey: Int32) -> Bool { firstContacts[Int(journey)] >= 0 }

  /// Whether anything was told of it that names no decision, from an instant on.
  func hasReports(ofJourney journey: Int32, since instant: Instant? = nil) -> Bool {
    contacts(ofJourney: journey).contains { number in
      contacts[number].origin == .report && instant.map { contacts[number].instant >= $0 } ?? true
    }
  }

  /// Whether the daemon reserved an action for it, not later than an instant.
  func hasReserved(_ action: ExactText, journey: Int32, before instant: Instant) -> Bool {
    contacts(ofJourney: journey).contains { number in
      let row = contacts[number]
      return row.origin == .reserved && row.instant <= instant && stamps[Int(row.stamp)].action == action
    }
  }

  func contacts(ofJourney journey: Int32) -> ContactSequence {
    ContactSequence(rows: contacts, first: firstContacts[Int(journey)], isOfAccount: false)
  }

  func contacts(ofAccount account: Int32) -> ContactSequence {
    ContactSequence(rows: contacts, first: firstOfAccounts[Int(account)], isOfAccount: true)
  }
}
