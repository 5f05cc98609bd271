import GRDB
import HistoryRecords
import Journeys
import Time

/// The events of a file that is lost, on their way into the one that is written in its place: they are in no index, so
/// they are read from what is left.
struct EventCopy {
  /// What is left of the file: it, open, although its name may be gone; or a copy that can be read.
  let source: DatabaseQueue

  private static let batch = 5_000

  /// Copies what can be read; a row that is not what was written is passed over, and what cannot be reached is lost.
  ///
  /// - Returns: how many were copied.
  @discardableResult
  func copy(into target: HistoryFile) throws(HistoryFault) -> Int {
    var count = 0
    var last: (journey: String, at: Int64, number: Int64)?
    while true {
      let (events, next) = read(after: last)
      if !events.isEmpty { try target.commit(events.map { .event($0) }) }
      count += events.count
      guard let next else { return count }
      last = next
    }
  }

  private func read(
    after last: (journey: String, at: Int64, number: Int64)?
  ) -> (events: [JourneyEvent], next: (journey: String, at: Int64, number: Int64)?) {
    var events: [JourneyEvent] = []
    var end: (journey: String, at: Int64, number: Int64)?
    var seen = 0
    // Where a page cannot be read the rest behind it cannot be reached in this order either.
    try? source.unsafeRead { database in
      let place = last == nil ? "" : "WHERE (journey, at, number) > (?, ?, ?)"
      var statement = try BoundStatement(
        database,
        sql: """
          SELECT \(EventStore.columns), sum FROM event \(place) ORDER BY journey, at, number LIMIT \(Self.batch)
          """)
      if let last {
        try statement.bind(last.journey)
        try statement.bind(last.at)
        try statement.bind(last.number)
      }
      var rows = statement.rows()
      while try rows.next() {
        seen += 1
        guard let journey = rows.text(0) else { continue }
        end = (journey, rows.int(1), rows.int(2))
        if rows.isWhole(checksum: EventStore.columnCount), let event = JourneyEvent(rows) {
          events.append(event)
        }
      }
    }
    return (events, seen == Self.batch ? end : nil)
  }
}
