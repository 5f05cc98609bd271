import API
import Books
import DecisionLog
import Diagnostics
import Foundation
import Glibc
import History
import Rules
import Serving
import Settings
import Telemetry
import Time

/// The parts of a running daemon, put together in the order in which they need each other.
struct DaemonParts: Sendable {
  let configuration: Configuration
  let log: EventLog
  let loader: BookLoader
  let history: ContactHistory
  let decisionLog: DecisionLog
  let wakes: WakeStream
  let server: Server
  let router: LoopBound<Router>
  let service: ServiceNotifier
  /// Nil where metrics are not served over TCP.
  let metricsServer: Server?
  /// Nil where they are not written to a file.
  let metricsFile: MetricsFile?
  /// The rule book at the start, and why the files do not serve if they do not.
  let serving: LoadedBook
  let rejection: Rejection?
  /// What is otherwise than in the book that served when the daemon was stopped; nil where that is the same.
  let change: BookChange?
  private let weakened: RecentlyWeakened

  /// - Parameters:
  ///   - book: what serves at first.
  ///   - change: what is otherwise than in the book that served before.
  ///   - weakened: what it weakens against the books of the last day.
  init(
    _ configuration: Configuration, lock: HistoryLock, source: SocketSource, access: AccessPolicy,
    log: EventLog,
    loader: BookLoader, book: LoadedBook, rejection: Rejection?, change: BookChange?,
    weakened: RecentlyWeakened, wakes: WakeStream,
    service: ServiceNotifier, clock: @escaping @Sendable () -> Instant
  ) {
    self.configuration = configuration
    self.log = log
    self.loader = loader
    self.rejection = rejection
    self.change = change
    self.weakened = weakened
    self.service = service
    serving = book
    var settings = configuration.historySettings
    settings.lock = lock
    history = ContactHistory(settings, clock: clock) { log.report($0) }
    history.open()
    decisionLog = DecisionLog(configuration.decisionLogSettings, clock: clock) { log.report($0) }
    let loop = ServerLoop()
    let state = ServingState(
      configuration: configuration, loop: loop, clock: clock, log: log, history: history,
      book: ServingBook(book, expressions: configuration.expressions), rejection: rejection,
      change: change, weakened: weakened, decisionLog: decisionLog)
    let router = LoopBound(sending: Router(state, access: access, loader: loader), to: loop)
    self.router = router
    wakes.add([SIGTERM, SIGINT])
    self.wakes = wakes
    server = Server(
      configuration: configuration.server(at: source, access: access, log), loop: loop,
      events: { event in
        log.report(event)
        router.value.state.follow(event)
        if case .socketTaken = event { wakes.send(.socketTaken) }
      },
      handler: { request, responder in router.value.receive(request, responder) })
    metricsServer = configuration.metrics.listen.map {
      .forMetrics(at: $0, of: router, loop: loop, log)
    }
    metricsFile = configuration.metrics.textfile.map { MetricsFile(at: $0, of: router) }
  }

  // MARK: Starting

  /// Connects the parts, and serves from here on.
  ///
  /// - Returns: where metrics are served over TCP.
  func start() async throws -> SocketSource? {
    connectBook()
    decisionLog.start(
      erased: history.erasures.map { .init(last: $0.last, instant: $0.instant) },
      isUsed: history.hasReservations)
    let router = router
    let history = history
    let service = service
    let loader = loader
    router.loop.execute {
      history.begin(on: ContactHistory.Loop(router.loop))
      let state = router.value.state
      state.statusChanged = { service.status($0) }
      state.warnOfHistory()
      HistoryCleanUp(state)?.run()
      let clock = ClockWatch(clock: state.clock, jumped: state.noteJump)
      EverySecond(on: state.loop, history.lookAtPlace, loader.lookAtCopy, clock.look).run()
      JourneySweep(state)?.run()
    }
    let metricsSource = try await metricsServer?.start()
    try await server.start()
    if let metricsFile { router.loop.execute { metricsFile.run() } }
    return metricsSource
  }

  private func connectBook() {
    server.setHeadersOfRefusals(serving.headers)
    let publisher = BookPublisher(
      to: router, expressions: configuration.expressions, serving: serving,
      weakened: weakened, keep: { [loader] in loader.keepBaseline(of: $0) })
    loader.publish = { [server] result in
      if case .loaded(let loaded) = result { server.setHeadersOfRefusals(loaded.headers) }
      publisher.publish(result)
    }
  }

