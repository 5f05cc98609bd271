import GRDB
import HistoryRecords
import Journeys
import Rules
import Time

/// Goes through all events on a thread and a connection of its own: whether they are what was written, and which are older
/// than they are kept.
struct EventUpkeep: Sendable {
  /// What of a journey may be forgotten.
  struct Old: Sendable {
    let journey: String
    /// What nobody needs any more.
    let spare: [EventPlace]
    /// All of it, where nothing else is remembered of the journey; nil where some of it is younger.
    let all: [EventPlace]?
  }

  struct Batch: Sendable {
    let old: [Old]
    /// After which journey to go on; nil at the end.
    let next: String?
  }

  let events: EventQueue

  private static let journeysAtOnce = 500

  init(_ path: String) { events = EventQueue(path, "events") }

  /// Looks through some journeys.
  ///
  /// - Parameter done: called on its own queue.
  func lookForOld(
    after journey: String?, before horizon: Instant,
    _ done: @escaping @Sendable (Result<Batch, HistoryFault>) -> Void
  ) {
    let look = { @Sendable (store: EventStore) throws(HistoryFault) in
      let journeys = try store.beginnings(after: journey, most: Self.journeysAtOnce)
      var old: [Old] = []
      for (name, first) in journeys where first < horizon {
        if let found = Self.old(name, try store.placedEvents(of: name), before: horizon) {
          old.append(found)
        }
      }
      return Batch(old: old, next: journeys.count == Self.journeysAtOnce ? journeys.last?.journey : nil)
    }
    events.read(look, done)
  }

  private static func old(
    _ journey: String, _ events: [(place: EventPlace, event: JourneyEvent)], before horizon: Instant
  ) -> Old? {
    let needed = NeededEvents.places(in: events.map(\.event))
    let spare = events.indices.filter { events[$0].place.at < horizon && !needed.contains($0) }
    let isAllOld = events.last.map { $0.place.at < horizon } ?? false
    guard !spare.isEmpty || isAllOld else { return nil }
    return Old(
      journey: journey, spare: spare.map { events[$0].place }, all: isAllOld ? events.map(\.place) : nil)
  }

  /// Looks whether every event is what was written, and none is missing.
  ///
  /// - Parameter done: called on its own queue, with whether all is well.
  func check(_ done: @escaping @Sendable (Bool) -> Void) {
    let look = { @Sendable (store: EventStore) throws(HistoryFault) in try store.areWhole() }
    events.read(look) { found in
      switch found {
      case .success(let areWhole): done(areWhole)
      // What cannot be read at all is told by whoever needs it.
      case .failure(let fault): done(fault != .corrupt)
      }
    }
  }
}

extension EventStore {
  /// What was told of a journey with its places, by instant.
  func placedEvents(
    of journey: String
  ) throws(HistoryFault) -> [(place: EventPlace, event: JourneyEvent)] {
    try read { database in
      var statement = try BoundStatement(
        database, sql: "SELECT \(Self.columns), sum FROM event WHERE journey = ?")
      try statement.bind(journey)
      var rows = statement.rows()
      var events: [(place: EventPlace, event: JourneyEvent)] = []
      while try rows.next() {
        guard let event = JourneyEvent(rows) else { continue }
        events.append((EventPlace(at: event.at, number: rows.int(2)), event))
      }
      return events
    }
  }

  /// Whether all rows are what was written, and as many as were.
  func areWhole() throws(HistoryFault) -> Bool {
    try read { database in
      // One transaction, so that rows and total are of one moment.
      try database.execute(sql: "BEGIN")
      defer { try? database.execute(sql: "COMMIT") }
      guard let wanted = try TableTotal(of: "event", in: database) else { return true }
      var rows = try StatementRows(database, sql: "SELECT \(Self.columns), sum FROM event")
      var found = TableTotal()
      while try rows.next() {
        guard rows.isWhole(checksum: Self.columnCount) else { return false }
        found.add(rows.int(Self.columnCount))
      }
      return found == wanted
    }
  }
}
