package import Decisions
package import HistoryRecords
package import Journeys
import Rules
package import Time

/// What one request has recorded: all of it or nothing. Its changes are in the index as soon as they are made, so that
/// decisions see them, and are rolled back where they cannot be written. It belongs to the event loop.
package final class HistoryTransaction {
  /// What became of a report.
  package enum Recorded: Sendable, Equatable {
    case new
    /// It was known already.
    case repeated
    /// Its decision reserved nothing of this action, and it names no journey.
    case unknownDecision
    /// It names a journey, and its decision is another's.
    case otherJourney
    /// Something was not sent, and there is no contact that the daemon reserved and nothing came of.
    case nothingToRelease
    /// An opt-out that names another channel than the one reserved: both are closed.
    case newOnTwoChannels
    /// Of a contact that was given back as not sent, which counts for nothing whatever is told of it.
    case newOnReleased
    /// Of a decision whose journey was erased since: who asked to be forgotten is not remembered again by it.
    case erasedSince
    /// An event of the same id that says something else.
    case conflict
  }

  let history: ContactHistory
  /// The outage, if any, before which it was begun: after another one its changes have to go.
  let generation: Int
  /// Of the index that has its changes: in one that was read since they do not stand.
  private let lineage: UInt64
  private(set) var changes: [HistoryChange] = []
  private(set) var withdrawals: [HeldWithdrawal] = []
  /// Whether anybody opts out with it: that holds, whatever becomes of the rest.
  package var hasWithdrawals: Bool { !withdrawals.isEmpty }
  /// Whether these hold after a restart too, where the rest could not be written.
  package var areWithdrawalsKept: Bool { history.areOptOutsKept }
  /// What its decisions rest on, where others may be faster.
  let basis: JournalBasis
  /// Whether it reserves anything.
  private(set) var isReserving = false
  private var isRolledBack = false
  private var contacts: [(number: Int32, id: Int64)] = []
  private var results: [(contact: Int32, id: Int64, Outcome, before: ResultRow?)] = []
  private var answers: [Digest] = []
  private(set) var events: [JourneyEvent] = []
  /// Whether the log is to be emptied, so that nothing deleted is left in it.
  var emptiesLog = false

  /// - Parameter basis: what its decisions rest on.
  init(_ history: ContactHistory, generation: Int, on basis: JournalBasis? = nil) {
    self.history = history
    self.generation = generation
    self.basis = basis ?? JournalBasis()
    lineage = history.index.lineage
  }

  package var isEmpty: Bool { changes.isEmpty }

  /// The journeys and accounts that it makes contacts with.
  package var scopes: Set<HistoryScope> {
    changes.reduce(into: []) { scopes, change in
      guard case .contact(let contact) = change else { return }
      scopes.insert(.journey(contact.journey))
      if let account = contact.account { scopes.insert(.account(account)) }
    }
  }

  /// How many contacts it makes.
  var contactCount: Int { contacts.count }

  func add(_ change: HistoryChange) { changes.append(change) }

  // MARK: What is recorded

  /// Records that an action is about to be delivered.
  package func reserve(
    _ stamp: ActionStamp, channel: String?, journey: String, account: String?, decision: DecisionID,
    at: Instant
  ) {
    isReserving = true
    _ = makeContact(
      stamp, channel: channel, journey: journey, account: account, decision: decision, at: at,
      isDelivered: true, origin: .reserved)
  }

  /// Keeps an answer for whoever repeats the request.
  package func store(_ answer: IdempotentResponse) {
    let id = history.index.nextAnswerID
    history.index.store(AnswerRow(id: id, answer), for: answer.key, isOnDisk: history.holdsAll)
    answers.append(answer.key)
    add(.answer(id: id, answer))
  }

  /// Adds an event; decisions see it once it is in the file.
  package func add(_ event: JourneyEvent) {
    history.pendingEvents.add(event)
    events.append(event)
    add(.event(event))
  }

  func makeContact(
    _ stamp: ActionStamp, channel: String?, journey: String, account: String?, decision: DecisionID?,
    at: Instant, isDelivered: Bool, origin: RowOrigin
  ) -> Int32 {
    let journeyNumber = intern(journey)
    let stampNumber = history.index.number(of: stamp)
    let number = history.index.add(
      journey: journeyNumber, account: account.map { history.index.intern(account: $0) } ?? -1,
      stamp: stampNumber, channel: channel.map { history.index.number(ofChannel: $0) } ?? -1, at: at,
      decision: decision, isDelivered: isDelivered, origin: origin)
    let id = history.index.contacts[number].id
    contacts.append((number, id))
    if !history.holdsAll { history.unsettled.insert(id) }
    add(
      .contact(
        ContactRecord(
          id: id, journey: journey, account: account, stamp: stamp, stampNumber: stampNumber,
          channel: channel, at: at, decision: decision, isDelivered: isDelivered, origin: origin)))
    return number
  }

  /// Notes what came of a contact. Of one outcome told twice the earliest instant stays.
  ///
  /// - Returns: whether that is news.
  @discardableResult
  func addResult(_ outcome: Outcome, at: Instant, value: Double?, to contact: Int32) -> Bool {
    let before = history.index.result(outcome, of: contact)
    if let before {
      guard at < before.instant || (at == before.instant && isMore(value, than: before.givenValue)) else {
        return false
      }
      history.index.remove(outcome, from: contact)
    }
    let id = history.index.contacts[contact].id
    history.index.add(outcome, at: at, value: value, to: contact)
    results.append((contact, id, outcome, before))
    add(.outcome(OutcomeRecord(contact: id, outcome: outcome, at: at, value: value)))
    return true
  }

  /// Of two values told of the same, the greater stays, so that their order does not matter.
  private func isMore(_ value: Double?, than known: Double?) -> Bool {
    guard let value else { return false }
    return known.map { value > $0 } ?? true
  }

  /// Whoever was forgotten and comes back is known by the opt-outs that were kept; so is who comes back while the file
  /// has yet to forget.
  private func intern(_ journey: String) -> Int32 {
    if let known = history.index.journeys.number(of: journey) {
      guard history.isBeingForgotten(journey) else { return known }
      for item in history.index.withdrawals(ofJourney: known) {
        store(item.channel, at: item.instant, journey)
      }
      return known
    }
    let number = history.index.intern(journey: journey)
    guard !history.index.forgotten.isEmpty, let person = history.person(journey) else { return number }
    for item in history.index.recall(person, as: number) { store(item.channel, at: item.at, journey) }
    return number
  }

  /// Withdraws consent as far as what was told of a contact asks for it: for the channel that an opt-out names, and for
  /// those by which the contact of its decision went.
  ///
  /// - Returns: whether consent is withdrawn from a later instant on than before.
  @discardableResult
  func withdraw(by contact: Int32) -> Bool {
    let journey = history.index.contacts[contact].journey
    var isNews = false
    for (channel, at) in history.index.asked(by: contact) where withdraw(channel, at: at, journey) {
      isNews = true
    }
    return isNews
  }

  @discardableResult
  func withdraw(_ channel: Int32, at: Instant, _ journey: Int32) -> Bool {
    guard channel >= 0, history.index.withdraw(channel, at: at, journey: journey) else { return false }
    store(channel, at: at, history.index.journeys.names[Int(journey)])
    return true
  }

  /// Notes once more a withdrawal that could not be written.
  func withdraw(_ held: HeldWithdrawal) {
    let channel = history.index.number(ofChannel: held.channel)
    history.index.withdraw(channel, at: held.at, journey: intern(held.journey))
    store(channel, at: held.at, held.journey)
  }

  /// Withdraws the consent of a journey on a channel.
  func withdraw(_ channel: String, at: Instant, of journey: String) {
    let number = intern(journey)
    withdraw(history.index.number(ofChannel: channel), at: at, number)
  }

  private func store(_ channel: Int32, at: Instant, _ journey: String) {
    guard let name = history.index.channelName(channel) else { return }
    withdrawals.append(HeldWithdrawal(journey: journey, channel: name, at: at))
    // Without the secret the file is not open, and nothing is written before it is.
    guard let person = history.person(journey) else { return }
    add(.withdrawal(StoredWithdrawal(person: person, channel: name, at: at, journey: journey)))
  }

  /// Its changes are where they are to be for good.
  func settle() {
    guard !history.holdsAll, lineage == history.index.lineage else { return }
    for contact in contacts { history.unsettled.remove(contact.id) }
    for key in answers { history.index.forgetAnswer(for: key) }
  }

  // MARK: Rolling back

  /// Takes its changes out of the index, all but withdrawals of consent, which hold in any case.
  func rollBack() {
    guard !isRolledBack else { return }
    isRolledBack = true
    defer { history.finish(events, areStored: false) }
    guard lineage == history.index.lineage else { return }
    if !history.holdsAll { for contact in contacts { history.unsettled.remove(contact.id) } }
    for (contact, id, outcome, before) in results.reversed() where history.index.contains(contact, id: id) {
      history.index.remove(outcome, from: contact)
      if let before { history.index.add(outcome, at: before.instant, value: before.givenValue, to: contact) }
    }
    for (contact, id) in contacts.reversed() where history.index.contains(contact, id: id) {
      let journey = history.index.contacts[contact].journey
      history.index.remove(contact: contact)
      history.index.removeIfEmpty(journey: journey)
    }
    for key in answers { history.index.forgetAnswer(for: key) }
  }
}
