package import History
package import HistoryRecords
package import PostgreSQL
import SharedHistory
package import Time

/// A history that several hosts share on PostgreSQL. In memory are copies of the journeys and accounts that were asked for;
/// what is reserved by them holds only where nobody was faster.
///
/// Unchecked because all but its worker is touched on the event loop only.
package final class SharedJournal: HistoryJournal, @unchecked Sendable {
  package struct Settings: Sendable {
    package var connection: Connection.Settings
    /// How old a copy may be by which something is decided.
    package var fresh = Duration.seconds(2)
    /// How long a batch or a reading may take; with what follows here, a second until an engine is told of that is gone.
    package var time = Duration.milliseconds(500)
    /// How long connecting may take at most, whatever the connection itself says.
    package var connecting = Duration.milliseconds(400)
    /// For how long it is tried to find out what became of a batch before that is an outage.
    package var patience = Duration.milliseconds(100)
    /// How many contacts, journeys and accounts are in memory, about.
    package var most = 1_000_000

    package init(_ connection: Connection.Settings) { self.connection = connection }
  }

  let settings: Settings
  let worker: JournalWorker
  let now: () -> ContinuousClock.Instant
  weak var history: ContactHistory?
  var loop: ContactHistory.Loop?
  var scopes = ScopeStates()
  var places = ContactPlaces()
  /// Writes that are on their way, by the numbers of their entries.
  var pending: [Int: SharedWrite] = [:]
  private var waiters: [Int: (HistoryFault?) -> Void] = [:]
  private var nextWaiter = 0

  /// - Parameters:
  ///   - clock: with which the server's is compared.
  ///   - now: by which copies grow old.
  package init(
    _ settings: Settings, with library: ClientLibrary, clock: @escaping @Sendable () -> Instant,
    now: @escaping () -> ContinuousClock.Instant = { .now }
  ) {
    self.settings = settings
    self.now = now
    var connection = settings.connection
    connection.connecting = min(connection.connecting, settings.connecting)
    worker = JournalWorker(
      SharedHistoryWriter(connection, with: library, time: settings.time, clock: clock),
      patience: settings.patience)
  }

  package var file: FileJournal? { nil }
  package var holdsAll: Bool { false }
  package var load: Int { worker.load }

  package func open() -> OpenedJournal {
    switch worker.open() {
    case .success(let secret): OpenedJournal(secret: secret, fault: nil)
    case .failure(let fault): OpenedJournal(secret: nil, fault: fault)
    }
  }

  package func begin(for history: ContactHistory, on loop: ContactHistory.Loop) {
    self.history = history
    self.loop = loop
    worker.begin { [weak self] message in loop.execute { self?.receive(message) } }
  }

  package func close() -> Int {
    worker.close()
    return 0
  }

  package func recover(_ expected: JournalExpectation) { worker.recover() }

  package func answer(
    _ id: Int64, under key: Digest, _ done: @escaping @Sendable (FoundAnswer) -> Void
  ) {
    worker.read(HistoryNeeds(answers: [key])) { result in
      switch result {
      case .success(let reading):
        let answer = reading.answers.first
        done(answer.map { .kept(revision: $0.revision, body: $0.body) } ?? .lost)
      case .failure(let fault): done(.unreadable(fault))
      }
    }
  }

  /// How many journeys and accounts are in memory, or on their way.
  package var scopeCount: Int { scopes.count }

  /// Whether nothing is on its way.
  package var isIdle: Bool { pending.isEmpty }

  // MARK: Preparing

  package func prepare(_ needs: HistoryNeeds, _ done: @escaping (HistoryFault?) -> Void) {
    let oldest = now() - settings.fresh
    let stale = needs.scopes.filter { !scopes.use($0, notBefore: oldest) }
    guard !stale.isEmpty || !needs.decisions.isEmpty || !needs.answers.isEmpty else { return done(nil) }
    nextWaiter += 1
    waiters[nextWaiter] = done
    worker.read(
      nextWaiter, HistoryNeeds(scopes: stale, decisions: needs.decisions, answers: needs.answers))
  }

  package func basis(of scopes: Set<HistoryScope>) -> JournalBasis {
    var basis = JournalBasis()
    for scope in scopes {
      if let state = self.scopes[scope], state.isWhole, !state.isStale {
        basis.versions[scope] = .some(state.version)
      }
    }
    return basis
  }

  // MARK: What the worker says

  private func receive(_ message: JournalWorker.Message) {
    switch message {
    case .written(let results, let began, let duration):
      history?.receive(.measured(duration))
      settle(results, began: began)
    case .read(let readers, let result, let began):
      var fault: HistoryFault?
      switch result {
      case .success(let reading):
        absorb(reading.copies, began: began)
        history?.note(reading.answers)
      case .failure(let found): fault = found
      }
      for reader in readers { waiters.removeValue(forKey: reader)?(fault) }
    case .failed(let entries, let fault):
      for entry in entries { pending[entry] = nil }
      history?.receive(.failed(entries, fault))
    case .stillUnavailable(let fault): history?.receive(.stillUnavailable(fault))
    case .recovered(let secret):
      (scopes, places, pending) = (ScopeStates(), ContactPlaces(), [:])
      history?.receive(.recovered(JournalRecovery(withNothingReadUnder: secret)))
    }
  }
}
