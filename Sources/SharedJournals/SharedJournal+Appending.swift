package import History
import HistoryRecords
import SharedHistory

/// How what a transaction has recorded becomes a write.
extension SharedJournal {
  package func append(_ entry: JournalEntry) {
    do throws(HistoryFault) {
      guard !entry.changes.isEmpty else { return worker.add(entry, nil) }
      guard let write = try makeWrite(of: entry) else {
        return reportLater(.overtaken([entry.number]))
      }
      pending[entry.number] = write
      note(write)
      worker.add(entry, write)
    } catch {
      reportLater(.refused([entry.number], error))
    }
  }

  /// Not within the call by which something is handed over.
  private func reportLater(_ report: JournalReport) {
    loop?.execute { [weak self] in self?.history?.receive(report) }
  }

  /// - Returns: nil where what it rests on does not stand any more.
  private func makeWrite(of entry: JournalEntry) throws(HistoryFault) -> SharedWrite? {
    let id = entry.isReserving ? entry.changes.reservation ?? .new() : .new()
    var content = SharedWrite(id: id, scopes: [:])
    var touched: Set<HistoryScope> = []
    var made: [HistoryScope: Int64] = [:]
    for change in entry.changes {
      switch change {
      case .contact(let contact):
        content.contacts.append(contact)
        let scope = HistoryScope.journey(contact.journey)
        touched.formUnion([scope] + (contact.account.map { [.account($0)] } ?? []))
        made[scope, default: 0] += 1
        places.add(
          contact.id,
          .init(journey: contact.journey, account: contact.account, madeBy: id, number: made[scope] ?? 1))
      case .outcome(let record):
        guard let place = places[record.contact] else { throw .failed("its contact is not known any more") }
        let placed = OutcomeRecord(
          contact: place.number, outcome: record.outcome, at: record.at, value: record.value)
        content.outcomes.append(PlacedOutcome(placed, of: place.journey, madeBy: place.madeBy))
        touched.formUnion([.journey(place.journey)] + (place.account.map { [.account($0)] } ?? []))
      case .withdrawal(let withdrawal):
        content.withdrawals.append(withdrawal)
        if let journey = withdrawal.journey { touched.insert(.journey(journey)) }
      case .answer(_, let answer):
        content.answer = answer
        if !answer.journey.isEmpty { touched.insert(.journey(answer.journey)) }
      case .event, .removeEvents, .forgetEvents, .holding: throw .unsupported("keep events")
      case .alert, .removeAlerts, .removeAlertsAbout: throw .unsupported("keep alerts")
      case .detach, .erased, .removeAnswersAbout: throw .unsupported("erase journeys")
      case .remove, .removeAnswers, .lostAnswer: throw .unsupported("forget contacts and answers")
      }
    }
    // An answer about an account names nobody.
    if touched.isEmpty { touched = Set(entry.basis.versions.keys.filter { $0.kind == .account }) }
    guard !touched.isEmpty else { throw .unsupported("keep what is of no journey") }
    guard let expectations = expectations(of: touched, by: entry) else { return nil }
    content.scopes = expectations
    return content
  }

  /// - Returns: nil where a reservation rests on what is not in memory, or was changed by this host since.
  private func expectations(
    of touched: Set<HistoryScope>, by entry: JournalEntry
  ) -> [HistoryScope: SharedWrite.Expectation]? {
    var expectations: [HistoryScope: SharedWrite.Expectation] = [:]
    for scope in touched {
      let state = scopes[scope].flatMap { $0.isWhole ? $0 : nil }
      guard entry.isReserving else {
        expectations[scope] = state.map { .following($0.version) } ?? .any
        continue
      }
      guard let version = entry.basis.versions[scope], state.map({ $0.version == version }) ?? true else {
        return nil
      }
      expectations[scope] = .unchanged(since: version)
    }
    return expectations
  }

  /// Notes that a write is on its way.
  private func note(_ write: SharedWrite) {
    for scope in write.scopes.keys {
      scopes.update(scope, at: now()) { state in
        state.pending += 1
        if !write.isReservation { state.pendingRecords += 1 }
        if state.isWhole { state.version = write.version }
      }
    }
  }
}

extension [HistoryChange] {
  /// The id of a reservation: that of its first decision.
  fileprivate var reservation: WriteID? {
    for case .contact(let contact) in self {
      if let decision = contact.decision { return WriteID(decision) }
    }
    return nil
  }
}
