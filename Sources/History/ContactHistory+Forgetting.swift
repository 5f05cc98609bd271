package import HistoryRecords
import Rules
package import Time

extension ContactHistory {
  /// How much was forgotten with a journey.
  package struct Erased: Sendable, Equatable {
    package let contacts: Int
    package let events: Int
  }

  /// Forgets all about a journey: in the file, in what is free in it, in its log, and in memory. A keyed hash of its
  /// opt-outs stays, so that they hold should it come back.
  ///
  /// - Parameters:
  ///   - span: how near each other records of one contact are.
  ///   - done: called on the loop, with how much is gone, or why not all is; with `copying`
  ///   everything is, except from the log.
  package func erase(
    _ journey: String, sameContactWithin span: TimeSpan,
    done: @escaping (Result<Erased, HistoryFault>) -> Void
  ) {
    guard file != nil else { return done(.failure(.unsupported("erase journeys"))) }
    lastErasure += 1
    let erasure = person(journey).map {
      Erasure(number: lastErasure, person: $0, at: clock())
    }
    forget(journey, sameContactWithin: span, noting: erasure, done: done)
  }

  /// - Parameter erasure: what is noted beside the database once the journey is gone from it.
  func forget(
    _ journey: String, sameContactWithin span: TimeSpan, noting erasure: Erasure?,
    done: @escaping (Result<Erased, HistoryFault>) -> Void
  ) {
    let eventCount: Int
    do throws(HistoryFault) {
      eventCount = try self.eventCount(of: journey)
    } catch {
      return done(.failure(error))
    }
    let transaction = transaction()
    let number = index.journeys.number(of: journey)
    let contacts = number.map { index.contacts(ofJourney: $0).map { ($0, index.contacts[$0].id) } } ?? []
    if !contacts.isEmpty { transaction.add(.remove(contacts.map(\.1))) }
    if let person = person(journey) { transaction.add(.detach(person)) }
    transaction.add(.removeEvents(of: journey))
    transaction.add(.removeAnswersAbout(journey: journey))
    transaction.add(.removeAlertsAbout(journey: journey))
    if let erasure { transaction.add(.erased(erasure.number)) }
    transaction.emptiesLog = true
    let alerts = file?.writer.alerts.remove(ExactText(journey)) ?? []
    beginForgetting(journey)
    let count = number.map { JourneyRecords(ofJourney: $0, in: index).remembered(within: span).count } ?? 0
    commit(transaction) { [self] fault in
      endForgetting(journey)
      if let fault, fault != .copying {
        file?.writer.alerts.restore(alerts)
        if let erasure { voidErasures.append(.void(erasure.number, at: erasure.at)) }
        return done(.failure(fault))
      }
      remove(contacts)
      recent.forget(journey)
      countEvents()
      index.alerts.forget(ExactText(journey))
      detach(journey)
      index.eraseQuestions(about: journey)
      let result: Result<Erased, HistoryFault> =
        fault.map { .failure($0) } ?? .success(Erased(contacts: count, events: eventCount))
      guard let erasure else { return done(result) }
      noteErased(erasure)
      note(erasure) { fault in done(fault.map { .failure($0) } ?? result) }
    }
  }

  func noteErased(_ erasure: Erasure) {
    erased[erasure.person] = erased[erasure.person].map { max($0, erasure.at) } ?? erasure.at
  }

  /// Whether a journey was erased after an instant.
  func wasErased(_ journey: String, after instant: Instant) -> Bool {
    erasure(of: journey).map { $0 >= instant } ?? false
  }

  /// When a journey was erased last; nil where it never was, or nobody knows of it any more.
  package func erasure(of journey: String) -> Instant? {
    loop?.assertCurrent()
    guard !erased.isEmpty else { return nil }
    return person(journey).flatMap { erased[$0] }
  }

  /// The last erasure, and when a journey was erased, as it is now; nil where none was.
  package var erasures: (last: Instant, instant: @Sendable (String) -> Instant?)? {
    guard let secret, let last = erased.values.max() else { return nil }
    return (last, { [erased] journey in erased[Digest(of: journey, under: secret)] })
  }

