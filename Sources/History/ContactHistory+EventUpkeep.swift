import HistoryRecords
import Time

/// What becomes of events in time.
extension ContactHistory {
  /// Has all events read once, in the background: a start does not wait for that.
  func checkEvents() {
    guard remembersEvents, let loop, let file else { return }
    file.eventUpkeep.check { areWhole in
      guard !areWhole else { return }
      loop.execute { self.noteDamage(Self.eventsAreDamaged) }
    }
  }

  /// Forgets events from before an instant, some journeys at a time. What holds of a journey, its stage, its exit, its
  /// profile and consents, stays as long as anything else of it does.
  ///
  /// - Returns: whether it has come through all; otherwise it wants to be called again.
  func cleanUpEvents(before horizon: Instant) -> Bool {
    guard remembersEvents, fault == nil, let loop, let file else { return true }
    if areEventsSwept {
      areEventsSwept = false
      return true
    }
    guard !isSweepingEvents else { return false }
    isSweepingEvents = true
    file.eventUpkeep.lookForOld(after: eventsSwept, before: horizon) { found in
      loop.execute { self.forget(found) }
    }
    return false
  }

  private func forget(_ found: Result<EventUpkeep.Batch, HistoryFault>) {
    guard case .success(let batch) = found else { return endSweep(at: nil) }
    let transaction = transaction()
    for old in batch.old {
      let hasContacts = index.journeys.number(of: old.journey).map { index.hasContacts($0) } ?? false
      if let all = old.all, !hasContacts {
        transaction.add(.forgetEvents(of: old.journey, all))
      } else if !old.spare.isEmpty {
        transaction.add(.forgetEvents(of: old.journey, old.spare))
      }
    }
    guard !transaction.isEmpty else { return endSweep(at: batch.next) }
    commit(transaction) { [self] fault in
      if fault == nil {
        for old in batch.old { recent.forget(old.journey) }
        countEvents()
      }
      endSweep(at: fault == nil ? batch.next : nil)
    }
  }

  private func endSweep(at next: String?) {
    eventsSwept = next
    isSweepingEvents = false
    areEventsSwept = next == nil
  }
}
