package import HistoryRecords

/// What has to be in memory before something is decided, where others write the same history.
extension ContactHistory {
  /// Sees to it that what is in memory of some scopes is new enough to decide by.
  ///
  /// - Parameter next: called on the loop with why that could not be read: at once where all is in memory always, or is
  ///   new enough.
  package func prepare(
    _ needs: @autoclosure () -> HistoryNeeds, then next: @escaping (HistoryFault?) -> Void
  ) {
    loop?.assertCurrent()
    if holdsAll { return next(nil) }
    if let fault { return next(fault) }
    journal.prepare(needs(), next)
  }

  /// What decisions on some scopes rest on from now on; nil where nobody else can be faster.
  package func basis(of scopes: @autoclosure () -> Set<HistoryScope>) -> JournalBasis? {
    loop?.assertCurrent()
    return holdsAll ? nil : journal.basis(of: scopes())
  }

  /// Begins a transaction whose reservations hold only where what they rest on still stands.
  package func transaction(restingOn basis: JournalBasis?) -> HistoryTransaction {
    loop?.assertCurrent()
    return HistoryTransaction(self, generation: generation, on: basis)
  }
}
