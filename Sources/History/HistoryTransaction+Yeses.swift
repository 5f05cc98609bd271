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

  /// Whose channels it has closed since it had so many noes, each once.
  package func closed(from first: Int) -> [(journey: String, channel: String)] {
    var found: Set<[ExactText]> = []
    return withdrawals[min(first, withdrawals.count)...].compactMap { no in
      found.insert([ExactText(no.journey), ExactText(no.channel)]).inserted ? (no.journey, no.channel) : nil
    }
  }

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

extension HistoryTransaction {
  /// Has an opt-out that names a day hold from the last contact of that day on that it may answer: the midnight with which
  /// the day begins is before it.
  ///
  /// - Parameters:
  ///   - report: its instant is that midnight.
  ///   - first: how many noes there were before it.
  package func outlastContacts(ofDay report: OutcomeReport, from first: Int) {
    guard let midnight = report.at else { return }
    for (journey, channel) in closed(from: first) {
      guard let last = lastContact(of: journey, by: channel, answeredBy: report, since: midnight)
      else { continue }
      withdraw(channel, at: last, of: journey)
    }
  }

  private func lastContact(
    of journey: String, by channel: String, answeredBy report: OutcomeReport, since midnight: Instant
  ) -> Instant? {
    let index = history.index
    guard let number = index.journeys.number(of: journey) else { return nil }
    return index.contacts(ofJourney: number).compactMap { contact -> Instant? in
      let row = index.contacts[contact]
      guard row.origin == .reserved || row.origin == .told,
        row.instant > midnight, row.instant < midnight + .day,
        report.decision.map({ row.decision == $0 }) ?? true,
        index.stamps[Int(row.stamp)].action == report.stamp.action,
        index.channelName(row.channel).map(ExactText.init) == ExactText(channel)
      else { return nil }
      return row.instant
    }.max()
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
