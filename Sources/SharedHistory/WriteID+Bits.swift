import HistoryRecords
import PostgreSQL

extension WriteID {
  /// As PostgreSQL has it.
  var bits: UUIDBits { UUIDBits(high: high, low: low) }

  init(_ bits: UUIDBits) { self.init(high: bits.high, low: bits.low) }
}
