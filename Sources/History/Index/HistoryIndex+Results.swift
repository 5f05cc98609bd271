import HistoryRecords
import Rules
import Time

extension HistoryIndex {
  func results(of contact: Int32) -> LinkedRows<ResultRow> {
    LinkedRows(rows: results, first: contacts[contact].firstResult)
  }

  /// When a contact was made; where only what came of it was told, the earliest of that.
  func instant(of contact: Int32) -> Instant {
    let row = contacts[contact]
    guard row.origin == .presumed else { return row.instant }
    return results(of: contact).map(\.instant).min() ?? row.instant
  }

  /// When something came of a contact, as far as it was told, and with which value.
  func result(_ outcome: Outcome, of contact: Int32) -> ResultRow? {
    results(of: contact).first { $0.outcome == Int8(outcome.place) }
  }

  mutating func add(_ outcome: Outcome, at: Instant, value: Double?, to contact: Int32) {
    let row = ResultRow(
      outcome: Int8(outcome.place), at: at.microseconds, value: value ?? .nan,
      next: contacts[contact].firstResult)
    contacts[contact].firstResult = results.add(row)
  }

  mutating func remove(_ outcome: Outcome, from contact: Int32) {
    var before: Int32 = -1
    var here = contacts[contact].firstResult
    while here >= 0, results[here].outcome != Int8(outcome.place) {
      before = here
      here = results[here].next
    }
    guard here >= 0 else { return }
    let next = results[here].next
    if before >= 0 { results[before].next = next } else { contacts[contact].firstResult = next }
    results.remove(here, beingForgotten: .vacant)
  }
}
