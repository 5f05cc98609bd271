import HistoryRecords
import Rules
import Time

/// An old copy of the database brings back journeys that were erased since: they are erased again, before anything is
/// recorded.
extension ContactHistory {
  /// Erases what the database still has of journeys that were erased, as far as it does not know of that.
  func eraseAgain() {
    let erasures = unknownErasures
    guard let last = erasures.map(\.number).max(), let secret, fault == nil else { return }
    unknownErasures = []
    let persons = Set(erasures.filter { !$0.isVoid }.map(\.person))
    let found = knownNames().filter { persons.contains(Digest(of: $0, under: secret)) }
    if !persons.isEmpty { report(.restored(erasures: persons.count, found: found.count)) }
    for journey in found.sorted() {
      forget(journey, sameContactWithin: TimeSpan(seconds: 0), noting: nil) { _ in }
    }
    // After the others: where one of them fails this does, and the next start begins again.
    let transaction = transaction()
    transaction.add(.erased(last))
    commit(transaction) { _ in }
  }

  /// Of all journeys of which anything is remembered.
  private func knownNames() -> Set<String> {
    var names = Set(index.journeys.names)
    names.formUnion(index.alerts.journeys)
    var last: String?
    while eventCount > 0, let more = try? events.journeys(after: last, most: 500), !more.isEmpty {
      names.formUnion(more)
      last = more.last
    }
    return names
  }
}
