import Books
import DecisionLog
import Diagnostics
import Dispatch
import History
import Rules
import Serving
import Settings
import Telemetry
import Time

/// What the requests of the event loop share: the book at work, the newest rejection, the history and who waits for alerts. It
/// belongs to the loop.
final class ServingState {
  let configuration: Configuration
  let loop: any Loop
  let clock: @Sendable () -> Instant
  let log: EventLog
  let history: ContactHistory
  let decisionLog: DecisionLog
  /// How the daemon's own log names journeys.
  let loggedNames: LoggedNames
  let alertWaiters = AlertWaiters()
  let findings: StateFindings
  /// Where long bodies are parsed and long files are read.
  let worker = DispatchQueue(label: "worker")
  /// Where reasons are worked out, so that nobody who sends something long waits for them.
  let explaining = DispatchQueue(label: "explaining")
  private(set) var book: ServingBook
  /// Of the newest files, where they are not what serves.
  private(set) var rejection: Rejection?
  /// Of the files that keep changing, so that they were not loaded for a while, the names; nil where they rest.
  private(set) var unsettled: [String]?
  /// The last change of the rule book, with a start against what served before; nil before the first one.
  private(set) var lastChange: BookChange?
  /// What the book weakens against those of the last day.
  private(set) var recentlyWeakened: RecentlyWeakened
  /// When files were last loaded without a mistake; nil where that never was.
  private(set) var reloadTime: Instant?
  /// Why clients do not find the daemon; nil while they do.
  private(set) var socketFault: String?
  /// Called with the status whenever the rule book or what is wrong with its files has changed.
  var statusChanged: (String) -> Void = { _ in }
  var metrics = Metrics()
  var backups: BackupStamp

  init(
    configuration: Configuration, loop: any Loop, clock: @escaping @Sendable () -> Instant, log: EventLog,
    history: ContactHistory, book: ServingBook, rejection: Rejection?, change: BookChange? = nil,
    weakened: RecentlyWeakened = RecentlyWeakened(), decisionLog: DecisionLog
  ) {
    self.configuration = configuration
    self.loop = loop
    self.clock = clock
    self.log = log
    self.history = history
    findings = StateFindings(log, on: loop, clock: clock)
    self.book = book
    self.rejection = rejection
    lastChange = change
    recentlyWeakened = weakened
    self.decisionLog = decisionLog
    backups = BackupStamp(in: configuration.stateDirectory)
    loggedNames = LoggedNames(configuration.journeysInLog, keyPath: configuration.keyPath)
    reloadTime = rejection == nil ? book.loaded.loadedAt : nil
    history.measured = { [weak self] in self?.metrics.countCommit($0) }
    history.onAlerts = { [alertWaiters] in alertWaiters.wake() }
    prepareReasons()
  }

  /// Whether the newest files are not what serves.
  /// What keeps less from people than under a book that served within the last day.
  var weakenedNow: [RecentlyWeakened.Entry] {
    recentlyWeakened.told(at: clock(), lastChange: lastChange?.at)
  }

  var isStale: Bool { rejection != nil || unsettled != nil }

  /// How near each other records of one contact are, by the book that serves.
  var sameContactWithin: TimeSpan { book.book.policies.sameContactWithin }

  // MARK: Rule books

  /// Which rule book serves, and why the newest files do not, if so, for a service manager to show.
  var status: String {
    guard let rejection else { return "rule book \(book.revision) serves" }
    let first = rejection.diagnostics.first { $0.severity == .error }
    return "rule book \(book.revision) goes on, the newest files are not taken: \(first?.onOneLine ?? "")"
  }

  /// Has the book ready for the first question of why, on a thread that nobody waits for.
  private func prepareReasons() {
    worker.async { [explainer = book.explainer] in explainer.prepare() }
  }

  // Each event has its time as its key, so that the log folds none of them away as a repeat.

  /// Has a book serve from now on.
  ///
  /// - Parameter change: what the log says of it.
  func replaceBook(with next: ServingBook, _ change: BookChange) {
    loop.assertCurrent()
    next.continueCounts(of: book)
    // The tables of the last one are many, and are freed elsewhere.
    let last = LoopBound(book, on: loop)
    book = next
    lastChange = change
    recentlyWeakened = change.recentlyWeakened
    worker.async { _ = last }
    prepareReasons()
    noteReload()
    log.log(
      change.level, .bookLoaded, "rule book \(next.revision) serves\(change.words)",
      change.fields,
      key: "\(next.loaded.loadedAt)")
    statusChanged(status)
    warnOfHistory()
  }

  /// The files were read, and are what serves.
  func confirmBook(_ loaded: LoadedBook) {
    loop.assertCurrent()
    let wasRejected = rejection != nil
    noteReload()
    book.confirm(loaded)
    let failing = loaded.failingTests
    log.log(
      failing.isEmpty ? .info : .warning, wasRejected ? .bookLoaded : .bookUnchanged,
      "the files are \(wasRejected ? "again" : "still") what serves: rule book \(loaded.book.revision)"
        + LoadedBook.words(ofFailing: failing),
      loaded.logFields, key: "\(clock())")
    statusChanged(status)
  }

  /// The files were read and refused; the book at work goes on.
  func rejectBook(_ rejection: Rejection) {
    loop.assertCurrent()
    self.rejection = rejection
    unsettled = nil
    log.error(
      .bookRejected, "the newest rule files are not taken; rule book \(book.revision) goes on",
      rejection.logFields(serving: book.revision), key: "\(rejection.at)")
    statusChanged(status)
  }

  private func noteReload() {
    rejection = nil
    unsettled = nil
    reloadTime = clock()
  }

  /// Notes that the files do not come to rest.
  ///
  /// - Parameter files: those that keep changing, or are not closed.
  func noteUnrest(of files: [String] = []) {
    loop.assertCurrent()
    unsettled = files
  }

  /// Warns of what the rule book that serves asks of the history in vain.
  func warnOfHistory() {
    warnOfShortHistory()
    warnOfOptOutsOfNoChannel()
  }

  /// Warns where opt-outs are of channels that the rule book does not have: one that has another id now is open to all.
  private func warnOfOptOutsOfNoChannel() {
    for (channel, count) in history.optOuts(unknownTo: book.book) {
      log.warning(
        .optOutsUnmatched,
        "\(count) opt-outs are of '\(channel)', which is no channel of rule book \(book.revision): they keep nobody from any other channel",
        ["channel": .string(channel), "opt_outs": .int(Int64(count)), "revision": .string(book.revision)],
        key: "\(channel) \(book.revision)")
    }
  }

  /// Warns where rules look back further than contacts are kept.
  private func warnOfShortHistory() {
    guard let kept = configuration.keep else { return }
    let reach = book.reach
    guard kept < reach else { return }
    let days = reach.microseconds / TimeSpan.day.microseconds
    log.warning(
      .historyShort, "the rules look back \(days) days, and 'history.keep' is shorter",
      ["reach": .int(days), "revision": .string(book.revision)], key: book.revision)
  }

  // MARK: The socket

  /// Counts what happens at the socket, and follows whether clients find it.
  func follow(_ event: ServerEvent) {
    metrics.count(event)
    switch event {
    case .socketLost(_, let fault): socketFault = fault
    case .socketTaken(_, let reason): socketFault = reason
    case .socketFound: socketFault = nil
    default: break
    }
  }
}
