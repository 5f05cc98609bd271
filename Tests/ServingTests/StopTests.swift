import API
import Serving
import Synchronization
import Testing
import TestSupport

@Suite struct StopTests {
  @Test func `a stop closes idle connections, takes no new ones and waits for what is in flight`()
    async throws
  {
    let held = HeldResponders()
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    try await TestServer.run(
      { $0.limits.drain = .seconds(20) }, loop: held.loop,
      handler: { _, responder in
        held.hold(responder)
        continuation.yield()
      }
    ) { server in
      let idle = try server.client()
      let busy = try server.client()
      busy.send("GET /slow HTTP/1.1\r\nHost: w\r\n\r\n")
      for await _ in asked { break }
      async let stopped = server.server.stop()
      let inFlight = await server.event { if case .stopping(let count) = $0 { count } else { nil } }
      #expect(inFlight == 1)
      #expect(idle.isEnded())
      #expect(throws: TestSocket.Failure.self) { try server.client() }
      held.finish("done")
      let answer = busy.answer()
      #expect(answer?.text == "done")
      #expect(answer?.header("connection") == "close")
      busy.endSending()
      _ = await stopped
      let cutOff = await server.event { if case .stopped(let count) = $0 { count } else { nil } }
      #expect(cutOff == 0)
    }
  }

  @Test(arguments: [true, false])
  func `a request that was sent when a stop begins is answered, though it was not read by then`(
    _ hasAskedBefore: Bool
  ) async throws {
    let client = Mutex<RawClient?>(nil)
    try await TestServer.run(
      onEvent: { event in
        // Between requests for the server, which closes what is idle right after this.
        if case .stopping = event {
          client.withLock { _ = $0?.send("GET /late HTTP/1.1\r\nHost: w\r\n\r\n") }
        }
      }
    ) { server in
      let other = try server.client()
      other.send("GET /first HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(other.answer() != nil)
      let late = try server.client()
      if hasAskedBefore {
        late.send("GET /before HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(late.answer()?.text == "GET /before ")
      } else {
        _ = await server.event { if case .connected(let count) = $0, count == 2 { true } else { nil } }
      }
      client.withLock { $0 = late }
      async let stopped = server.server.stop()
      let answer = late.answer()
      #expect(answer?.text == "GET /late " && answer?.header("connection") == "close")
      late.endSending()
      #expect(other.isEnded())
      #expect(await stopped == 0)
    }
  }

  @Test func `what is not finished within the drain limit is cut off`() async throws {
    let held = HeldResponders()
    let (asked, continuation) = AsyncStream.makeStream(of: Void.self)
    try await TestServer.run(
      { $0.limits.drain = .milliseconds(50) }, loop: held.loop,
      handler: { _, responder in
        held.hold(responder)
        continuation.yield()
      }
    ) { server in
      let client = try server.client()
      client.send("GET /slow HTTP/1.1\r\nHost: w\r\n\r\n")
      for await _ in asked { break }
      await server.server.stop()
      let cutOff = await server.event { if case .stopped(let count) = $0 { count } else { nil } }
      #expect(cutOff == 1)
      #expect(client.receive() == nil || client.isEnded())
      held.removeAll()
    }
  }
}
