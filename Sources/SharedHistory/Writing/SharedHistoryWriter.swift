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
  ///   results are `unknown`.
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
    return settle(batch, of: identity, patience: patience) ?? results
  }

  /// Finds out what became of a batch; nil where that is still not known at the end.
  private func settle(
    _ batch: WriteBatch, of identity: SharedHistorySession.Identity, patience: Duration
  ) -> [WriteResult]? {
    let end = ContinuousClock.now + patience
    repeat {
      if var session = try? takeSession() {
        let settled = try? session.settle(batch, of: identity)
        keep(session)
        if let settled, !settled.contains(where: \.isUnknown) { return settled }
      }
      usleep(UInt32(Self.pause / .microseconds(1)))
    } while ContinuousClock.now < end
    return nil
  }

  /// Reads scopes, all at one instant, in their order.
  package func read(_ scopes: [HistoryScope]) throws(SharedHistoryFault) -> [ScopeCopy] {
    do throws(SharedHistoryFault) {
      return try readOnce(scopes)
    } catch .engine(.lost) {
      // Nobody noticed until now that the session had ended.
      return try readOnce(scopes)
    }
  }

  private func readOnce(_ scopes: [HistoryScope]) throws(SharedHistoryFault) -> [ScopeCopy] {
    var session = try takeSession()
    do throws(PostgreSQLError) {
      let copies = try session.read(scopes)
      keep(session)
      return copies
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
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
