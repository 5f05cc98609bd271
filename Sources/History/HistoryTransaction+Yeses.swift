package import Decisions
package import HistoryRecords
import Journeys
import Rules
package import Time

extension HistoryTransaction {
  /// A yes whose date had not come when a no was told.
  package struct YesAhead: Sendable, Equatable {
    package let journey: String
    package let channel: String
    package let at: Instant
  }

  /// How many noes it has recorded so far that are news.
  package var withdrawalCount: Int { withdrawals.count }

  /// Has noes hold against yeses that are known and whose date has not come: they were told before, whatever date they
  /// have, mostly that of a local time. Each no is noted at the instant of the yes as well.
  ///
  /// - Parameter first: the first of the noes, among those that it has recorded.
  package func outlastYesesAhead(
    from first: Int, under plan: DecisionPlan, at now: Instant
  ) throws(HistoryFault) -> [YesAhead] {
    guard withdrawals.count > first else { return [] }
    var found: [YesAhead] = []
    for no in Array(withdrawals[first...]) {
      guard let yes = try history.yesAhead(of: no, under: plan, at: now) else { continue }
      withdraw(no.channel, at: yes, of: no.journey)
      found.append(YesAhead(journey: no.journey, channel: no.channel, at: yes))
    }
    return found
  }
}

extension ContactHistory {
  /// The latest yes to a channel whose date has not come and that would go before a no. What a no is of by more than a
  /// day, the yes was told after: no event is taken that lies further ahead.
  fileprivate func yesAhead(
    of no: HeldWithdrawal, under plan: DecisionPlan, at now: Instant
  ) throws(HistoryFault) -> Instant? {
    guard let channel = plan.book.vocabulary.channels.index(ofID: no.channel) else { return nil }
    let told = try events(of: no.journey) + pendingEvents.events(of: no.journey)
    return RememberedJourney(told.filter { $0.at > now && $0.at > no.at }, in: plan).parts.last { part in
      part.what == .consent(channel: channel, isGiven: true) && no.at + .day > part.at
    }?.at
  }
}
