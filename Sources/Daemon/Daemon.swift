import Books
package import Settings
import API
package import Diagnostics
import Foundation
import Glibc
import History
import Rules
import Serving
import System
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
    let clock: @Sendable () -> Instant = {
      Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
    do {
      return try await run(configuration, notes, environment: environment, clock: clock)
    } catch {
      tellFailure("\(error)", in: configuration.log)
      return 1
    }
  }

  private static func run(
    _ configuration: Configuration, _ notes: [Diagnostic], environment: [String: String],
    clock: @escaping @Sendable () -> Instant
  ) async throws -> Int32 {
    let access = try AccessPolicy(configuration.access)
    let source = try socketSource(configuration, environment)
    let log = EventLog(configuration: configuration.log)
    defer { _ = log.stop(within: .seconds(2)) }
    tell(notes, in: log)
    if try StateDirectory.prepare(configuration.stateDirectory) == .missing {
      log.warning(
        .stateUnavailable,
        "the state directory '\(configuration.stateDirectory)' cannot be made; nothing survives a restart")
    }

    let keeper = BookLoader(
      path: configuration.rulesPath, links: configuration.links, settle: configuration.settle,
      copy: ServedCopy(stateDirectory: configuration.stateDirectory), clock: clock)
    keeper.failedToCopy = { reason in
      log.warning(.stateUnavailable, "the rule book that serves could not be copied: \(reason)")
    }
    let (edition, rejection) = keeper.start()
    guard let edition else {
      tellFailure(
        "the rule book does not load", rejection?.diagnostics ?? [],
        rendered: (rejection.map { $0.rendered(below: configuration.rulesPath) } ?? "") + "\n",
        in: configuration.log)
      return 1
    }

    // A disk that takes no more of a file tells so by an error; the signal would end the process.
    signal(SIGXFSZ, SIG_IGN)
    let lock = try FileLock.acquire(forHistory: configuration.historyPath)
    let history = ContactHistory(configuration.historySettings, clock: clock) { log.tell($0) }
    history.open()
    let remembered = history.contactCount

    var thinning = AlertThrottle(stateDirectory: configuration.stateDirectory)
    do {
      try thinning.open(forgettingBefore: clock() - TimeSpan(seconds: 400 * 86_400))
    } catch {
      log.warning(.stateUnavailable, "alerts are not remembered across restarts: \(error)")
    }
    let office = Office(
      configuration: configuration, log: log, keeper: keeper, access: access, history: history,
      edition: edition, rejection: rejection, thinning: thinning, clock: clock)
    var serverConfiguration = ServerConfiguration(socket: source)
    serverConfiguration.mode = configuration.socketMode
    serverConfiguration.group = configuration.socketGroup
    serverConfiguration.limits = configuration.limits
    serverConfiguration.limits.connections = roomForConnections(configuration, log)
    serverConfiguration.bodilessPaths = [Endpoint.reload.rawValue, Endpoint.acceptHistory.rawValue]
    serverConfiguration.probePaths = [Endpoint.alive.rawValue, Endpoint.ready.rawValue]
    serverConfiguration.isAdministrator = { access.lets($0, .admin) }
    let wakes = WakeStream([SIGTERM, SIGINT, SIGHUP])
    let server = Server(
      configuration: serverConfiguration,
      events: { event in
        log.tell(event)
        office.take(event)
        if case .socketTaken = event { wakes.send(.socketTaken) }
      },
      streams: { request, responder in office.receiver(of: request, responder) },
      handler: { request, responder in office.answer(request, responder) })
    server.setHeadersOfRefusals(edition.headers)
    keeper.publish = { result in
      if case .loaded(let edition) = result { server.setHeadersOfRefusals(edition.headers) }
      server.execute { office.take(result) }
    }

    history.begin(
      on: .init(execute: { server.execute($0) }, schedule: { server.schedule(after: $0, $1) }))
    server.execute {
      office.warnOfShortHistory()
      office.cleanUpFromTimeToTime(server)
    }

    try await server.start()
    let watch = watch(configuration, keeper, log)
    log.info(.bookLoaded, "rule book \(edition.book.revision) serves", edition.logFields(after: nil))
    if let rejection {
      log.error(
        .bookRestored, "the rule files are broken; the copy of rule book \(edition.book.revision) serves",
        rejection.logFields(serving: edition.book.revision))
    }
    log.info(
      .daemonStarted, "listening on \(source.name)",
      [
        "socket": .string(source.name), "revision": .string(edition.book.revision),
        "contacts": .init(remembered), "pid": .int(Int64(getpid())),
      ])

    var code: Int32 = 0
    for await wake in wakes.stream {
      if wake == .signal(SIGHUP) {
        keeper.reload()
        continue
      }
      if wake == .socketTaken { code = 1 }
      log.info(.daemonStopping, "stopping \(wake.reason)")
      break
    }
    watch?.stop()
    let cutOff = await server.stop()
    // Its last commits still tell the loop what came of them.
    history.close()
    await server.shutDown()
    office.close()
    _ = consume lock
    let (optOuts, lost) = history.leftOver
    if optOuts > 0 {
      let rest =
        lost == 0
        ? "they stand in the file of withdrawals, and are written at the next start"
        : "\(lost) of them stand nowhere: report them again"
      log.error(
        .daemonStopped, "stopped; \(optOuts) opt-outs could not be written to the database; \(rest)",
        ["cut_off": .init(cutOff), "unwritten_opt_outs": .init(optOuts), "lost_opt_outs": .init(lost)])
      return 1
    }
    log.info(
      .daemonStopped, cutOff == 0 ? "stopped" : "stopped; \(cutOff) connections were cut off",
      ["cut_off": .init(cutOff)])
    return code
  }

  private static func roomForConnections(_ configuration: Configuration, _ log: EventLog) -> Int {
    let wanted = configuration.limits.connections
    let room = DescriptorLimit.makeRoom(for: wanted)
    if room < wanted {
      log.warning(
        .limitLowered,
        "the system lets the process open too few files for 'limits.connections', which is now \(room)",
        ["wanted": .init(wanted), "limit": .init(room)])
    }
    return room
  }

  private static func socketSource(
    _ configuration: Configuration, _ environment: [String: String]
  ) throws -> SocketSource {
    if let descriptor = try SocketActivation.descriptor(environment: environment) {
      return .descriptor(descriptor)
    }
    let path = SocketPath.resolve(
      flag: nil, configured: configuration.socketPath, environment: environment)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if !FileManager.default.fileExists(atPath: folder) {
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    return .path(path)
  }

  private static func watch(
    _ configuration: Configuration, _ keeper: BookLoader, _ log: EventLog
  ) -> DirectoryWatch? {
    guard configuration.publish == .watch else { return nil }
    let watch = DirectoryWatch(
      root: configuration.rulesPath, links: configuration.links, queue: keeper.queue,
      settle: configuration.settle, lastRead: keeper.firstLook,
      handlers: .init(
        read: { keeper.read($0, losses: $1) },
        unsettled: { log.tellOfUnrest($0) }))
    keeper.wasRead = { [weak watch] in watch?.filesWereRead($0) }
    keeper.tookWithout = { log.tellOfLosses($0) }
    if !watch.start() {
      log.warning(
        .watchFailed, "the system gives no notice of changed rule files; they are compared every second")
    }
    return watch
  }
}

