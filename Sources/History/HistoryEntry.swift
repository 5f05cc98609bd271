package import Decisions
package import Rules
package import Time

/// What one request has recorded: all of it or nothing. Its changes are in the index as soon as they are made, so that
/// decisions see them, and are taken back where they cannot be written.
///
/// Unchecked because it is touched on the event loop only.
package final class HistoryEntry: @unchecked Sendable {
  /// What became of a report.
  package enum Recorded: Sendable, Equatable {
    case new
    /// It was known already.
    case repeated
    /// Its decision reserved nothing of this action, and it names no journey.
    case unknownDecision
    /// Something was not sent that nobody is known to have been sent.
    case nothingToRelease
  }

  let history: ContactHistory
  /// The outage, if any, before which it was begun: after another one its changes have to go.
  let generation: Int
  private(set) var changes: [HistoryChange] = []
  private(set) var withdrawals: [HeldWithdrawal] = []
  private var contacts: [(number: Int32, id: Int64)] = []
  private var results: [(contact: Int32, id: Int64, Outcome)] = []
  private var answers: [Digest] = []
  /// Whether the log is to be emptied, so that nothing deleted is left in it.
  var emptiesLog = false

  init(_ history: ContactHistory, generation: Int) {
    self.history = history
    self.generation = generation
  }

  package var isEmpty: Bool { changes.isEmpty }

  /// How many contacts it makes.
  var contactCount: Int { contacts.count }

  func add(_ change: HistoryChange) { changes.append(change) }

  // MARK: What is recorded

  /// Records that an action is about to be delivered.
  package func reserve(
    _ stamp: ActionStamp, channel: String?, journey: String, account: String?, decision: DecisionID,
    at: Instant
  ) {
    _ = makeContact(
      stamp, channel: channel, journey: journey, account: account, decision: decision, at: at,
      isDelivered: true)
  }

  /// Keeps an answer for whoever repeats the request.
  package func keep(_ answer: KeptAnswer) {
    let id = history.index.nextAnswerID
    history.index.keep(AnswerRow(id: id, answer), for: answer.key)
    answers.append(answer.key)
    add(.answer(id: id, answer))
  }

  /// Records what came of a contact: of one that a decision reserved, or else of the latest with that action and
  /// channel that is not later. Where there is none it makes one; and a delivery without a decision makes one of its own
  /// unless it tells of the same contact within a span once more.
  ///
  /// - Parameter now: for a report that does not say when.
  package func record(_ report: OutcomeReport, now: Instant, sameContactWithin span: TimeSpan) -> Recorded {
    let at = report.at ?? now
    if let decision = report.decision,
      let contact = history.index.contact(of: decision, action: report.stamp.action.text)
    {
      return record(report, at: at, of: contact)
    }
    guard let journey = report.journey else { return .unknownDecision }
    if report.decision == nil, let contact = earlier(report, journey, at: at, within: span) {
      return record(report, at: at, of: contact)
    }
    guard report.outcome != .notSent else { return .nothingToRelease }
    let isPlain = report.outcome == .delivered && report.value == nil
    let contact = makeContact(
      report.stamp, channel: report.channel, journey: journey, account: report.account,
      decision: report.decision, at: at, isDelivered: isPlain)
    if !isPlain { addResult(report.outcome, at: at, value: report.value, to: contact) }
    withdrawWhereAsked(report.outcome, at: at, by: contact)
    return .new
  }

  private func record(_ report: OutcomeReport, at: Instant, of contact: Int32) -> Recorded {
    if history.index.has(report.outcome, contact: contact) {
      // The first instant stays. But an opt-out of a later instant holds from then on, whatever was agreed in between;
      // one that does not say when may be the first one once more.
      guard report.at != nil else { return .repeated }
      return withdrawWhereAsked(report.outcome, at: at, by: contact) ? .new : .repeated
    }
    withdrawWhereAsked(report.outcome, at: at, by: contact)
    addResult(report.outcome, at: at, value: report.value, to: contact)
    return .new
  }

  private func earlier(
    _ report: OutcomeReport, _ journey: String, at: Instant, within span: TimeSpan
  ) -> Int32? {
    let index = history.index
    guard let number = index.journeys.number(of: journey) else { return nil }
    var latest: Int32?
    for contact in index.contacts(ofJourney: number) {
      let row = index.contacts[contact]
      guard row.instant <= at, index.stamps[Int(row.stamp)].action == report.stamp.action,
        index.channelName(row.channel).map(ExactText.init) == report.channel.map(ExactText.init),
        !index.has(.notSent, contact: contact)
      else { continue }
      if report.outcome == .delivered, at - row.instant > span { continue }
      if let known = latest, index.contacts[known].at >= row.at { continue }
      latest = contact
    }
    return latest
  }

  func makeContact(
    _ stamp: ActionStamp, channel: String?, journey: String, account: String?, decision: DecisionID?,
    at: Instant, isDelivered: Bool
  ) -> Int32 {
    let journeyNumber = enter(journey)
    let stampNumber = history.index.number(of: stamp)
    let number = history.index.add(
      journey: journeyNumber, account: account.map { history.index.enter(account: $0) } ?? -1,
      stamp: stampNumber, channel: channel.map { history.index.number(ofChannel: $0) } ?? -1, at: at,
      decision: decision, isDelivered: isDelivered)
    let id = history.index.contacts[number].id
    contacts.append((number, id))
    add(
      .contact(
        StoredContact(
          id: id, journey: journey, account: account, stamp: (stampNumber, stamp), channel: channel, at: at,
          decision: decision, isDelivered: isDelivered)))
    return number
  }

  func addResult(_ outcome: Outcome, at: Instant, value: Double?, to contact: Int32) {
    let id = history.index.contacts[contact].id
    history.index.add(outcome, at: at, value: value, to: contact)
    results.append((contact, id, outcome))
    add(.outcome(contact: id, outcome, at: at, value: value))
  }

  /// Whoever was forgotten and comes back is known by the opt-outs that were kept; so is who comes back while the file
  /// has yet to forget.
  private func enter(_ journey: String) -> Int32 {
    if let known = history.index.journeys.number(of: journey) {
      guard history.isLeaving(journey) else { return known }
      for item in history.index.withdrawals(ofJourney: known) {
        store(item.channel, at: item.instant, journey)
      }
      return known
    }
    let number = history.index.enter(journey: journey)
    guard !history.index.forgotten.isEmpty, let person = history.person(journey) else { return number }
    for item in history.index.recall(person, as: number) { store(item.channel, at: item.at, journey) }
    return number
  }

  /// - Returns: whether consent is withdrawn from a later instant on than before.
  @discardableResult
  func withdrawWhereAsked(_ outcome: Outcome, at: Instant, by contact: Int32) -> Bool {
    let row = history.index.contacts[contact]
    guard outcome.withdrawsConsent, row.channel >= 0,
      history.index.withdraw(row.channel, at: at, journey: row.journey)
    else { return false }
    store(row.channel, at: at, history.index.journeys.names[Int(row.journey)])
    return true
  }

  /// Notes once more a withdrawal that could not be written.
  func withdraw(_ held: HeldWithdrawal) {
    let channel = history.index.number(ofChannel: held.channel)
    history.index.withdraw(channel, at: held.at, journey: enter(held.journey))
    store(channel, at: held.at, held.journey)
  }

  private func store(_ channel: Int32, at: Instant, _ journey: String) {
    guard let name = history.index.channelName(channel) else { return }
    withdrawals.append(HeldWithdrawal(journey: journey, channel: name, at: at))
    // Without the secret the file is not open, and nothing is written before it is.
    guard let person = history.person(journey) else { return }
    add(.withdrawal(StoredWithdrawal(person: person, channel: name, at: at, journey: journey)))
  }

  // MARK: Taking back

  /// Takes its changes out of the index, all but withdrawals of consent, which hold in any case.
  func takeBack() {
    for (contact, id, outcome) in results.reversed() where history.index.isThere(contact, id: id) {
      history.index.remove(outcome, from: contact)
    }
    for (contact, id) in contacts.reversed() where history.index.isThere(contact, id: id) {
      let journey = history.index.contacts[contact].journey
      history.index.remove(contact: contact)
      history.index.removeIfEmpty(journey: journey)
    }
    for key in answers { history.index.forgetAnswer(for: key) }
  }
}

/// What somebody tells of a contact.
package struct OutcomeReport: Sendable {
  package var decision: DecisionID?
  package var journey: String?
  package var account: String?
  package var stamp: ActionStamp
  package var channel: String?
  package var outcome: Outcome
  /// Nil where it was not said.
  package var at: Instant?
  package var value: Double?

  package init(
    decision: DecisionID?, journey: String?, account: String?, stamp: ActionStamp, channel: String?,
    outcome: Outcome, at: Instant?, value: Double?
  ) {
    self.decision = decision
    self.journey = journey
    self.account = account
    self.stamp = stamp
    self.channel = channel
    self.outcome = outcome
    self.at = at
    self.value = value
  }
}

extension Outcome {
  /// Whether it takes back the consent for its channel.
  var withdrawsConsent: Bool { self == .unsubscribed || self == .complained }
}
