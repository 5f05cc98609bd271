import API
import Serving
import Synchronization
import Testing
import TestSupport

/// Who gets a connection when many are open.
@Suite struct ConnectionShareTests {
  @Test(arguments: [
    // limit, open, per user, kept, of these for administrators
    (1, 1, 1, 0, 0), (2, 2, 2, 0, 0), (3, 3, 3, 0, 0), (4, 3, 3, 1, 1), (10, 9, 8, 1, 1), (20, 18, 15, 2, 1),
    (1024, 922, 768, 102, 101),
  ])
  func `a limit is divided`(_ limit: Int, _ open: Int, _ perUser: Int, _ kept: Int, _ administrators: Int) {
    let shares = ConnectionShares(limit: limit)
    #expect(shares.open == open && shares.perUser == perUser && shares.kept == kept)
    #expect(shares.forAdministrators == administrators)
  }

  /// Answers `/livez`, and lets everything else wait.
  private final class Holder: Sendable {
    private let held = HeldResponders()
    var loop: ServerLoop { held.loop }

    func handle(_ request: HTTPRequest, _ responder: Responder) {
      if request.path == "/livez" { return TestServer.echo(request, responder) }
      held.hold(responder)
    }

    var handler: @Sendable (HTTPRequest, Responder) -> Void { { self.handle($0, $1) } }
  }

  /// Connections on each of which a request waits for its answer.
  private func busy(_ count: Int, _ server: TestServer) async throws -> [RawClient] {
    let clients = try (0..<count).map { _ in try server.client() }
    for client in clients { client.send("GET /held HTTP/1.1\r\nHost: w\r\n\r\n") }
    while server.requests.count(where: { $0.path == "/held" }) < count { await Task.yield() }
    return clients
  }

  private func ask(_ path: String, _ server: TestServer) throws -> RawAnswer? {
    try server.answer(to: "GET \(path) HTTP/1.1\r\nHost: w\r\n\r\n")
  }

  @Test func `one too many is told to come again, while the probes are answered`() async throws {
    let holder = Holder()
    try await TestServer.run(
      {
        $0.limits.connections = 4
        $0.probePaths = ["/livez"]
      }, loop: holder.loop, handler: holder.handler
    ) { server in
      let clients = try await busy(3, server)
      let refused = try ask("/other", server)
      #expect(isProblem(refused, 503, "too-many-connections"))
      #expect(refused?.header("retry-after") == "1" && refused?.header("connection") == "close")
      for _ in 0..<3 {
        let probe = try ask("/livez", server)
        #expect(probe?.status == 200 && probe?.header("connection") == "close")
      }
      let limit = await server.event { if case .shed(_, _, let limit) = $0 { limit } else { nil } }
      #expect(limit == 4)
      withExtendedLifetime(clients) {}
    }
  }

  @Test func `an administrator gets one of those that are kept`() async throws {
    let holder = Holder()
    try await TestServer.run(
      {
        $0.limits.connections = 20
        $0.probePaths = ["/livez"]
        $0.isAdministrator = { _ in true }
      }, loop: holder.loop, handler: holder.handler
    ) { server in
      // Fifteen for a user, and the one of two kept that is for administrators.
      let clients = try await busy(16, server)
      #expect(try ask("/livez", server)?.status == 200)
      #expect(isProblem(try ask("/other", server), 503, "too-many-connections"))
      withExtendedLifetime(clients) {}
    }
  }

  @Test func `no user has more than three quarters`() async throws {
    let holder = Holder()
    try await TestServer.run({ $0.limits.connections = 20 }, loop: holder.loop, handler: holder.handler) {
      server in
      let clients = try await busy(15, server)
      // The two that are kept answer nothing here: there are no probes.
      let others = try (0..<2).map { _ in try server.client() }
      for other in others { other.send("GET /other HTTP/1.1\r\nHost: w\r\n\r\n") }
      for other in others { #expect(isProblem(other.answer(), 503, "too-many-connections")) }
      withExtendedLifetime(clients) {}
    }
  }

  @Test func `whoever was idle longest makes room`() async throws {
    try await TestServer.run({
      $0.limits.connections = 3
      $0.limits.idleGrace = .zero
    }) { server in
      let clients = try (0..<3).map { _ in try server.client() }
      for client in clients {
        client.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(client.answer()?.status == 200)
      }
      // The first is used once more.
      clients[0].send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(clients[0].answer()?.status == 200)
      let newcomer = try server.client()
      newcomer.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(newcomer.answer()?.status == 200)
      #expect(clients[1].isEnded())
      _ = await server.event { if case .madeRoom = $0 { true } else { nil } }
      clients[0].send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(clients[0].answer()?.status == 200)
    }
  }

  @Test func `a connection that waits for its first request is left some time`() async throws {
    try await TestServer.run({
      $0.limits.connections = 1
      $0.limits.idleGrace = .seconds(60)
    }) { server in
      let first = try server.client()
      let second = try server.client()
      second.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(isProblem(second.answer(), 503, "too-many-connections"))
      #expect(second.isEnded())
      first.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(first.answer()?.status == 200)
    }
  }

  @Test func `many that are refused at once are all told so`() async throws {
    let holder = Holder()
    try await TestServer.run({ $0.limits.connections = 1 }, loop: holder.loop, handler: holder.handler) {
      server in
      let clients = try await busy(1, server)
      let others = try (0..<200).map { _ in try server.client() }
      for other in others { #expect(isProblem(other.answer(), 503, "too-many-connections")) }
      withExtendedLifetime(clients) {}
    }
  }
}
