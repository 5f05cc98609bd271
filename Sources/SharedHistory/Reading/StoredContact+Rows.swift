import Decisions
import HistoryRecords
import PostgreSQL
import Time

extension StoredContact {
  /// Nil where the row is none that this program has written.
  init?(_ rows: Rows, _ row: Int) {
    guard let journey = rows.text(row, 0), let number = rows.int(row, 1), let at = rows.int(row, 5),
      let delivered = rows.bool(row, 7), let code = rows.int(row, 8),
      let origin = Int8(exactly: code).flatMap({ RowOrigin(rawValue: $0) }),
      let write = rows.uuid(row, 9), let action = rows.text(row, 10)
    else { return nil }
    let stamp = ActionStamp(
      action: action, kind: rows.text(row, 11), group: rows.text(row, 12),
      isExempt: rows.bool(row, 13) ?? false, counts: rows.bool(row, 14) ?? true)
    let record = ContactRecord(
      id: number, journey: journey, account: rows.text(row, 2), stamp: stamp, stampNumber: -1,
      channel: rows.text(row, 4), at: Instant(microseconds: at),
      decision: rows.uuid(row, 6).map { DecisionID(high: $0.high, low: $0.low) }, isDelivered: delivered,
      origin: origin)
    self.init(record, accountNumber: rows.int(row, 3), write: WriteID(write))
  }
}
