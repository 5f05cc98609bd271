import API
import Serving
import Testing
import TestSupport

@Suite struct TimeLimitTests {
  @Test(arguments: [
    "G", "GET / HTTP/1.1\r\nHost: w\r\nX: ", "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 10\r\n\r\n123",
  ])
  func `a request that starts and does not finish is 408`(_ start: String) async throws {
    try await TestServer.run({ $0.limits.read = .milliseconds(80) }) { server in
      let client = try server.client()
      client.send(start)
      #expect(isProblem(client.answer(), 408, "request-too-slow"))
      #expect(client.isEnded())
    }
  }

  @Test func `sending a byte now and then does not gain a request more time`() async throws {
    try await TestServer.run({ $0.limits.read = .milliseconds(150) }) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.1\r\nHost: w\r\n")
      while !client.hasSomething(withinMilliseconds: 5), client.send("X") {}
      #expect(isProblem(client.answer(), 408, "request-too-slow"))
    }
  }

  @Test func `a connection that does nothing is closed without a word`() async throws {
    // So long that a client on a busy machine asks within it.
    try await TestServer.run({ $0.limits.idle = .milliseconds(1_500) }) { server in
      let client = try server.client()
      #expect(client.isEnded())
      let used = try server.client()
      used.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(used.answer()?.status == 200)
      #expect(used.isEnded())
    }
  }

  @Test func `a client that takes nothing of its answer is cut off, with an event`() async throws {
    try await TestServer.run(
      { $0.limits.stall = .milliseconds(150) },
      handler: { _, responder in
        responder.finish(HTTPResponse(body: [UInt8](repeating: 120, count: 4_000_000)))
      }
    ) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      let waiting = await server.event { if case .stalled(_, let bytes) = $0 { bytes } else { nil } }
      #expect(waiting ?? 0 > 1_000_000)
      #expect(client.answer() == nil)
    }
  }
}
