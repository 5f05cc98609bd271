import Books
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
  let alertWaiters = AlertWaiters()
  /// Where long bodies are parsed and long files are read.
  let worker = DispatchQueue(label: "worker")
  private(set) var book: ServingBook
  /// Of the newest files, where they are not what serves.
  private(set) var rejection: Rejection?
  /// Why clients do not find the daemon; nil while they do.
  private(set) var socketFault: String?

  init(
    configuration: Configuration, loop: any Loop, clock: @escaping @Sendable () -> Instant, log: EventLog,
    history: ContactHistory, book: ServingBook, rejection: Rejection?
  ) {
    self.configuration = configuration
    self.loop = loop
    self.clock = clock
    self.log = log
    self.history = history
    self.book = book
    self.rejection = rejection
    history.onAlerts = { [alertWaiters] in alertWaiters.wake() }
  }

  /// How near each other records of one contact are, by the book that serves.
  var sameContactWithin: TimeSpan { book.book.policies.sameContactWithin }

  // MARK: Rule books

  // Each event has its time as its key, so that the log folds none of them away as a repeat.

  /// Has a book serve from now on.
  ///
  /// - Parameter fields: what the log says of it.
  func replaceBook(with next: ServingBook, _ fields: LogFields) {
    loop.assertCurrent()
    next.continueCounts(of: book)
    // The tables of the last one are many, and are freed elsewhere.
    let last = LoopBound(book, on: loop)
    book = next
    worker.async { _ = last }
    rejection = nil
    log.info(
      .bookLoaded, "rule book \(next.revision) serves", fields, key: "\(next.loaded.loadedAt)")
    warnOfShortHistory()
  }

  /// The files were read, and are what serves.
  func confirmBook(_ loaded: LoadedBook) {
    loop.assertCurrent()
    let how = rejection == nil ? "still" : "again"
    rejection = nil
    log.info(
      .bookLoaded, "the files are \(how) what serves: rule book \(loaded.book.revision)",
      loaded.logFields(after: nil), key: "\(clock())")
  }

  /// The files were read and refused; the book at work goes on.
  func rejectBook(_ rejection: Rejection) {
    loop.assertCurrent()
    self.rejection = rejection
    log.error(
      .bookRejected, "the newest rule files are not taken; rule book \(book.revision) goes on",
      rejection.logFields(serving: book.revision), key: "\(rejection.at)")
  }

  /// Warns where rules look back further than contacts are kept.
  func warnOfShortHistory() {
    let reach = book.book.reach
    guard let kept = configuration.keep, kept < reach else { return }
    let days = reach.microseconds / TimeSpan.day.microseconds
    log.warning(
      .historyShort, "the rules look back \(days) days, and 'history.keep' is shorter",
      ["reach": .int(days), "revision": .string(book.revision)], key: book.revision)
  }

  // MARK: The socket

  /// Follows whether clients find the socket.
  func follow(_ event: ServerEvent) {
    switch event {
    case .socketLost(_, let fault): socketFault = fault
    case .socketTaken(_, let reason): socketFault = reason
    case .socketFound: socketFault = nil
    default: break
    }
  }
}
