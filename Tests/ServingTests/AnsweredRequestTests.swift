import API
import Glibc
import Serving
import TestSupport
import Testing

/// What the server reports of each request, once.
@Suite struct AnsweredRequestTests {
  private static let routes = ["/a", "/stream"]

  private static func configure(_ configuration: inout ServerConfiguration) {
    configuration.routes = routes
    configuration.limits.bodySize = 100
    configuration.limits.headerSize = 1_024
    configuration.limits.targetSize = 200
  }

  /// `route status` of a request, with what kind it was.
  private static func text(_ request: AnsweredRequest) -> String {
    "\(request.route.map { routes[$0] } ?? "-") \(request.status.map { "\($0)" } ?? "aborted")"
      + (request.isStream ? " stream" : "") + (request.duration == nil ? " untimed" : "")
  }

  private static func answered(_ event: ServerEvent) -> String? {
    if case .answered(let request) = event { text(request) } else { nil }
  }

  @Test(arguments: [
    ("GET /a HTTP/1.1\r\nHost: w\r\n\r\n", ["/a 200"]),
    ("HEAD /a?x=1 HTTP/1.1\r\nHost: w\r\n\r\n", ["/a 200"]),
    ("POST /a HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\n\r\nhi", ["/a 200"]),
    ("GET /b HTTP/1.1\r\nHost: w\r\n\r\n", ["- 200"]),
    (
      "GET /a HTTP/1.1\r\nHost: w\r\n\r\nGET /b HTTP/1.1\r\nHost: w\r\n\r\nGET /a HTTP/1.1\r\nHost: w\r\n\r\n",
      ["/a 200", "- 200", "/a 200"]
    ),
    ("POST /a HTTP/1.1\r\nHost: w\r\n\r\n", ["/a 411 untimed"]),
    ("GET /a HTTP/1.1\r\n\r\n", ["/a 400 untimed"]),
    ("POST /a HTTP/1.1\r\nHost: w\r\nContent-Length: 101\r\n\r\n", ["/a 413"]),
    ("GET /a HTTP/1.1\r\nHost: w\r\nX: \(String(repeating: "x", count: 2_000))\r\n\r\n", ["- 431 untimed"]),
    ("GET /\(String(repeating: "x", count: 300)) HTTP/1.1\r\nHost: w\r\n\r\n", ["- 414 untimed"]),
    ("nonsense\r\n\r\n", ["- 400 untimed"]), ("GET /a HTTP/2.0\r\nHost: w\r\n\r\n", ["- 505 untimed"]),
    ("GET /a HTTP/1.1\r\nHost: w\r\n\r\nGET a b c\r\n\r\n", ["/a 200", "- 400 untimed"]),
    ("GET /silent HTTP/1.1\r\nHost: w\r\n\r\n", ["- 500"]),
    (
      "POST /stream HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\n\r\nhiGET /a HTTP/1.1\r\nHost: w\r\n\r\n",
      ["/stream 200 stream", "/a 200"]
    ),
    (
      "POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nnonsense\r\n",
      ["/stream aborted stream untimed"]
    ),
  ])
  func `each request is reported once, with its route and status`(_ sent: String, _ reported: [String])
    async throws
  {
    try await TestServer.run(
      { Self.configure(&$0) }, streams: StreamTests.echo,
      handler: { request, responder in
        if request.path != "/silent" { TestServer.echo(request, responder) }
      }
    ) { server in
      let client = try server.client()
      client.send(sent)
      var seen: [String] = []
      while seen.count < reported.count, let next = await server.event({ Self.answered($0) }) {
        seen.append(next)
      }
      #expect(seen == reported)
      // Asked after it: nothing else was reported meanwhile.
      #expect(try server.answer(to: "GET /a HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      #expect(await server.event { Self.answered($0) } == "/a 200")
    }
  }

  @Test func `a request that does not come to its end in time is one, whatever of it came`() async throws {
    try await TestServer.run({
      Self.configure(&$0)
      $0.limits.read = .milliseconds(80)
    }) { server in
      let client = try server.client()
      client.send("POST /a HTTP/1.1\r\nHost: w\r\nContent-Length: 10\r\n\r\n123")
      #expect(await server.event { Self.answered($0) } == "/a 408")
      let other = try server.client()
      other.send("GET /a HT")
      #expect(await server.event { Self.answered($0) } == "- 408 untimed")
    }
  }

  @Test func `a client that goes before its response leaves an aborted one`() async throws {
    let held = HeldResponders()
    try await TestServer.run(
      { Self.configure(&$0) }, loop: held.loop,
      handler: { request, responder in
        if request.path == "/a" { held.hold(responder) } else { TestServer.echo(request, responder) }
      }
    ) { server in
      var client: RawClient? = try server.client()
      client?.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      // Asked after it, so that the server has it by then.
      #expect(try server.answer(to: "GET /b HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      client = nil
      while await server.event({ Self.answered($0) }) != "/a aborted untimed" {}
      held.finish("late")
      #expect(try server.answer(to: "GET /b HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      #expect(await server.event { Self.answered($0) } == "- 200")
    }
  }

  @Test func `a long response has left when the client has taken it`() async throws {
    let size = 4 << 20
    try await TestServer.run(
      { Self.configure(&$0) },
      handler: { request, responder in
        responder.finish(HTTPResponse(body: [UInt8](repeating: 120, count: request.path == "/a" ? size : 1)))
      }
    ) { server in
      let slow = try server.client()
      slow.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(slow.hasSomething(withinMilliseconds: 20_000))
      #expect(try server.answer(to: "GET /b HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      #expect(await server.event { Self.answered($0) } == "- 200", "the long one waits")
      #expect(slow.answer()?.body.count == size)
      #expect(await server.event { Self.answered($0) } == "/a 200")
      var gone: RawClient? = try server.client()
      gone?.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(gone?.hasSomething(withinMilliseconds: 20_000) == true)
      gone = nil
      let end = await server.event { Self.answered($0) }
      #expect(end == "/a aborted untimed")
    }
  }

  @Test func `a connection that is refused is a response of its own`() async throws {
    try await TestServer.run({
      Self.configure(&$0)
      $0.limits.connections = 1
      $0.limits.idleGrace = .seconds(60)
    }) { server in
      let first = try server.client()
      first.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(await server.event { Self.answered($0) } == "/a 200")
      #expect(try server.client().answer()?.status == 503)
      #expect(await server.event { Self.answered($0) } == "- 503 untimed")
    }
  }
}