  /// Loads the rule files again whenever they have changed; nil where that is left to whoever asks for it.
  func watchFiles() -> DirectoryWatch? {
    guard configuration.publish == .watch else { return nil }
    let watch = DirectoryWatch(
      root: configuration.rulesPath, links: configuration.links, queue: loader.queue,
      settle: configuration.settle, lastRead: loader.firstLook,
      handlers: .init(
        read: { [loader] in loader.read($0, losses: $1) },
        unsettled: { [log, router] in
          log.reportUnrest(of: $0)
          let files = $0.files
          router.loop.execute { router.value.state.noteUnrest(of: files) }
        }))
    loader.wasRead = { [weak watch] in watch?.filesWereRead($0) }
    loader.tookWithout = { [log] in log.reportLosses(of: $0) }
    if !watch.start() {
      log.warning(
        .watchFailed, "the system gives no notice of changed rule files; they are compared every second")
    }
    return watch
  }

  func logStart(at source: SocketSource, metrics: SocketSource?, contacts: Int) {
    let revision = serving.book.revision
    let failing = serving.failingTests
    log.log(
      change?.level ?? (failing.isEmpty ? .info : .warning), .bookLoaded,
      "rule book \(revision) serves\(change?.words ?? LoadedBook.words(ofFailing: failing))",
      change?.fields ?? serving.logFields)
    loader.keepCopy()
    loader.keepBaseline(of: weakened)
    if let rejection {
      log.error(
        .bookRestored, "the rule files are broken; the copy of rule book \(revision) serves",
        rejection.logFields(serving: revision))
    }
    var fields: LogFields = [
      "socket": .string(source.name), "revision": .string(revision), "contacts": .init(contacts),
      "pid": .int(Int64(getpid())), "state_dir": .string(configuration.stateDirectory),
    ]
    if let metrics { fields.append("metrics", .string(metrics.name)) }
    log.info(.daemonStarted, "listening on \(source.name)", fields)
  }

  /// Reports to the service manager that the daemon serves, now and as long as the event loop turns.
  func reportReady() {
    let router = router
    let service = service
    router.loop.execute {
      service.ready(router.value.state.status)
      service.beginSignsOfLife(on: router.loop)
    }
  }

  // MARK: Running and stopping

  /// Waits until something ends the daemon.
  ///
  /// - Returns: the exit code, if the stop is clean.
  func waitForEnd() async -> Int32 {
    for await wake in wakes.stream {
      if wake == .signal(SIGHUP) {
        reload()
        continue
      }
      service.stopping("stopping \(wake.reason)")
      log.info(.daemonStopping, "stopping \(wake.reason)")
      return wake == .socketTaken ? 1 : 0
    }
    return 0
  }

  /// Opens the log's file anew and loads the rules again, as SIGHUP asks for.
  private func reload() {
    service.reloading()
    log.reopenFile()
    let router = router
    let service = service
    loader.reload { _ in
      // What came of it is known on the loop by then.
      router.loop.execute { service.ready(router.value.state.status) }
    }
  }

  /// Ends all parts, those that others need last.
  ///
  /// - Returns: how many connections were cut off.
  func stop() async -> Int {
    let router = router
    router.loop.execute { router.value.state.alertWaiters.end() }
    let cutOff = await server.stop()
    router.loop.execute { router.value.state.findings.logRepeats() }
    await metricsServer?.stop()
    // Its last commits still report to the loop.
    history.close()
    await metricsFile?.finish()
    await server.shutDown()
    decisionLog.stop()
    service.flush()
    return cutOff
  }

  /// - Returns: whether no opt-out is left that the database lacks.
  func logStop(cutOff: Int) -> Bool {
    let alerts = history.waitingAlerts
    if alerts > 0 {
      log.warning(
        .alertsUnwritten, "\(alerts) alerts are in the log, and not in the history", ["count": .init(alerts)],
        key: "stop")
    }
    let (optOuts, lost) = history.leftOver
    guard optOuts > 0 else {
      log.info(
        .daemonStopped, cutOff == 0 ? "stopped" : "stopped; \(cutOff) connections were cut off",
        ["cut_off": .init(cutOff)])
      return true
    }
    let rest =
      lost == 0
      ? "they stand in the file of withdrawals, and are written at the next start"
      : "\(lost) of them stand nowhere: report them again"
    log.error(
      .daemonStopped, "stopped; \(optOuts) opt-outs could not be written to the database; \(rest)",
      ["cut_off": .init(cutOff), "unwritten_opt_outs": .init(optOuts), "lost_opt_outs": .init(lost)])
    return false
  }
}

extension ContactHistory.Loop {
  init(_ loop: any Loop) {
    self.init(
      execute: { loop.execute($0) }, schedule: { loop.schedule(after: $0, $1) }, isCurrent: { loop.isCurrent }
    )
  }
}
