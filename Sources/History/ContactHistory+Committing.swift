import HistoryRecords

/// How what is recorded reaches the journal, and what becomes of it there.
extension ContactHistory {
  package func transaction() -> HistoryTransaction {
    loop?.assertCurrent()
    return HistoryTransaction(self, generation: generation)
  }

  /// Writes a transaction.
  ///
  /// - Parameter done: called on the loop once it is durable, or with the reason for which it was rolled back.
  package func commit(_ transaction: HistoryTransaction, done: @escaping Done) {
    append(transaction) { result in done(result.fault) }
  }

  /// Writes a transaction that can be decided again.
  ///
  /// - Parameter done: called on the loop once it is durable, or rolled back.
  package func append(_ transaction: HistoryTransaction, done: @escaping (CommitResult) -> Void) {
    if transaction.generation != generation || fault != nil {
      abandon(transaction)
      return note(transaction.withdrawals, fault ?? .failed("the history was not available meanwhile"), done)
    }
    // An opt-out is taken however many wait.
    if isBusy, transaction.withdrawals.isEmpty {
      abandon(transaction)
      return done(.failed(busy))
    }
    nextEntry += 1
    pending[nextEntry] = PendingTransaction(transaction: transaction, done: done)
    journal.append(
      JournalEntry(
        number: nextEntry, generation: generation, changes: transaction.changes, basis: transaction.basis,
        isReserving: transaction.isReserving, emptiesLog: transaction.emptiesLog))
  }

  /// Takes back what a request would have recorded that is refused after all; opt-outs in it hold.
  package func discard(_ transaction: HistoryTransaction) {
    transaction.rollBack()
    write(transaction.withdrawals)
  }

  func write(_ withdrawals: [HeldWithdrawal]) {
    guard !withdrawals.isEmpty else { return }
    let transaction = transaction()
    for item in withdrawals { transaction.withdraw(item) }
    append(transaction) { _ in }
  }

  /// Has withdrawals written to their file that cannot go into the database now.
  ///
  /// - Parameter done: called once they are there, with the fault.
  private func note(
    _ withdrawals: [HeldWithdrawal], _ fault: HistoryFault, _ done: @escaping (CommitResult) -> Void
  ) {
    let changes = withdrawals.compactMap { item in
      person(item.journey).map { person in
        HistoryChange.withdrawal(
          StoredWithdrawal(person: person, channel: item.channel, at: item.at, journey: item.journey))
      }
    }
    guard !changes.isEmpty, let file else { return done(.failed(fault)) }
    nextEntry += 1
    pending[nextEntry] = PendingTransaction(transaction: nil, done: done, fault: fault)
    file.append(
      JournalEntry(number: nextEntry, generation: generation, changes: changes, isForFileOnly: true))
  }

  private func abandon(_ transaction: HistoryTransaction) {
    transaction.rollBack()
    unwritten += transaction.withdrawals
  }

  /// Reports what was found of withdrawals.
  func tell(_ event: Event) {
    if case .withdrawalsUnavailable = event { areOptOutsWrittenTwice = false }
    report(event)
  }

  /// Takes what the journal reports; to be called on the loop.
  package func receive(_ message: JournalReport) {
    loop?.assertCurrent()
    switch message {
    case .committed(let entries): committed(entries, .recorded)
    case .measured(let duration): measured(duration)
    case .notEmptied(let entries): committed(entries, .failed(.copying))
    case .overtaken(let entries): takeBack(entries, .overtaken)
    case .answered(let entries): takeBack(entries, .answered)
    case .refused(let entries, let fault): takeBack(entries, .failed(fault))
    case .failed(let entries, let fault):
      let failed = take(entries)
      for item in failed.reversed() { if let transaction = item.transaction { abandon(transaction) } }
      if self.fault == nil { beginOutage(fault) }
      for item in failed { item.done(.failed(fault)) }
    case .noted(let entries):
      for item in take(entries) { item.done(item.fault.map { .failed($0) } ?? .recorded) }
    case .withdrawals(let event): tell(event)
    case .owing(let isOwing): areOptOutsOwed = isOwing
    case .withdrawalsWritten: areOptOutsWrittenTwice = true
    case .alertsWritten(let last): alertsWritten(last: last)
    case .damaged(let reason): noteDamage(reason)
    case .unreadable: if !damage.contains(Self.eventsAreDamaged) { noteDamage(Self.databaseIsDamaged) }
    case .answerDamaged: report(.answerDamaged)
    case .stillUnavailable(let fault):
      self.fault = fault
      lookAgain()
    case .lost: writeAnew()
    case .recovered(let recovery): endOutage(recovery)
    }
  }

  /// Those that are still on their way, in their order.
  private func take(_ entries: [Int]) -> [PendingTransaction] {
    entries.sorted().compactMap { pending.removeValue(forKey: $0) }
  }

  /// Rolls back what is not written although others are; opt-outs in it hold.
  private func takeBack(_ entries: [Int], _ result: CommitResult) {
    let taken = take(entries)
    for item in taken.reversed() { item.transaction?.rollBack() }
    for item in taken { write(item.transaction?.withdrawals ?? []) }
    for item in taken { item.done(result) }
  }

  private func committed(_ entries: [Int], _ result: CommitResult) {
    for entry in entries {
      guard let item = pending.removeValue(forKey: entry) else { continue }
      let count = item.transaction?.contactCount ?? 0
      acknowledged += count
      recorded += count
      if let transaction = item.transaction {
        recordedEvents += transaction.events.count
        transaction.settle()
        finish(transaction.events, areStored: true)
      }
      item.done(result)
    }
  }
}
