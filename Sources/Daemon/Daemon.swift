import API
import Books
package import Diagnostics
import Foundation
import Glibc
import History
import Rules
import Serving
package import Settings
import Telemetry
import Time

/// The composition root: puts the parts together, runs them until a signal ends it, and takes them apart.
package enum Daemon {
  /// - Parameter notes: what is odd about the configuration.
  /// - Returns: the exit code: 0 after a clean stop, 1 where it could not start, or leaves opt-outs that the database
  ///   lacks.
  package static func run(
    _ configuration: Configuration, notes: [Diagnostic] = [], environment: [String: String]
  ) async -> Int32 {
    do {
      return try await serve(configuration, notes, environment: environment)
    } catch {
      reportFailure("\(error)", in: configuration.log)
      return 1
    }
  }

  private static func serve(
    _ configuration: Configuration, _ notes: [Diagnostic], environment: [String: String]
  ) async throws -> Int32 {
    let access = try AccessPolicy(configuration.access)
    let source = try configuration.socketSource(environment)
    let log = EventLog(configuration: configuration.log, file: try configuration.openLogFile())
    defer { _ = log.stop(within: .seconds(2)) }
    let service = ServiceNotifier(environment: environment) { log.reportUnnotified($0) }
    let wakes = WakeStream()
    // A reload that is asked for during the start comes after it. What stops the daemon may end a start at once.
    wakes.add([SIGHUP])
    report(notes, in: log)
    try configuration.checkPlaces()
    try prepareStateDirectory(configuration, log)
    let loader = makeLoader(configuration, log)
    let (book, rejection) = loader.start()
    guard let book else {
      reportBrokenBook(rejection, configuration)
      return 1
    }
    // A disk that takes no more of a file says so by an error; the signal would end the process.
    signal(SIGXFSZ, SIG_IGN)
    let lock = try HistoryLock(forHistory: configuration.historyPath)
    let weakenedBefore = loader.recentlyWeakened(under: book)
    let change = loader.bookOfLastRun(before: book).map {
      BookChange(from: $0, to: book, after: weakenedBefore)
    }
    let parts = DaemonParts(
      configuration, lock: lock, source: source, access: access, log: log, loader: loader, book: book,
      rejection: rejection, change: change, weakened: change?.recentlyWeakened ?? weakenedBefore,
      wakes: wakes, service: service, clock: clock)
    let contacts = parts.history.contactCount
    let metrics = try await parts.start()
    let watch = parts.watchFiles()
    parts.logStart(at: source, metrics: metrics, contacts: contacts)
    parts.reportReady()
    let code = await parts.waitForEnd()
    watch?.stop()
    let cutOff = await parts.stop()
    withExtendedLifetime(lock) {}
    return parts.logStop(cutOff: cutOff) ? code : 1
  }

  private static let clock: @Sendable () -> Instant = {
    Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
  }

  private static func prepareStateDirectory(_ configuration: Configuration, _ log: EventLog) throws {
    guard try StateDirectory.prepare(configuration.stateDirectory) == .missing else { return }
    log.warning(
      .stateUnavailable,
      "the state directory '\(configuration.stateDirectory)' cannot be made; nothing survives a restart")
  }

  private static func makeLoader(_ configuration: Configuration, _ log: EventLog) -> BookLoader {
    let loader = BookLoader(
      path: configuration.rulesPath, links: configuration.links, settle: configuration.settle,
      copy: ServedCopy(stateDirectory: configuration.stateDirectory),
      baseline: ServedCopy(beforeWeakeningIn: configuration.stateDirectory),
      testing: configuration.ruleTesting,
      clock: clock)
    loader.foundCopyDamaged = {
      log.warning(
        .stateUnavailable,
        "the copy of the rule book that served before cannot be read: what the files of now change, and keep less from people, is not told"
      )
    }
    loader.failedToCopy = { reason in
      log.warning(.stateUnavailable, "the rule book that serves could not be copied: \(reason)")
    }
    return loader
  }

  private static func reportBrokenBook(_ rejection: Rejection?, _ configuration: Configuration) {
    reportFailure(
      "the rule book does not load", rejection?.diagnostics ?? [],
      rendered: (rejection.map { $0.rendered(below: configuration.rulesPath) } ?? "") + "\n",
      in: configuration.log)
  }
}
