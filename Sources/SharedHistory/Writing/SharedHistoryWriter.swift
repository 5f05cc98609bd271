import Glibc
package import HistoryRecords
package import PostgreSQL
package import Time

/// Writes and reads the shared history, over one session after the other: where one breaks it opens the next, and finds
/// out there what became of what was on its way. For one thread, which waits for the server.
package final class SharedHistoryWriter {
  private let settings: Connection.Settings
  private let library: ClientLibrary
  private let clock: () -> Instant
  private let time: Duration
  /// Between two tries to find out what became of something.
  private static let pause = Duration.milliseconds(20)
  private var session: SharedHistorySession?
  /// What was on its way when a connection broke, and in which session.
  private var unsettled: (WriteBatch, SharedHistorySession.Identity)?

  /// - Parameter time: how long each batch, reading and look-up may take.
  package init(
    _ settings: Connection.Settings, with library: ClientLibrary, time: Duration = .seconds(1),
    clock: @escaping () -> Instant
  ) {
    self.settings = settings
    self.library = library
    self.time = time
    self.clock = clock
  }

  /// Writes a batch.
  ///
  /// - Parameter patience: how long it is tried to find out what became of it where the connection breaks; afterwards
  ///   results are `unknown`, and `settle` goes on.
  /// - Returns: a result for each write.
  package func write(_ batch: WriteBatch, patience: Duration = .seconds(1)) -> [WriteResult] {
    let results: [WriteResult]
    let identity: SharedHistorySession.Identity
    do throws(SharedHistoryFault) {
      var session = try takeSession()
      results = session.write(batch)
      identity = session.identity
      keep(session)
    } catch {
      return batch.writes.map { _ in .failed(error) }
    }
    guard results.contains(where: \.isUnknown) else { return results }
    unsettled = (batch, identity)
    return settle(within: patience) ?? results
  }

  /// Finds out what became of the batch of which that is not known; nil where it is still not known at the end.
  package func settle(within patience: Duration) -> [WriteResult]? {
    guard let (batch, identity) = unsettled else { return nil }
    let end = ContinuousClock.now + patience
    repeat {
      if var session = try? takeSession() {
        let settled = try? session.settle(batch, of: identity)
        keep(session)
        if let settled, !settled.contains(where: \.isUnknown) {
          unsettled = nil
          return settled
        }
      }
      usleep(UInt32(Self.pause / .microseconds(1)))
    } while ContinuousClock.now < end
    return nil
  }

  /// Reads scopes, all at one instant, in their order.
  package func read(_ scopes: [HistoryScope]) throws(SharedHistoryFault) -> [ScopeCopy] {
    try reading { session throws(PostgreSQLError) in try session.read(scopes) }
  }

  /// Reads what is needed, journeys and accounts all at one instant.
  package func read(_ needs: HistoryNeeds) throws(SharedHistoryFault) -> SharedReading {
    try reading { session throws(PostgreSQLError) in
      let found = try session.journeys(of: Array(needs.decisions))
      return SharedReading(
        copies: try session.read(needs.scopes.union(found).sorted()),
        answers: try session.answers(under: Array(needs.answers)))
    }
  }

  /// The key under which all hosts hash journeys; the tables are made where they are not there.
  package func secret() throws(SharedHistoryFault) -> [UInt8]? {
    try reading { session throws(PostgreSQLError) in try session.secret() }
  }

  private func reading<Value>(
    _ read: (inout SharedHistorySession) throws(PostgreSQLError) -> Value
  ) throws(SharedHistoryFault) -> Value {
    do throws(SharedHistoryFault) {
      return try readingOnce(read)
    } catch .engine(.lost) {
      // Nobody noticed until now that the session had ended.
      return try readingOnce(read)
    }
  }

  private func readingOnce<Value>(
    _ read: (inout SharedHistorySession) throws(PostgreSQLError) -> Value
  ) throws(SharedHistoryFault) -> Value {
    var session = try takeSession()
    do throws(PostgreSQLError) {
      let value = try read(&session)
      keep(session)
      return value
    } catch {
      keep(session)
      throw .engine(error)
    }
  }

  // MARK: Sessions

  /// A session that is whole and has its tables.
  private func takeSession() throws(SharedHistoryFault) -> SharedHistorySession {
    if let kept = session.take() { return kept }
    var opened: SharedHistorySession
    do throws(PostgreSQLError) {
      opened = try SharedHistorySession.open(settings, with: library, clock: clock, time: time)
    } catch {
      throw .engine(error)
    }
    try opened.migrate()
    do throws(PostgreSQLError) { try opened.prepare() } catch { throw .engine(error) }
    return opened
  }

  private func keep(_ session: consuming SharedHistorySession) {
    if !session.isBroken { self.session = consume session }
  }
}

extension WriteResult {
  package var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
