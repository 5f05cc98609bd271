import API
import Serving
import Synchronization
import Testing
import TestSupport

@Suite struct StreamTests {
  /// Answers each piece of a body as it comes.
  static let echo: @Sendable (HTTPRequest, Responder) -> BodyReceiver? = { request, responder in
    guard request.path == "/stream" else { return nil }
    responder.begin(HTTPResponse(contentType: "text/plain"))
    return BodyReceiver(received: { responder.write($0) }, ended: { responder.end() })
  }

  private func request(_ extra: String = "") -> String {
    "POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\(extra)\r\n"
  }

  @Test func `a body is answered while it arrives`() async throws {
    try await TestServer.run(streams: Self.echo) { server in
      let client = try server.client()
      client.send(request() + "3\r\none\r\n")
      var seen = ""
      while !seen.hasSuffix("3\r\none\r\n"), let piece = client.receive(), !piece.isEmpty {
        seen += String(decoding: piece, as: UTF8.self)
      }
      #expect(seen.hasPrefix("HTTP/1.1 200 OK\r\n"))
      client.send("3\r\ntwo\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(
        client.receive().map { String(decoding: $0, as: UTF8.self) }?.hasPrefix("3\r\ntwo\r\n0\r\n\r\n")
          == true)
      #expect(server.requests.count <= 1)
    }
  }

  @Test func `a stream is not held to the limit of a body, and the next request follows it`() async throws {
    try await TestServer.run({ $0.limits.bodySize = 10 }, streams: Self.echo) { server in
      let client = try server.client()
      let line = String(repeating: "x", count: 100)
      client.send(
        request() + "64\r\n\(line)\r\n64\r\n\(line)\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(client.answer()?.text == line + line)
      #expect(client.answer()?.text == "GET /next ")
    }
  }

  @Test func `HTTP/1.0 gets a stream up to the end of the connection`() async throws {
    try await TestServer.run(streams: Self.echo) { server in
      let client = try server.client()
      client.send("POST /stream HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\none")
      let all = client.receiveAll().map { String(decoding: $0, as: UTF8.self) }
      #expect(all?.hasSuffix("Connection: close\r\n\r\none") == true)
    }
  }

  @Test func `a malformed chunk ends a stream without its last chunk, and the receiver hears of it`()
    async throws
  {
    let isLost = Mutex(false)
    try await TestServer.run(streams: { _, responder in
      responder.begin(HTTPResponse(contentType: "text/plain"))
      return BodyReceiver(
        received: { responder.write($0) }, ended: { responder.end() }, lost: { isLost.withLock { $0 = true } }
      )
    }) { server in
      let client = try server.client()
      client.send(request() + "3\r\none\r\nnonsense\r\n")
      let all = client.receiveAll().map { String(decoding: $0, as: UTF8.self) }
      #expect(all?.hasSuffix("0\r\n\r\n") != true)
      #expect(isLost.withLock { $0 })
    }
  }

  @Test func `a stream may be refused by its first look at the head`() async throws {
    try await TestServer.run(streams: { _, responder in
      responder.finish(HTTPResponse(Problem(.unsupportedMediaType, detail: "no")))
      return BodyReceiver(received: { _ in }, ended: {})
    }) { server in
      let client = try server.client()
      client.send(request() + "3\r\none\r\n")
      let answer = client.answer()
      #expect(isProblem(answer, 415, "unsupported-media-type"))
      #expect(answer?.header("connection") == "close")
      #expect(client.isEnded())
    }
  }

  @Test func `a client that sends everything before it reads is served up to the bytes that may wait`()
    async throws
  {
    try await TestServer.run({ $0.limits.stall = .seconds(20) }, streams: Self.echo) { server in
      let client = try server.client()
      client.send(request())
      let piece = [UInt8](repeating: 120, count: 1 << 20)
      for _ in 0..<20 {
        client.send("100000\r\n")
        #expect(client.send(piece))
        client.send("\r\n")
      }
      client.send("0\r\n\r\n")
      #expect(client.answer()?.body.count == 20 << 20)
    }
  }

  @Test func `past the bytes that may wait nothing is read, and without progress the connection ends`()
    async throws
  {
    try await TestServer.run(
      {
        $0.limits.waitingResponses = 1 << 20
        $0.limits.stall = .milliseconds(200)
      }, streams: Self.echo
    ) { server in
      let client = try server.client()
      client.send(request())
      let piece = [UInt8](repeating: 120, count: 1 << 20)
      var sent = 0
      while sent < 1000, client.send("100000\r\n"), client.send(piece), client.send("\r\n") { sent += 1 }
      // The kernel's own buffers take a little as well.
      #expect(sent < 10)
      let waiting = await server.event { if case .stalled(_, let bytes) = $0 { bytes } else { nil } }
      #expect(waiting ?? 0 < 4 << 20)
    }
  }

  @Test func `an unfinished stream whose responder is let go of is cut off`() async throws {
    try await TestServer.run(streams: { _, responder in
      responder.begin(HTTPResponse(contentType: "text/plain"))
      return BodyReceiver(received: { _ in }, ended: {})
    }) { server in
      let client = try server.client()
      client.send(request() + "0\r\n\r\n")
      _ = await server.event { if case .unanswered = $0 { true } else { nil } }
      #expect(client.receiveAll().map { String(decoding: $0, as: UTF8.self).hasSuffix("0\r\n\r\n") } != true)
    }
  }
}
