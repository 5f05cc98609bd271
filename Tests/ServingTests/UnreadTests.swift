import API
import Foundation
import Serving
import Testing
import TestSupport

/// Answers that nobody takes, of all clients together.
@Suite struct UnreadTests {
  private static let megabytes: @Sendable (HTTPRequest, Responder) -> Void = { request, responder in
    let size = request.path == "/small" ? 10 : 3 << 20
    responder.finish(HTTPResponse(body: [UInt8](repeating: 120, count: size)))
  }

  @Test func `whole answers that are not taken are bounded in sum, and others are served`() async throws {
    try await TestServer.run(
      {
        $0.limits.unread = 8 << 20
        $0.limits.stall = .seconds(60)
      }, handler: Self.megabytes
    ) { server in
      var greedy: [RawClient] = []
      for _ in 0..<12 {
        let client = try server.client()
        client.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
        greedy.append(client)
      }
      let waiting = await server.event {
        if case .crowdedOut(_, let bytes) = $0 { bytes } else { nil }
      }
      #expect(waiting ?? 0 > 1 << 20)
      try #expect(server.answer(to: "GET /small HTTP/1.1\r\nHost: w\r\n\r\n")?.body.count == 10)
      // Those that are left are no more than fit, and get all of theirs.
      let whole = greedy.count { $0.answer()?.body.count == 3 << 20 }
      #expect((1...4).contains(whole))
    }
  }

  @Test func `streams that are not taken are bounded in sum`() async throws {
    try await TestServer.run(
      {
        $0.limits.unread = 4 << 20
        $0.limits.stall = .milliseconds(300)
      }, streams: StreamTests.echo
    ) { server in
      let clients = try (0..<6).map { _ in try server.client() }
      let piece = [UInt8](repeating: 120, count: 1 << 20)
      for client in clients {
        client.send("POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n")
      }
      for client in clients { while client.send("100000\r\n"), client.send(piece), client.send("\r\n") {} }
      let most = server.events.compactMap { event -> Int? in
        switch event {
        case .crowdedOut(_, let bytes), .stalled(_, let bytes): bytes
        default: nil
        }
      }
      #expect(most.count == 6)
      #expect(most.allSatisfy { $0 < 6 << 20 })
      try #expect(server.answer(to: "GET /after HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
    }
  }

  @Test func `a client that takes its answers late gets all of a stream`() async throws {
    try await TestServer.run(
      {
        $0.limits.waitingResponses = 1 << 20
        $0.limits.stall = .seconds(30)
        $0.limits.read = .seconds(30)
      }, streams: StreamTests.echo
    ) { server in
      let client = try server.client()
      client.send("POST /stream HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n")
      let piece = Array("100000\r\n".utf8) + [UInt8](repeating: 120, count: 1 << 20) + Array("\r\n".utf8)
      let rest = Array(repeating: piece, count: 12).flatMap { $0 } + Array("0\r\n\r\n".utf8)
      // The server reads no more at some point: from then on what it holds is taken.
      let sent = client.sendSome(of: rest)
      #expect((1 << 20..<8 << 20).contains(sent))
      // On a thread for what blocks, which a task of its own would not be.
      async let isSent = client.send(rest.dropFirst(sent))
      #expect(client.answer()?.body.count == 12 << 20)
      #expect(await isSent)
    }
  }

  @Test func `memory is given back once the answers are gone`() async throws {
    try await TestServer.run(
      {
        $0.limits.unread = 400 << 20
        $0.limits.stall = .seconds(60)
      }, handler: Self.megabytes
    ) { server in
      var clients: [RawClient] = []
      for _ in 0..<60 {
        let client = try server.client()
        client.send("GET / HTTP/1.1\r\nHost: w\r\n\r\n")
        // It has begun to come, so all of it is in memory.
        #expect(client.hasSomething(withinMilliseconds: 10_000))
        clients.append(client)
      }
      let most = try ProcessStatus.memory()
      clients.removeAll()
      let waiter = try server.client()
      var looks = 0
      while try ProcessStatus.memory() > most - 100 << 20, looks < 200 {
        looks += 1
        _ = waiter.hasSomething(withinMilliseconds: 50)
      }
      #expect(try ProcessStatus.memory() <= most - 100 << 20)
    }
  }
}
