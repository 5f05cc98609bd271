import Decisions
import HistoryRecords
import Time

/// A contact, or what was told of one, as the index holds it: numbers only, in lists of its journey and of its account. -1 is none.
struct IndexedContact: Sendable {
  /// That of the file; zero for a row that is vacant.
  var id: Int64
  var at: Int64
  /// Zeros where no decision is known.
  var decision: DecisionID
  var stamp: Int32
  var journey: Int32
  var account: Int32
  var nextOfJourney: Int32 = -1
  var previousOfJourney: Int32 = -1
  var nextOfAccount: Int32 = -1
  var previousOfAccount: Int32 = -1
  /// The first of its results, beside its delivery at `at`.
  var firstResult: Int32 = -1
  var channel: Int32
  var isDelivered: Bool
  var origin: RowOrigin

  static let noDecision = DecisionID(high: 0, low: 0)

  var hasDecision: Bool { decision != Self.noDecision }
  var instant: Instant { Instant(microseconds: at) }
}

/// What came of a contact, in a list.
struct ResultRow: LinkedRow {
  /// Place among all outcomes; below zero for a row that is vacant.
  var outcome: Int8
  var at: Int64
  /// Not a number where none was given.
  var value: Double
  var next: Int32
}

/// A withdrawal of consent for a channel, in a list of its journey.
struct WithdrawalRow: LinkedRow {
  var channel: Int32
  var at: Int64
  var next: Int32
}

extension IndexedContact {
  static let vacant = IndexedContact(
    id: 0, at: 0, decision: noDecision, stamp: -1, journey: -1, account: -1, channel: -1, isDelivered: false,
    origin: .told)
}

extension ResultRow {
  static let vacant = ResultRow(outcome: -1, at: 0, value: .nan, next: -1)
}
