import Decisions
import DequeModule
import Rules
import Time

/// All that is remembered, in memory, so that a decision never waits for the disk. A value: a copy is what it was when
/// it was taken.
package struct HistoryIndex: Sendable {
  /// Tells it from another that was read anew: numbers hold within one only.
  let lineage = UInt64.random(in: .min ... .max)
  private(set) var journeys = NameTable()
  private(set) var accounts = NameTable()
  private(set) var contacts = RowList<ContactRow>()
  private(set) var results = RowList<ResultRow>()
  private(set) var withdrawals = RowList<WithdrawalRow>()
  /// By number of a stamp; only ever added to.
  private(set) var stamps: [ActionStamp] = []
  /// By number of a channel; only ever added to.
  private(set) var channels: [String] = []
  private var stampNumbers: [ActionStamp: Int32] = [:]
  private var channelNumbers: [ExactText: Int16] = [:]
  /// By number of a journey.
  private var firstContacts: [Int32] = []
  private var firstWithdrawals: [Int32] = []
  /// By number of an account.
  private var firstOfAccounts: [Int32] = []
  private var byDecision = SlotTable()
  /// Opt-outs of journeys of which nothing else is remembered.
  private(set) var forgotten: [Digest: [ForgottenWithdrawal]] = [:]
  private(set) var answers: [Digest: AnswerRow] = [:]
  /// All answers that are on disk, oldest first.
  private var keptAnswers: Deque<(key: Digest, id: Int64, at: Instant)> = []
  private(set) var nextContactID: Int64 = 1
  private(set) var nextAnswerID: Int64 = 1

  package init() {}

  package var contactCount: Int { contacts.count }
  var lastContactID: Int64 { nextContactID - 1 }

  // MARK: Words

  mutating func number(of stamp: ActionStamp) -> Int32 {
    if let known = stampNumbers[stamp] { return known }
    let number = Int32(stamps.count)
    stamps.append(stamp)
    stampNumbers[stamp] = number
    return number
  }

  /// Adds a stamp under the number that it has in a file: a number that was given and never written stays empty.
  mutating func enter(_ stamp: ActionStamp, as number: Int32) {
    while stamps.count < number {
      stamps.append(ActionStamp(action: "", kind: nil, group: nil, isExempt: false, counts: false))
    }
    stamps.append(stamp)
    stampNumbers[stamp] = number
  }

  /// The number of a channel; nil past the 32,767 that there can be.
  mutating func number(ofChannel channel: String) -> Int16? {
    let key = ExactText(channel)
    if let known = channelNumbers[key] { return known }
    guard let number = Int16(exactly: channels.count) else { return nil }
    channels.append(channel)
    channelNumbers[key] = number
    return number
  }

  func hasChannel(_ channel: String) -> Bool { channelNumbers[ExactText(channel)] != nil }

  // MARK: Journeys

  /// The number of a journey, which comes into being where nothing of it was known.
  mutating func enter(journey: String) -> Int32 {
    var journey = journey
    return journey.withUTF8 { enter(journey: $0) }
  }

  mutating func enter(journey: UnsafeBufferPointer<UInt8>) -> Int32 {
    let number = journeys.enter(journey).number
    if Int(number) == firstContacts.count {
      firstContacts.append(-1)
      firstWithdrawals.append(-1)
    }
    return number
  }

  /// Forgets a journey that has neither contacts nor withdrawals any more.
  mutating func removeIfEmpty(journey: Int32) {
    guard firstContacts[Int(journey)] < 0, firstWithdrawals[Int(journey)] < 0 else { return }
    journeys.remove(journey)
  }

  func contacts(ofJourney journey: Int32) -> ContactSequence {
    ContactSequence(rows: contacts, first: firstContacts[Int(journey)], isOfAccount: false)
  }

  func contacts(ofAccount account: Int32) -> ContactSequence {
    ContactSequence(rows: contacts, first: firstOfAccounts[Int(account)], isOfAccount: true)
  }

  // MARK: Contacts

  /// Adds a contact with an id of its own.
  ///
  /// - Parameter account: -1 for none.
  /// - Returns: the number of its row.
  mutating func add(
    id: Int64? = nil, journey: Int32, account: Int32, stamp: Int32, channel: Int16, at: Instant,
    decision: DecisionID?, isDelivered: Bool
  ) -> Int32 {
    var row = ContactRow(
      id: id ?? nextContactID, at: at.microseconds, decision: decision ?? ContactRow.noDecision, stamp: stamp,
      journey: journey, account: account, channel: channel, isDelivered: isDelivered)
    nextContactID = max(nextContactID, row.id + 1)
    row.nextOfJourney = firstContacts[Int(journey)]
    if row.account >= 0 { row.nextOfAccount = firstOfAccounts[Int(row.account)] }
    let number = contacts.add(row)
    if row.nextOfJourney >= 0 { contacts[row.nextOfJourney].previousOfJourney = number }
    firstContacts[Int(journey)] = number
    if row.account >= 0 {
      if row.nextOfAccount >= 0 { contacts[row.nextOfAccount].previousOfAccount = number }
      firstOfAccounts[Int(row.account)] = number
    }
    if row.hasDecision {
      byDecision.insert(number, hash: row.decision.placeHash) { [contacts] in contacts[$0].decision.placeHash
      }
    }
    return number
  }

  /// Removes a contact with its results.
  mutating func remove(contact number: Int32) {
    let row = contacts[number]
    if row.hasDecision { byDecision.remove(number, hash: row.decision.placeHash) }
    if row.previousOfJourney >= 0 {
      contacts[row.previousOfJourney].nextOfJourney = row.nextOfJourney
    } else {
      firstContacts[Int(row.journey)] = row.nextOfJourney
    }
    if row.nextOfJourney >= 0 { contacts[row.nextOfJourney].previousOfJourney = row.previousOfJourney }
    if row.account >= 0 { unlinkFromAccount(row) }
    var result = row.firstResult
    while result >= 0 {
      let next = results[result].next
      results.remove(result, leaving: .vacant)
      result = next
    }
    contacts.remove(number, leaving: .vacant)
  }

  private mutating func unlinkFromAccount(_ row: ContactRow) {
    if row.previousOfAccount >= 0 {
      contacts[row.previousOfAccount].nextOfAccount = row.nextOfAccount
    } else {
      firstOfAccounts[Int(row.account)] = row.nextOfAccount
    }
    if row.nextOfAccount >= 0 { contacts[row.nextOfAccount].previousOfAccount = row.previousOfAccount }
    if firstOfAccounts[Int(row.account)] < 0 { accounts.remove(row.account) }
  }

  /// The number of an account, which comes into being where it was not known; it goes with the last of its contacts.
  mutating func enter(account: String) -> Int32 {
    var account = account
    return account.withUTF8 { enter(account: $0) }
  }

  mutating func enter(account: UnsafeBufferPointer<UInt8>) -> Int32 {
    let number = accounts.enter(account).number
    if Int(number) == firstOfAccounts.count { firstOfAccounts.append(-1) }
    return number
  }

  /// The contact that a decision made with an action.
  func contact(of decision: DecisionID, action: String) -> Int32? {
    let action = ExactText(action)
    return byDecision.row(hash: decision.placeHash) { number in
      contacts[number].decision == decision && stamps[Int(contacts[number].stamp)].action == action
    }
  }

  /// Whether a contact is still the one that it was.
  func isThere(_ contact: Int32, id: Int64) -> Bool {
    contacts.rows.indices.contains(Int(contact)) && contacts[contact].id == id
  }

  // MARK: Results

  func results(of contact: Int32) -> ResultSequence {
    ResultSequence(rows: results, first: contacts[contact].firstResult)
  }

  /// Whether it is known that this came of a contact.
  func has(_ outcome: Outcome, contact: Int32) -> Bool {
    (outcome == .delivered && contacts[contact].isDelivered)
      || results(of: contact).contains { $0.outcome == outcome.place }
  }

  mutating func add(_ outcome: Outcome, at: Instant, value: Double?, to contact: Int32) {
    let row = ResultRow(
      outcome: outcome.place, at: at.microseconds, value: value ?? .nan, next: contacts[contact].firstResult)
    contacts[contact].firstResult = results.add(row)
  }

  mutating func remove(_ outcome: Outcome, from contact: Int32) {
    var before: Int32 = -1
    var here = contacts[contact].firstResult
    while here >= 0, results[here].outcome != outcome.place {
      before = here
      here = results[here].next
    }
    guard here >= 0 else { return }
    let next = results[here].next
    if before >= 0 { results[before].next = next } else { contacts[contact].firstResult = next }
    results.remove(here, leaving: .vacant)
  }

  // MARK: Withdrawals

  func withdrawals(ofJourney journey: Int32) -> WithdrawalSequence {
    WithdrawalSequence(rows: withdrawals, first: firstWithdrawals[Int(journey)])
  }

  /// Notes that consent was withdrawn; of several withdrawals for a channel the latest stays.
  mutating func withdraw(_ channel: Int16, at: Instant, journey: Int32) {
    var here = firstWithdrawals[Int(journey)]
    while here >= 0 {
      if withdrawals[here].channel == channel {
        withdrawals[here].at = max(withdrawals[here].at, at.microseconds)
        return
      }
      here = withdrawals[here].next
    }
    firstWithdrawals[Int(journey)] = withdrawals.add(
      WithdrawalRow(channel: channel, at: at.microseconds, next: firstWithdrawals[Int(journey)]))
  }

  /// Forgets whose a journey's withdrawals are: from here on they are found by the hash alone.
  mutating func detachWithdrawals(ofJourney journey: Int32, as person: Digest) {
    let detached = withdrawals(ofJourney: journey).map {
      ForgottenWithdrawal(channel: $0.channel, at: $0.instant)
    }
    var here = firstWithdrawals[Int(journey)]
    while here >= 0 {
      let next = withdrawals[here].next
      withdrawals.remove(here, leaving: WithdrawalRow(channel: -1, at: 0, next: -1))
      here = next
    }
    firstWithdrawals[Int(journey)] = -1
    for item in detached { forget(item, of: person) }
  }

  mutating func forget(_ withdrawal: ForgottenWithdrawal, of person: Digest) {
    forgotten[person, default: []].append(withdrawal)
  }

  /// Gives the withdrawals of somebody who was forgotten to a journey that is known again.
  mutating func recall(_ person: Digest, as journey: Int32) -> [ForgottenWithdrawal] {
    guard let known = forgotten.removeValue(forKey: person) else { return [] }
    for item in known { withdraw(item.channel, at: item.at, journey: journey) }
    return known
  }

  // MARK: Answers

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

  /// Makes room for so many contacts, two or more to a journey.
  mutating func reserveCapacity(contacts count: Int) {
    contacts.reserveCapacity(count)
    byDecision.reserveCapacity(count) { [contacts] in contacts[$0].decision.placeHash }
    journeys.reserveCapacity(count / 2)
  }
}

extension ContactRow {
  static let vacant = ContactRow(
    id: 0, at: 0, decision: noDecision, stamp: -1, journey: -1, account: -1, channel: -1, isDelivered: false)
}

extension ResultRow {
  static let vacant = ResultRow(outcome: -1, at: 0, value: .nan, next: -1)
}

extension HistoryIndex {
  func channelName(_ number: Int16) -> String? { number < 0 ? nil : channels[Int(number)] }
}

extension DecisionID {
  /// Spread over all bits: ids made one after the other differ in few (Fibonacci hashing).
  fileprivate var placeHash: Int {
    let mixed = (low ^ high) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}
