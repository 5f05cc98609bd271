package import Decisions
import HistoryRecords
import Rules
package import Time

extension HistoryTransaction {
  /// Records what came of a contact. Whatever is told is remembered as it was told; to which contact it belongs follows
  /// from all that is remembered, whenever somebody asks, and so not from the order in which it came.
  ///
  /// - Parameters:
  ///   - now: for a report that does not say when.
  ///   - span: how near each other records of one contact are.
  package func record(
    _ report: OutcomeReport, now: Instant, sameContactWithin span: TimeSpan
  ) -> Recorded {
    let at = report.at ?? now
    guard let decision = report.decision else {
      guard let journey = report.journey else { return .unknownDecision }
      return record(report, journey, at: at, within: span)
    }
    guard !isOfOther(report.journey, decision) else { return .otherJourney }
    let action = report.stamp.action.text
    let contact = history.index.contact(of: decision, action: action)
    let known = contact ?? history.index.presumed(of: decision, action: action)
    // A report that does not say when may be the first one once more.
    if report.at == nil, let known, wasTold(report, beside: known) { return .repeated }
    if let contact, isOf(contact, report.channel) { return record(report, at: at, of: contact) }
    guard let journey = known.map({ name(of: $0) }) ?? report.journey else { return .unknownDecision }
    // An opt-out is not lost, whoever asked to be forgotten.
    if known == nil, !report.outcome.withdrawsConsent, let made = decision.made,
      history.wasErased(journey, after: made)
    {
      return .erasedSince
    }
    let recorded = makeRecord(report, journey, at: at, origin: .presumed)
    guard contact != nil, recorded == .new, report.outcome.withdrawsConsent else { return recorded }
    return .newOnTwoChannels
  }

  /// Whether a decision made its contacts with another journey than the one that is named.
  private func isOfOther(_ journey: String?, _ decision: DecisionID) -> Bool {
    guard let journey else { return false }
    let index = history.index
    let contact = index.first(of: decision) { index.contacts[$0].origin != .presumed }
    return contact.map { ExactText(name(of: $0)) != ExactText(journey) } ?? false
  }

  private func record(
    _ report: OutcomeReport, _ journey: String, at: Instant, within span: TimeSpan
  ) -> Recorded {
    if report.outcome == .delivered { return makeRecord(report, journey, at: at, origin: .told) }
    let recorded = makeRecord(report, journey, at: at, origin: .report)
    // It stays all the same: what is told later may make another contact the one that it means.
    let isIdle = report.outcome == .notSent && !releases(report, journey, at: at, span)
    return isIdle ? .nothingToRelease : recorded
  }

  /// Whether a report that names a channel, or none, speaks of the channel by which a contact went.
  private func isOf(_ contact: Int32, _ channel: String?) -> Bool {
    guard let channel else { return true }
    return history.index.channelName(history.index.contacts[contact].channel)
      .map(ExactText.init) == ExactText(channel)
  }

  /// Whether the same outcome is known of the same channel, from any instant.
  private func wasTold(_ report: OutcomeReport, beside contact: Int32) -> Bool {
    let index = history.index
    let row = index.contacts[contact]
    let channel = (report.channel ?? index.channelName(row.channel)).map(ExactText.init)
    return index.first(of: row.decision) { number in
      let other = index.contacts[number]
      return other.journey == row.journey && index.result(report.outcome, of: number) != nil
        && index.stamps[Int(other.stamp)].action == report.stamp.action
        && index.channelName(other.channel).map(ExactText.init) == channel
    } != nil
  }

  private func name(of contact: Int32) -> String {
    history.index.journeys.names[Int(history.index.contacts[contact].journey)]
  }

  private func record(_ report: OutcomeReport, at: Instant, of contact: Int32) -> Recorded {
    let known = history.index.result(report.outcome, of: contact)
    // Of several opt-outs the latest counts as well as the earliest.
    if let known, known.instant != at, report.outcome.withdrawsConsent {
      return makeRecord(report, name(of: contact), at: at, origin: .presumed)
    }
    let isNew = addResult(report.outcome, at: at, value: report.value, to: contact)
    let isReleased = report.outcome != .notSent && history.index.result(.notSent, of: contact) != nil
    guard withdraw(by: contact) || isNew else { return .repeated }
    return isReleased && !report.outcome.withdrawsConsent ? .newOnReleased : .new
  }

  /// Remembers a report as a record of its own, once.
  func makeRecord(
    _ report: OutcomeReport, _ journey: String, at: Instant, origin: RowOrigin
  ) -> Recorded {
    let isPlain = report.outcome == .delivered && report.value == nil
    let known = record(like: report, journey, at: at, origin: origin)
    let contact =
      known
      ?? makeContact(
        report.stamp, channel: report.channel ?? channel(of: report), journey: journey,
        account: report.account, decision: report.decision, at: at, isDelivered: isPlain, origin: origin)
    let isNew = !isPlain && addResult(report.outcome, at: at, value: report.value, to: contact)
    let isWithdrawn = withdraw(by: contact)
    return known == nil || isNew || isWithdrawn ? .new : .repeated
  }

  /// The channel by which the contact of a report's decision went.
  private func channel(of report: OutcomeReport) -> String? {
    let index = history.index
    let contact = report.decision.flatMap { index.contact(of: $0, action: report.stamp.action.text) }
    return contact.flatMap { index.channelName(index.contacts[$0].channel) }
  }

  private func record(
    like report: OutcomeReport, _ journey: String, at: Instant, origin: RowOrigin
  ) -> Int32? {
    let index = history.index
    guard let number = index.journeys.number(of: journey) else { return nil }
    return index.first(ofJourney: number, at: at) { number in
      let row = index.contacts[number]
      let isSame =
        index.result(report.outcome, of: number)?.instant == at
        || (row.isDelivered && report.outcome == .delivered)
      guard row.origin == origin, isSame,
        index.stamps[Int(row.stamp)].action == report.stamp.action,
        (row.hasDecision ? row.decision : nil) == report.decision
      else { return false }
      let account = row.account < 0 ? nil : index.accounts.names[Int(row.account)]
      return account.map(ExactText.init) == report.account.map(ExactText.init)
        && index.channelName(row.channel).map(ExactText.init)
          == (report.channel ?? channel(of: report)).map(ExactText.init)
    }
  }

  private func releases(
    _ report: OutcomeReport, _ journey: String, at: Instant, _ span: TimeSpan
  ) -> Bool {
    let action = report.stamp.action
    guard let number = history.index.journeys.number(of: journey),
      history.index.hasReserved(action, journey: number, before: at)
    else { return false }
    return JourneyRecords(ofJourney: number, action: action, in: history.index)
      .releases(report, at: at, within: span)
  }
}
