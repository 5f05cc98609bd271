import Time

/// The numbers of the contacts of a journey or of an account, the newest first.
struct ContactSequence: Sequence, IteratorProtocol {
  let rows: RowList<IndexedContact>
  private var upcoming: Int32
  private let isOfAccount: Bool

  init(rows: RowList<IndexedContact>, first: Int32, isOfAccount: Bool) {
    self.rows = rows
    upcoming = first
    self.isOfAccount = isOfAccount
  }

  mutating func next() -> Int32? {
    guard upcoming >= 0 else { return nil }
    let number = upcoming
    upcoming = isOfAccount ? rows[number].nextOfAccount : rows[number].nextOfJourney
    return number
  }
}

/// A row that knows the next one of its list; -1 is none.
protocol LinkedRow: Sendable {
  var next: Int32 { get }
}

/// The rows of one list, the newest first.
struct LinkedRows<Row: LinkedRow>: Sequence, IteratorProtocol {
  private let rows: RowList<Row>
  private var upcoming: Int32

  init(rows: RowList<Row>, first: Int32) {
    self.rows = rows
    upcoming = first
  }

  mutating func next() -> Row? {
    guard upcoming >= 0 else { return nil }
    let row = rows[upcoming]
    upcoming = row.next
    return row
  }
}

extension WithdrawalRow {
  var instant: Instant { Instant(microseconds: at) }
}

extension ResultRow {
  var instant: Instant { Instant(microseconds: at) }
}
