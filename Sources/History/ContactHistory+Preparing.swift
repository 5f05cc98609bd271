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

  /// Begins a transaction whose reservations hold only where nobody has written of some scopes from now on.
  package func transaction(restingOn scopes: @autoclosure () -> Set<HistoryScope>) -> HistoryTransaction {
    loop?.assertCurrent()
    return HistoryTransaction(
      self, generation: generation, on: holdsAll ? nil : journal.basis(of: scopes()))
  }
}
