internal import API
internal import Glibc
internal import NIOCore
internal import NIOPosix

/// What all connections of a server share.
final class ServerCore {
  let loop: any EventLoop
  private let sharedTurns: NIOLoopBoundBox<Turns>
  let configuration: ServerConfiguration
  let report: @Sendable (ServerEvent) -> Void
  let handler: Server.Handler

  private(set) var connections: [ObjectIdentifier: Connection] = [:]
  private(set) var isStopping = false
  let shares: ConnectionShares
  /// Where each path stands in the configuration's `routes`.
  let routes: [String: Int]
  /// How many connections have a place of those kept, and how many each user has of the others.
  private(set) var keptCount = 0
  private var countsByUser: [UInt32: Int] = [:]
  /// Those that were idle when all were last looked through.
  var idle = IdleConnections([])
  /// Until then it need not be looked anew for an idle connection.
  var nextLookForIdle = NIODeadline.uptimeNanoseconds(0)
  /// Connections that were refused and are about to close.
  var shedding = 0
  var unread: Unread
  /// Why clients do not find the socket; nil while they do.
  var socketFault: String?
  var isReliefPlanned = false
  var isTrimPlanned = false
  /// Headers of the responses that the server gives by itself, to requests that no handler sees.
  var headersOfRefusals: [(name: String, value: String)] = []
  private var drained: [EventLoopPromise<Void>] = []
  private var sweeper: RepeatedTask?
  private var isSweeping = false
  private var date = DateLine()

  init(
    loop: ServerLoop, configuration: ServerConfiguration,
    report: @escaping @Sendable (ServerEvent) -> Void,
    handler: @escaping Server.Handler
  ) {
    self.loop = loop.events
    sharedTurns = loop.turns
    self.configuration = configuration
    self.report = report
    self.handler = handler
    routes = Dictionary(
      configuration.routes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    shares = ConnectionShares(limit: configuration.limits.connections)
    unread = Unread(atMost: configuration.limits.unread)
  }

  /// The turns of long work, which other users of the loop take too.
  var turns: Turns { sharedTurns.value }

  /// Connections beside those that are kept.
  var openCount: Int { connections.count - keptCount }

  /// Of these, a user's.
  func count(of user: UInt32) -> Int { countsByUser[user] ?? 0 }

  /// The header of responses that say that there is no room now.
  var retryAfter: (name: String, value: String) {
    ("Retry-After", "\(max(1, configuration.retryAfter.components.seconds))")
  }

  /// How long a request may take to arrive, or a stream get nowhere.
  var patience: TimeAmount {
    TimeAmount(isStopping ? min(limits.read, limits.drain / 5) : limits.read)
  }

  var limits: ServerLimits { configuration.limits }

  /// The value of `Date` for now.
  func dateLine() -> String { date.text(at: time(nil)) }

  /// How a response begins now that has status 200 and is JSON.
  func usualOpening() -> ByteBuffer { date.usualOpening(at: time(nil)) }

  func opened(_ connection: Connection) {
    connections[ObjectIdentifier(connection)] = connection
    count(connection, 1)
    report(.connected(count: connections.count))
    startSweeping()
  }

  func closed(_ connection: Connection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    count(connection, -1)
    unread.change(by: -connection.unread)
    connection.unread = 0
    planTrim()
    report(.disconnected(count: connections.count))
    guard connections.isEmpty else { return }
    sweeper?.cancel()
    sweeper = nil
    let waiting = drained
    drained = []
    for promise in waiting { promise.succeed() }
  }

  private func count(_ connection: Connection, _ difference: Int) {
    guard connection.place == .open else {
      keptCount += difference
      return
    }
    let count = count(of: connection.peer.userID) + difference
    countsByUser[connection.peer.userID] = count == 0 ? nil : count
  }
}

// MARK: - Stopping

extension ServerCore {
  /// Closes what is idle, once requests that have been sent and not read yet had their turn, and has the rest close when it
  /// has answered; done when all are closed.
  func drain() -> EventLoopFuture<Void> {
    isStopping = true
    report(.stopping(inFlight: connections.values.count { !$0.isIdle }))
    guard !connections.isEmpty else { return loop.makeSucceededVoidFuture() }
    windDownSoon()
    let promise = loop.makePromise(of: Void.self)
    drained.append(promise)
    return promise.futureResult
  }

  /// Winds all down but those that were opened just now and have not asked for anything: their clients are about to.
  private func windDownSoon() {
    loop.assumeIsolated().scheduleTask(in: .milliseconds(20)) {
      let now = NIODeadline.now()
      var hasFresh = false
      for connection in Array(self.connections.values) {
        if connection.isFresh(at: now) { hasFresh = true } else { connection.windDown() }
      }
      if hasFresh { self.windDownSoon() }
    }
  }

  /// Closes whatever is still open.
  func cutOff() {
    for connection in Array(connections.values) { connection.cut() }
  }
}

// MARK: - Time

extension ServerCore {
  /// Looks at all connections' time limits a few times within the shortest of them, instead of a timer for each
  /// request.
  private func startSweeping() {
    guard sweeper == nil else { return }
    let shortest = min(limits.idle, limits.read, limits.stall, limits.linger, limits.drain)
    let interval = min(max(shortest / 8, .milliseconds(5)), .milliseconds(500))
    let bound = NIOLoopBound(self, eventLoop: loop)
    sweeper = loop.scheduleRepeatedTask(initialDelay: TimeAmount(interval), delay: TimeAmount(interval)) {
      _ in bound.value.sweep()
    }
  }

  private func sweep() {
    if unread.isOver { relieve() }
    planTrim()
    guard !isSweeping else { return }
    isSweeping = true
    check(Array(connections.values)[...])
  }

  /// Looks at each, in turns: there may be thousands, and to end one takes a while.
  private func check(_ connections: ArraySlice<Connection>) {
    let slice = TimeSlice()
    let now = NIODeadline.now()
    var rest = connections
    while let connection = rest.popFirst() {
      connection.checkTime(now)
      if slice.isOver { return turns.wait { [rest] in self.check(rest) } }
    }
    isSweeping = false
  }
}
