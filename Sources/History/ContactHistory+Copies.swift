import DequeModule
package import HistoryRecords
import Rules
import Time

/// What is in memory of scopes, replaced by newer copies, and forgotten where others need the room.
extension ContactHistory {
  /// What became of rows of the index.
  package struct ReplacedContacts: Sendable {
    package var added: [(id: Int64, contact: StoredContact)] = []
    package var removed: [Int64] = []
  }

  /// Has copies stand in the place of what was in memory of their scopes; what this host has on its way stays beside.
  package func replace(_ copies: [ScopeCopy]) -> ReplacedContacts {
    loop?.assertCurrent()
    var replaced = ReplacedContacts()
    for copy in copies {
      let old = settledContacts(of: copy.scope)
      for contact in copy.contacts { replaced.added.append((add(contact), contact)) }
      // Afterwards, so that their names keep their numbers.
      remove(old, &replaced.removed)
      guard !copy.withdrawals.isEmpty, copy.scope.kind == .journey else { continue }
      let journey = index.intern(journey: copy.scope.id.text)
      for optOut in copy.withdrawals {
        index.withdraw(index.number(ofChannel: optOut.channel), at: optOut.at, journey: journey)
      }
    }
    return replaced
  }

  /// Forgets what is in memory of a scope.
  ///
  /// - Parameter isNeeded: whether another scope that a contact belongs to is in memory as a whole.
  /// - Returns: the ids of contacts that are gone.
  package func forget(_ scope: HistoryScope, unless isNeeded: (HistoryScope) -> Bool) -> [Int64] {
    loop?.assertCurrent()
    let rows = settledContacts(of: scope).filter { number, _ in
      let row = index.contacts[number]
      let other: HistoryScope? =
        switch scope.kind {
        case .journey: row.account < 0 ? nil : .account(index.accounts.names[Int(row.account)])
        case .account: .journey(index.journeys.names[Int(row.journey)])
        }
      return other.map { !isNeeded($0) } ?? true
    }
    if scope.kind == .journey, let journey = index.journeys.number(of: scope.id.text) {
      index.removeWithdrawals(ofJourney: journey)
    }
    var removed: [Int64] = []
    remove(rows, &removed)
    if scope.kind == .journey, let journey = index.journeys.number(of: scope.id.text) {
      index.removeIfEmpty(journey: journey)
    }
    return removed
  }

  /// Notes answers that are kept under keys, for who asks next.
  package func note(_ answers: [IdempotentResponse]) {
    for answer in answers {
      index.store(AnswerRow(id: 0, answer), for: answer.key, isOnDisk: false)
      notedAnswers.append(answer.key)
    }
    while notedAnswers.count > Self.mostNotedAnswers, let oldest = notedAnswers.popFirst() {
      index.forgetAnswer(for: oldest)
    }
  }

  private static var mostNotedAnswers: Int { 10_000 }

  /// Takes what of some entries is in memory out of it, the last first; they stay on their way.
  package func rollBack(_ entries: [Int]) {
    for entry in entries.sorted(by: >) { pending[entry]?.transaction?.rollBack() }
  }

  private func add(_ contact: StoredContact) -> Int64 {
    let record = contact.record
    let number = index.add(
      journey: index.intern(journey: record.journey),
      account: record.account.map { index.intern(account: $0) } ?? -1, stamp: index.number(of: record.stamp),
      channel: record.channel.map { index.number(ofChannel: $0) } ?? -1, at: record.at,
      decision: record.decision, isDelivered: record.isDelivered, origin: record.origin)
    for outcome in contact.outcomes {
      index.add(outcome.outcome, at: outcome.at, value: outcome.value, to: number)
    }
    return index.contacts[number].id
  }

  /// Those that are in the engine, or were.
  private func settledContacts(of scope: HistoryScope) -> [(number: Int32, id: Int64)] {
    let rows: ContactSequence? =
      switch scope.kind {
      case .journey: index.journeys.number(of: scope.id.text).map { index.contacts(ofJourney: $0) }
      case .account: index.accounts.number(of: scope.id.text).map { index.contacts(ofAccount: $0) }
      }
    return rows?.map { ($0, index.contacts[$0].id) }.filter { !unsettled.contains($0.id) } ?? []
  }

  private func remove(_ rows: [(number: Int32, id: Int64)], _ removed: inout [Int64]) {
    for (number, id) in rows {
      let journey = index.contacts[number].journey
      index.remove(contact: number)
      index.removeIfEmpty(journey: journey)
      removed.append(id)
    }
  }
}
