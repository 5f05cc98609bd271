internal import API
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization
internal import System

/// HTTP/1.1 on a Unix socket, on an event loop that the handlers share with it.
package final class Server: Sendable {
  /// Asked on the event loop once the head of a request is there, or the whole of one without a body: it says how the
  /// body is read. On one connection it is asked of the next request when the one before has been answered.
  package typealias Handler = @Sendable (HTTPRequest, Responder) -> BodyReader

  let configuration: ServerConfiguration
  package let loop: ServerLoop
  let core: NIOLoopBoundBox<ServerCore>
  private let state = Mutex(State())

  private struct State: ~Copyable, Sendable {
    var channel: (any Channel)?
    var socket: SocketFile?
    var given: GivenSocket?
    var hasLeft = false
  }

  /// - Parameter events: Called on the event loop for what somebody may want to log or count; must not block.
  package init(
    configuration: ServerConfiguration, loop: ServerLoop = ServerLoop(),
    events: @escaping @Sendable (ServerEvent) -> Void = { _ in }, handler: @escaping Handler
  ) {
    self.configuration = configuration
    self.loop = loop
    core = .makeBoxSendingValue(
      ServerCore(loop: loop, configuration: configuration, report: events, handler: handler),
      eventLoop: loop.events)
  }

  /// Binds and listens; connections are served from here on. Throws a `SocketError` where the socket cannot be
  /// had.
  ///
  /// - Returns: where it listens.
  @discardableResult
  package func start() async throws -> SocketSource {
    var source = configuration.socket
    switch configuration.socket {
    case .descriptor(let given):
      let descriptor = try SocketActivation.checked(given)
      let socket = GivenSocket(descriptor)
      let channel = try await listen(on: descriptor).get()
      state.withLock { $0 = State(channel: channel, given: socket) }
    case .path(let path):
      let file = try SocketFile.listen(at: path, configuration: configuration)
      let descriptor = file.descriptor
      adopt(try await listen(on: descriptor).get(), file)
    case .loopback(let address):
      let (descriptor, bound) = try listen(at: address)
      source = .loopback(bound)
      let channel = try await listen(on: descriptor).get()
      state.withLock { $0 = State(channel: channel) }
    }
    loop.execute { [source] in
      self.core.value.report(.started(source))
      self.lookAfterPlace()
    }
    return source
  }

  private func listen(at address: LoopbackAddress) throws -> (CInt, LoopbackAddress) {
    do throws(SystemError) {
      return try address.listen(backlog: configuration.backlog)
    } catch {
      throw SocketError.system("listen at \(address)", error)
    }
  }

  func listen(on descriptor: CInt) -> EventLoopFuture<any Channel> {
    let core = core
    let bootstrap = ServerBootstrap(group: loop.events)
      // One connection and one small piece of each at a time: so all get their turn, whatever some send.
      .serverChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(minimum: 1 << 10, initial: 2 << 10, maximum: 8 << 10)
      )
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptPause(core: core.value))
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Self.connect(channel, core: core.value) }
      }
    return bootstrap.withBoundSocket(descriptor).map { channel in
      // NIO has listened once more, with a backlog of 128.
      SocketFile.setBacklog(self.configuration.backlog, of: descriptor)
      return channel
    }
  }

  /// Takes no more connections, closes idle ones, waits for the rest to be answered within the drain limit, cuts
  /// off what is left, and removes the socket. The event loop goes on until `shutDown`.
  ///
  /// - Returns: how many connections were cut off.
  @discardableResult
  package func stop() async -> Int {
    try? await leave()?.close()
    let core = core
    let limit = TimeAmount(configuration.limits.drain)
    let cutOff = loop.events.makePromise(of: Int.self)
    loop.execute {
      let drained = core.value.drain()
      let timer = self.loop.events.scheduleTask(in: limit) {
        // Said first: when the last connection is cut, all are drained.
        cutOff.succeed(core.value.connections.count)
        core.value.cutOff()
      }
      drained.whenComplete { _ in
        timer.cancel()
        cutOff.succeed(0)
      }
    }
    let count = (try? await cutOff.futureResult.get()) ?? 0
    loop.execute { core.value.report(.stopped(cutOff: count)) }
    return count
  }

  private func adopt(_ channel: any Channel, _ file: consuming SocketFile?) {
    var file = file
    state.withLock { $0 = State(channel: channel, socket: file.take()) }
  }

  /// Puts another channel in the place of the one that listens, which is given back; after a stop, the other itself.
  func replace(with channel: any Channel) -> (any Channel)? {
    state.withLock { state in
      if state.hasLeft { return channel }
      defer { state.channel = channel }
      return state.channel
    }
  }

  /// Looks whether the socket is in its place, and puts it back where it is this server's to do.
  func look(_ configuration: ServerConfiguration) -> Place {
    state.withLock { state in
      if let given = state.given { return .given(given) }
      guard var file = state.socket.take() else { return .nothing }
      let finding = file.look(configuration)
      let path = file.path
      state.socket = consume file
      return .own(finding, path: path)
    }
  }

  /// The socket that was made in the place of a lost one cannot be served.
  func abandonPlace() {
    state.withLock { state in
      guard let file = state.socket.take() else { return }
      file.abandon()
      state.socket = consume file
    }
  }

  /// Removes the socket and gives back the channel that listens.
  private func leave() -> (any Channel)? {
    state.withLock { state in
      if let file = state.socket.take() { file.remove() }
      state.hasLeft = true
      defer { state.channel = nil }
      return state.channel
    }
  }

  /// Ends the event loop; nothing may be executed afterwards.
  package func shutDown() async { await loop.shutDown() }

  /// Has the responses that the server gives by itself, such as 400 and 413, carry these headers from now on.
  package func setHeadersOfRefusals(_ headers: [(name: String, value: String)]) {
    loop.execute { [core] in core.value.headersOfRefusals = headers }
  }

  private static func connect(_ channel: any Channel, core: ServerCore) throws {
    let pipeline = channel.pipeline.syncOperations
    let credentials = try pipeline.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      Peer(connectedTo: $0)
    }
    guard let peer = credentials ?? nil else {
      core.report(.peerUnknown)
      throw ChannelError.ioOnClosedChannel
    }
    let place: ConnectionShares.Place
    switch core.isStopping ? .refused(.full) : core.admit(peer) {
    case .place(let found): place = found
    case .refused(let reason):
      core.report(
        .shed(peer, reason, limit: reason == .share ? core.shares.perUser : core.shares.limit))
      return try pipeline.addHandler(LoadShedder(core: core, reason: reason))
    }
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = core.limits.headerSize
    limits.maxHeaderListSize = core.limits.headerSize
    limits.maxHeaderFieldCount = core.limits.headerCount
    let connection = Connection(core: core, peer: peer, place: place)
    try pipeline.addHandlers([
      HeadWatch(connection),
      ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)),
      connection,
    ])
  }
}
