import API
import Serving
import Synchronization
import Testing
import TestSupport

/// The time limits, in every state that a connection can be in.
@Suite struct StateTimeTests {
  private static let head = "POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// Takes bytes, and makes nothing of them: as of a line that never ends.
  private static let silent: @Sendable (HTTPRequest, Responder) -> BodyReceiver? = { request, responder in
    guard request.path == "/stream" else { return nil }
    responder.begin(HTTPResponse(contentType: "text/plain"))
    return BodyReceiver(received: { _ in _ = responder }, ended: { responder.end() })
  }

  @Test func `a stream with a byte now and then ends`() async throws {
    try await TestServer.run({ $0.limits.read = .milliseconds(150) }, streams: Self.silent) { server in
      let client = try server.client()
      client.send(Self.head)
      while client.send("1\r\nx\r\n"), !client.hasEnded(withinMilliseconds: 5) {}
      let word = await server.event {
        if case .refused(let refusal) = $0 { refusal.problem.type.rawValue } else { nil }
      }
      #expect(word == "request-too-slow")
    }
  }

  @Test func `a stream that gets somewhere goes on for longer than the limit`() async throws {
    // Many times as long as it takes to get somewhere, however busy the machine is.
    try await TestServer.run({ $0.limits.read = .seconds(2) }, streams: StreamTests.echo) { server in
      let client = try server.client()
      client.send(Self.head)
      for _ in 0..<60 {
        client.send("1\r\nx\r\n")
        _ = client.hasSomething(withinMilliseconds: 40)
        _ = client.receive()
        _ = client.hasSomething(withinMilliseconds: 40)
      }
      client.send("0\r\n\r\n")
      let rest = client.receive().map { String(decoding: $0, as: UTF8.self) }
      #expect(rest?.hasSuffix("0\r\n\r\n") == true)
    }
  }

  @Test func `a stream that the server holds up and forgets ends, with an event`() async throws {
    try await TestServer.run(
      { $0.limits.read = .milliseconds(150) },
      streams: { _, responder in
        responder.begin(HTTPResponse(contentType: "text/plain"))
        return BodyReceiver(received: { _ in responder.pauseReading() }, ended: {})
      }
    ) { server in
      let client = try server.client()
      client.send(Self.head + "1\r\nx\r\n")
      #expect(await server.event { if case .stuck = $0 { true } else { nil } } == true)
      #expect(client.receiveAll().map { String(decoding: $0, as: UTF8.self).hasSuffix("0\r\n\r\n") } != true)
    }
  }

  @Test func `a client that has shut down its side and takes nothing is cut off`() async throws {
    try await TestServer.run(
      { $0.limits.stall = .milliseconds(150) },
      handler: { _, responder in
        responder.finish(HTTPResponse(body: [UInt8](repeating: 120, count: 4_000_000)))
      }
    ) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      client.endSending()
      #expect(await server.event { if case .stalled = $0 { true } else { nil } } == true)
    }
  }

  @Test func `a client that does not close after its last answer is cut off`() async throws {
    try await TestServer.run({ $0.limits.linger = .milliseconds(100) }) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n")
      #expect(client.answer()?.status == 200)
      _ = await server.event { if case .disconnected(0) = $0 { true } else { nil } }
    }
  }

  @Test func `a body that comes on after an answer that was not taken is waited for`() async throws {
    try await TestServer.run({
      $0.limits.read = .milliseconds(200)
      $0.limits.stall = .seconds(20)
    }) { server in
      let client = try server.client()
      client.send("POST /a HTTP/1.1\r\nHost: w\r\nContent-Length: 4\r\n\r\nab")
      #expect(isProblem(client.answer(), 408, "request-too-slow"))
    }
  }

  @Test(arguments: [
    head + "1\r\nx\r\n", "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 9\r\n\r\nx", "GET / HTTP/1.1\r\nX",
  ])
  func `a stop does not wait out its limit for what gets nowhere`(_ start: String) async throws {
    try await TestServer.run(
      {
        $0.limits.drain = .seconds(3)
        $0.limits.linger = .milliseconds(50)
      }, streams: Self.silent
    ) { server in
      let client = try server.client()
      client.send("GET /first HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(client.answer()?.status == 200)
      client.send(start)
      // Asked after it, so that the server knows of it by then.
      try #expect(server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      #expect(await server.server.stop() == 0)
    }
  }

  @Test func `a stream is told to go on before its first answer`() async throws {
    try await TestServer.run(streams: StreamTests.echo) { server in
      let client = try server.client()
      client.send(
        "POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.answer()?.status == 100)
      client.send("3\r\none\r\n0\r\n\r\n")
      #expect(client.answer()?.text == "one")
    }
  }

  @Test func `a stream that is refused is not told to go on`() async throws {
    try await TestServer.run(streams: { _, responder in
      responder.finish(HTTPResponse(Problem(.unsupportedMediaType, detail: "no")))
      return BodyReceiver(received: { _ in }, ended: {})
    }) { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n")
      #expect(isProblem(client.answer(), 415, "unsupported-media-type"))
      #expect(client.isEnded())
    }
  }
}