  private func note(_ erasure: Erasure, _ done: @escaping (HistoryFault?) -> Void) {
    guard let loop, let file else { return done(nil) }
    notes[erasure.number] = done
    // Those before it that came to nothing are no gap.
    let voids = voidErasures.filter { $0.number < erasure.number }
    voidErasures.removeAll { $0.number < erasure.number }
    file.writer.note(voids + [erasure]) { fault in
      loop.execute { self.notes.removeValue(forKey: erasure.number)?(fault) }
    }
  }

  /// Forgets contacts that are older than an instant, with all that came of them, and answers kept since before
  /// another; looks at some of them and goes on from there at the next call.
  ///
  /// - Returns: whether it has come through all of them.
  package func cleanUp(contactsBefore horizon: Instant, answersBefore: Instant) -> Bool {
    let old = nextOld(before: horizon)
    let isThrough = swept == 0
    let answers = index.oldAnswers(before: answersBefore, most: 500)
    let transaction = transaction()
    if !old.isEmpty { transaction.add(.remove(old.map(\.id))) }
    if !answers.isEmpty { transaction.add(.removeAnswers(answers)) }
    let emptied = journeys(withNothingBut: old)
    for journey in emptied {
      if let person = person(journey) { transaction.add(.detach(person)) }
    }
    guard !transaction.isEmpty else { return isThrough }
    for journey in emptied { beginForgetting(journey) }
    let touched = Set(old.map { index.journeys.names[Int(index.contacts[$0.number].journey)] })
    commit(transaction) { [self] fault in
      for journey in emptied { endForgetting(journey) }
      guard fault == nil else { return }
      remove(old)
      index.forgetAnswers(Set(answers))
      for journey in emptied { detach(journey) }
      // The last contacts of others may have gone with a transaction that was on its way when this one was made.
      detachLater(touched.subtracting(emptied))
    }
    return isThrough && answers.count < 500
  }

  private func detachLater(_ journeys: Set<String>) {
    let transaction = transaction()
    let emptied = journeys.filter { name in
      index.journeys.number(of: name).map { !index.hasContacts($0) } ?? false
    }
    for journey in emptied {
      if let person = person(journey) { transaction.add(.detach(person)) }
    }
    guard !transaction.isEmpty else { return }
    for journey in emptied { beginForgetting(journey) }
    commit(transaction) { [self] fault in
      for journey in emptied { endForgetting(journey) }
      guard fault == nil else { return }
      for journey in emptied { detach(journey) }
    }
  }

  /// The next contacts of which nothing happened since an instant; where all were looked at, it begins again.
  private func nextOld(before horizon: Instant) -> [(number: Int32, id: Int64)] {
    let last = min(Int(swept) + 20_000, index.contacts.rows.count)
    var old: [(number: Int32, id: Int64)] = []
    // A report may belong to any contact before it, however old that is.
    var asked: [Int32: Bool] = [:]
    func isReported(_ journey: Int32) -> Bool {
      if let known = asked[journey] { return known }
      let found = index.hasReports(ofJourney: journey, since: horizon)
      asked[journey] = found
      return found
    }
    while swept < last, old.count < 500 {
      let row = index.contacts[swept]
      if row.id > 0, row.instant < horizon,
        index.results(of: swept).allSatisfy({ $0.instant < horizon }),
        !isReported(row.journey)
      {
        old.append((swept, row.id))
      }
      swept += 1
    }
    if Int(swept) >= index.contacts.rows.count { swept = 0 }
    return old
  }

  /// The names of the journeys that have contacts among these, and no others.
  private func journeys(withNothingBut contacts: [(number: Int32, id: Int64)]) -> [String] {
    let numbers = Set(contacts.map(\.number))
    return Set(contacts.map { index.contacts[$0.number].journey })
      .filter { index.contacts(ofJourney: $0).allSatisfy { numbers.contains($0) } }
      .map { index.journeys.names[Int($0)] }
  }

  private func remove(_ contacts: [(number: Int32, id: Int64)]) {
    for (number, id) in contacts where index.contains(number, id: id) {
      let journey = index.contacts[number].journey
      index.remove(contact: number)
      acknowledged -= 1
      index.removeIfEmpty(journey: journey)
    }
  }

  /// Forgets the name of a journey of which only withdrawals are left; they stay without it.
  private func detach(_ journey: String) {
    guard let number = index.journeys.number(of: journey), !index.hasContacts(number),
      let person = person(journey)
    else { return }
    index.detachWithdrawals(ofJourney: number, as: person)
    index.removeIfEmpty(journey: number)
  }
}