extension SocketSource {
  fileprivate var name: String {
    switch self {
    case .path(let path): path
    case .descriptor(let descriptor): "descriptor \(descriptor)"
    }
  }
}

extension Configuration {
  fileprivate var historyPath: String { "\(stateDirectory)/waymark.sqlite" }

  fileprivate var historySettings: ContactHistory.Settings {
    var settings = ContactHistory.Settings(path: historyPath)
    settings.durability = durability
    settings.waiting = waiting
    return settings
  }
}

extension EventLog {
  fileprivate func tellOfUnrest(_ unclosed: [String]) {
    let why =
      unclosed.isEmpty ? "" : "; not closed by who writes them: \(unclosed.prefix(5).joined(separator: ", "))"
    warning(
      .bookUnsettled, "the rule files have not come to rest for a minute, and are not taken\(why)",
      ["files": .strings(Array(unclosed.prefix(20)))], key: "\(ContinuousClock.now)")
  }

  fileprivate func tellOfLosses(_ files: [String]) {
    warning(
      .bookShrunk, "the rule book that serves was taken although files are gone or much smaller than before",
      ["files": .strings(Array(files.prefix(20)))], key: "\(ContinuousClock.now)")
  }

  /// Tells of what happens to the history.
  fileprivate func tell(_ event: ContactHistory.Event) {
    // Each tells of its time, so that none is folded as a repeat.
    let key = "\(ContinuousClock.now)"
    switch event {
    case .unavailable(let fault):
      error(
        .historyUnavailable, "nothing can be recorded: \(fault)", ["reason": .string("\(fault)")], key: key)
    case .recovered: info(.historyRecovered, "contacts and outcomes are recorded again", key: key)
    case .setAside(let path, let contacts):
      error(
        .historyDamaged, "the damaged history was put aside as '\(path)'; a new one has \(contacts) contacts",
        ["file": .string(path), "contacts": .init(contacts)], key: key)
    case .damaged(let reason):
      error(
        .historyDamaged, "\(reason); look into it, and run `waymark history accept`",
        ["reason": .string(reason)], key: key)
    case .answerDamaged:
      warning(
        .answerDamaged, "a kept answer is not what was written; whoever repeats its request is refused",
        key: "answer")
    case .endLost:
      warning(
        .historyCut,
        "the end of the machine took what was recorded last, which 'history.durability: normal' allows",
        key: key)
    case .withdrawalsRebuilt(let count):
      warning(
        .withdrawalsRebuilt,
        "the file of withdrawals or its key was not complete; it is written anew, with \(count) opt-outs that the database had",
        ["opt_outs": .init(count)], key: key)
    case .withdrawalsUnavailable(let fault):
      error(
        .withdrawalsUnavailable, "opt-outs may not be written twice: \(fault)",
        ["reason": .string("\(fault)")], key: key)
    case .cleanUpWaits(let since):
      warning(
        .historyHeld,
        "the clock is far ahead of the last clean-up, at \(since); no contacts are forgotten by it until `waymark history accept`",
        ["since": .string(since.description)], key: key)
    }
  }
}
