import Dispatch
package import HistoryRecords
package import Time

/// A history in a file of one daemon (SQLite): written on a queue of its own, with the events, which are read from there as
/// they are needed. What is no queue of its own is touched on the event loop only.
package final class FileJournal: HistoryJournal {
  let path: String
  let writer: HistoryWriter
  let events: EventStore
  let eventUpkeep: EventUpkeep
  let sweepReader: SweepReader

  package init(_ settings: ContactHistory.Settings, clock: @escaping @Sendable () -> Instant) {
    path = settings.path
    writer = HistoryWriter(
      HistoryOpener(
        path: settings.path, durability: settings.durability, clock: clock, uptime: settings.uptime,
        trace: settings.trace, logged: settings.logged),
      lock: settings.lock)
    events = EventStore(settings.path)
    eventUpkeep = EventUpkeep(settings.path)
    sweepReader = SweepReader(settings.path)
  }

  package var file: FileJournal? { self }
  package var holdsAll: Bool { true }
  package var load: Int { writer.load }

  package func open() -> OpenedJournal { OpenedJournal(writer.open()) }

  package func begin(for history: ContactHistory, on loop: ContactHistory.Loop) {
    events.damaged = { [weak history] in history?.noteDamage(ContactHistory.eventsAreDamaged) }
    let unreadable = history.unreadable
    events.unreadable = unreadable
    eventUpkeep.events.whenUnreadable(unreadable)
    sweepReader.events.whenUnreadable(unreadable)
    writer.report = { message in loop.execute { history.receive(message) } }
  }

  package func close() -> Int { writer.close() }

  package func append(_ entry: JournalEntry) { writer.add(entry) }

  package func recover(_ expected: JournalExpectation) { writer.recover(expected) }

  package func answer(
    _ id: Int64, under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void
  ) {
    writer.answer(id, done)
  }

  package func prepare(_ needs: HistoryNeeds, _ done: @escaping (HistoryFault?) -> Void) { done(nil) }

  package func basis(of scopes: Set<HistoryScope>) -> JournalBasis { JournalBasis() }

  /// Reads events from another file from here on, should one stand there.
  func reopenEvents() {
    events.reopen()
    eventUpkeep.events.reopen()
    sweepReader.events.reopen()
  }
}
