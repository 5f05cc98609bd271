import Decisions
import HistoryRecords
import Rules
import Time

extension HistoryIndex {
  func withdrawals(ofJourney journey: Int32) -> LinkedRows<WithdrawalRow> {
    LinkedRows(rows: withdrawals, first: firstWithdrawals[Int(journey)])
  }

  /// By number of a channel: how many withdrawals there are, also of journeys of which nothing else is remembered.
  func withdrawalCounts() -> [Int] {
    var counts = Array(repeating: 0, count: channels.count)
    for row in withdrawals.rows where row.channel >= 0 { counts[Int(row.channel)] += 1 }
    for items in forgotten.values {
      for item in items where item.channel >= 0 { counts[Int(item.channel)] += 1 }
    }
    return counts
  }

  /// Notes that consent was withdrawn; of several withdrawals for a channel the latest stays.
  ///
  /// - Returns: whether that is news.
  @discardableResult
  mutating func withdraw(_ channel: Int32, at: Instant, journey: Int32) -> Bool {
    var here = firstWithdrawals[Int(journey)]
    while here >= 0 {
      if withdrawals[here].channel == channel {
        guard withdrawals[here].instant < at else { return false }
        withdrawals[here].at = at.microseconds
        return true
      }
      here = withdrawals[here].next
    }
    firstWithdrawals[Int(journey)] = withdrawals.add(
      WithdrawalRow(channel: channel, at: at.microseconds, next: firstWithdrawals[Int(journey)]))
    return true
  }

  /// Forgets whose a journey's withdrawals are: from here on they are found by the hash alone.
  mutating func detachWithdrawals(ofJourney journey: Int32, as person: Digest) {
    var here = firstWithdrawals[Int(journey)]
    firstWithdrawals[Int(journey)] = -1
    while here >= 0 {
      let row = withdrawals[here]
      forget(ForgottenWithdrawal(channel: row.channel, at: row.instant), of: person)
      withdrawals.remove(here, beingForgotten: WithdrawalRow(channel: -1, at: 0, next: -1))
      here = row.next
    }
  }

  /// Forgets a journey's withdrawals, which are known elsewhere.
  mutating func removeWithdrawals(ofJourney journey: Int32) {
    var here = firstWithdrawals[Int(journey)]
    firstWithdrawals[Int(journey)] = -1
    while here >= 0 {
      let next = withdrawals[here].next
      withdrawals.remove(here, beingForgotten: WithdrawalRow(channel: -1, at: 0, next: -1))
      here = next
    }
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

  /// Which withdrawals are asked for by what was told of a contact, and from when on: for the channel that an opt-out
  /// names, and for those by which the contact of its decision went.
  func asked(by contact: Int32) -> [(channel: Int32, at: Instant)] {
    let row = contacts[contact]
    var records = [contact]
    if row.hasDecision {
      let action = stamps[Int(row.stamp)].action
      records = contacts(ofJourney: row.journey).filter {
        contacts[$0].decision == row.decision && stamps[Int(contacts[$0].stamp)].action == action
      }
    }
    let ways = records.filter { contacts[$0].origin != .presumed }.map { contacts[$0].channel }
    return records.flatMap { record in
      let named = contacts[record].channel
      return results(of: record).filter { Outcome(place: Int($0.outcome))?.withdrawsConsent == true }
        .flatMap { result in Set([named] + ways).map { (channel: $0, at: result.instant) } }
    }
  }
}
