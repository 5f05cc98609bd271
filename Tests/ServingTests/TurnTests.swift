import Foundation
import Serving
import Synchronization
import TestSupport
import Testing

/// Long work lets others have their turn.
@Suite struct TurnTests {
  private static func request(_ path: String) -> String { "GET /\(path) HTTP/1.1\r\nHost: w\r\n\r\n" }

  /// A connection that has been served once, and so is known to the server.
  private func connected(to server: TestServer) throws -> RawClient {
    let client = try server.client()
    client.send(Self.request("hello"))
    #expect(client.answer()?.status == 200)
    return client
  }

  @Test func `of many requests that come in one piece, few are answered before another's`() async throws {
    let other = Mutex<RawClient?>(nil)
    try await TestServer.run(
      handler: { request, responder in
        // What is sent while the first is handled is there before any behind it.
        if request.path == "/first" { other.withLock { _ = $0?.send(Self.request("other")) } }
        TestServer.echo(request, responder)
      }
    ) { server in
      let (greedy, polite) = (try connected(to: server), try connected(to: server))
      other.withLock { $0 = polite }
      greedy.send(Self.request("first") + String(repeating: Self.request("more"), count: 99))
      #expect(polite.answer()?.text == "GET /other ")
      for _ in 0..<100 { #expect(greedy.answer()?.status == 200) }
      let paths = server.requests.map(\.path).drop { $0 != "/first" }
      let before = try #require(paths.firstIndex(of: "/other")) - paths.startIndex
      #expect(paths.count == 101 && before <= 10, "\(before) before it")
    }
  }

  @Test func `after each turn of long work the sockets are looked at`() async throws {
    try await TestServer.run { server in
      let polite = try connected(to: server)
      let loop = server.server.loop
      let order = Mutex<[String]>([])
      loop.execute {
        for number in 1...3 {
          loop.runInTurn {
            order.withLock { $0 += server.requests.dropFirst().map(\.path) + ["turn \(number)"] }
            polite.send(Self.request("after\(number)"))
          }
        }
      }
      for _ in 1...3 { #expect(polite.answer()?.status == 200) }
      #expect(
        order.withLock { $0 } == ["turn 1", "/after1", "turn 2", "/after1", "/after2", "turn 3"])
    }
  }

  @Test func `a body that comes in many pieces is read whole, beside others`() async throws {
    try await TestServer.run { server in
      let body = String(repeating: "0123456789", count: 40_000)
      let clients = try (0..<8).map { _ in try connected(to: server) }
      let head = "POST /b HTTP/1.1\r\nHost: w\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      for client in clients { Thread.detachNewThread { _ = client.send(head + body) } }
      for client in clients { #expect(client.answer()?.text == "POST /b " + body) }
    }
  }
}
