import History
import HistoryRecords
import SharedHistory

/// What becomes of writes, and of what rests on them.
extension SharedJournal {
  /// What is known now of entries that were on their way.
  private struct Outcome {
    var committed: [Int] = []
    var overtaken: [Int] = []
    var answered: [Int] = []
    var refused: [(entry: Int, fault: HistoryFault)] = []
    var copies: [HistoryScope: ScopeCopy] = [:]
    /// Versions that no scope will ever have.
    var dead: Set<WriteID> = []

    var failed: [Int] { overtaken + answered + refused.map(\.entry) }
  }

  /// Takes what became of a batch.
  ///
  /// - Parameter began: when it was sent: what it found is not older.
  func settle(_ results: [(entry: Int, result: WriteResult)], began: ContinuousClock.Instant) {
    var outcome = Outcome()
    for (entry, result) in results {
      if case .overtaken(let newer) = result { for copy in newer { outcome.copies[copy.scope] = copy } }
      guard let write = pending.removeValue(forKey: entry) else {
        // An entry in which nothing is new, or one of which it was known before that it fails.
        if case .taken = result { outcome.committed.append(entry) }
        continue
      }
      finish(write, isTaken: result.isTaken, began: began)
      switch result {
      case .taken: outcome.committed.append(entry)
      case .overtaken: outcome.overtaken.append(entry)
      case .answered: outcome.answered.append(entry)
      case .failed(let fault): outcome.refused.append((entry, .failed("\(fault)")))
      case .unknown: outcome.refused.append((entry, .failed("it is not known what became of it")))
      }
      if !result.isTaken { outcome.dead.insert(write.version) }
    }
    apply(&outcome, began: began)
  }

  /// Takes copies that were read.
  func absorb(_ copies: [ScopeCopy], began: ContinuousClock.Instant) {
    var outcome = Outcome()
    for copy in copies { outcome.copies[copy.scope] = copy }
    apply(&outcome, began: began)
  }

  /// Notes that a write is not on its way any more.
  private func finish(_ write: SharedWrite, isTaken: Bool, began: ContinuousClock.Instant) {
    for scope in write.scopes.keys {
      scopes.update(scope, at: began) { state in
        state.pending -= 1
        if !write.isReservation { state.pendingRecords -= 1 }
        guard state.isWhole else { return }
        if isTaken {
          state.committed = write.version
          if write.isReservation { state.asOf = max(state.asOf, began) }
        } else {
          state.version = state.committed
          state.isStale = true
        }
      }
    }
  }

  /// Rolls back what cannot hold any more, the last first, has newer copies stand in memory, and only then says what became
  /// of each entry: some are decided again at once.
  private func apply(_ outcome: inout Outcome, began: ContinuousClock.Instant) {
    let newer = outcome.copies.values.filter { copy in
      guard let state = scopes[copy.scope], state.isWhole else { return true }
      return state.committed != copy.version
    }
    let doomed = takeDoomed(&outcome.dead, on: Set(newer.map(\.scope)), began: began)
    outcome.overtaken += doomed
    history?.rollBack(outcome.failed)
    replace(newer)
    for copy in outcome.copies.values { note(copy, began: began) }
    evict()
    report(outcome)
  }

  /// Takes out the reservations that are on their way and rest on what will never be, or on what has changed.
  private func takeDoomed(
    _ dead: inout Set<WriteID>, on changed: Set<HistoryScope>, began: ContinuousClock.Instant
  ) -> [Int] {
    guard !dead.isEmpty || !changed.isEmpty else { return [] }
    var doomed: [Int] = []
    for (entry, write) in pending.sorted(by: { $0.key < $1.key }) {
      let isResting = write.scopes.contains { scope, expectation in
        guard let since = expectation.since else { return false }
        return changed.contains(scope) || (since.map { dead.contains($0) } ?? false)
      }
      guard isResting else { continue }
      // What rests on one that is written whatever stands there finds another version as well.
      dead.insert(write.version)
      guard write.isReservation else { continue }
      pending[entry] = nil
      finish(write, isTaken: false, began: began)
      doomed.append(entry)
    }
    return doomed
  }

  private func replace(_ newer: [ScopeCopy]) {
    guard !newer.isEmpty, let replaced = history?.replace(newer) else { return }
    for (id, contact) in replaced.added {
      places.add(
        id,
        .init(
          journey: contact.journey, account: contact.record.account, madeBy: nil, number: contact.number))
    }
    places.retire(replaced.removed)
  }

  private func note(_ copy: ScopeCopy, began: ContinuousClock.Instant) {
    scopes.update(copy.scope, at: began) { state in
      if !state.isWhole || state.committed != copy.version {
        (state.committed, state.version) = (copy.version, copy.version)
        state.isWhole = true
      }
      state.asOf = max(state.asOf, began)
      // What this host has on its way changes the version, and is not in the copy.
      state.isStale = state.version == copy.version && state.pendingRecords > 0
    }
  }

  private func report(_ outcome: Outcome) {
    guard let history else { return }
    if !outcome.committed.isEmpty { history.receive(.committed(outcome.committed)) }
    for (entry, fault) in outcome.refused { history.receive(.refused([entry], fault)) }
    if !outcome.answered.isEmpty { history.receive(.answered(outcome.answered)) }
    if !outcome.overtaken.isEmpty { history.receive(.overtaken(outcome.overtaken)) }
  }

  /// Forgets what was not used for the longest time, where there is too much.
  private func evict() {
    guard let history else { return }
    while scopes.count + history.contactCount > settings.most, let scope = scopes.removeOldest() {
      let removed = history.forget(scope) { scopes[$0]?.isWhole ?? false }
      places.retire(removed)
    }
  }
}

extension WriteResult {
  var isTaken: Bool { if case .taken = self { true } else { false } }
}
