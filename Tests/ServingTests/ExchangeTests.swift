import Serving
import Synchronization
import Testing
import TestSupport

@Suite struct ExchangeTests {
  @Test func `a request comes with its target decoded, its headers in any case and its peer`() async throws {
    try await TestServer.run { server in
      let answer = try server.answer(
        to:
          "GET /v1/a%20b?take=1&x=%C3%A5+y&flag&take=2 HTTP/1.1\r\nHost: w\r\nX-Thing: one\r\nx-thing: two\r\n\r\n"
      )
      #expect(answer?.status == 200)
      let request = try #require(server.requests.first)
      #expect(request.path == "/v1/a b")
      #expect(
        request.query == [
          .init(name: "take", value: "1"), .init(name: "x", value: "å y", hasPlus: true),
          .init(name: "flag", value: ""),
          .init(name: "take", value: "2"),
        ])
      #expect(request.queryValue("take") == "1")
      #expect(request.headers("X-THING") == ["one", "two"])
      #expect(request.header("x-missing") == nil)
      #expect(request.peer.processID == ownProcessID())
      #expect(request.peer.userID == ownUserID())
    }
  }

  @Test func `an answer says its length, its type and the date`() async throws {
    try await TestServer.run { server in
      let answer = try #require(try server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n"))
      #expect(answer.text == "GET / ")
      #expect(answer.header("content-type") == "text/plain")
      #expect(answer.header("date")?.hasSuffix(" GMT") == true)
      #expect(answer.header("connection") == nil)
    }
  }

  @Test func `a connection is kept from request to request`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      for number in 1...3 {
        client.send("POST /\(number) HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\n\r\nhi")
        #expect(client.answer()?.text == "POST /\(number) hi")
      }
    }
  }

  @Test func `requests sent at once are answered in order, though the first takes its time`() async throws {
    let held = HeldResponders()
    try await TestServer.run(
      loop: held.loop,
      handler: { request, responder in
        if request.path == "/slow" {
          held.hold(responder)
        } else {
          TestServer.echo(request, responder)
        }
      }
    ) { server in
      let client = try server.client()
      client.send(
        "GET /fast HTTP/1.1\r\nHost: w\r\n\r\nGET /slow HTTP/1.1\r\nHost: w\r\n\r\nGET /2 HTTP/1.1\r\nHost: w\r\n\r\n"
      )
      #expect(client.answer()?.text == "GET /fast ")
      held.wait()
      held.finish("slow")
      #expect(client.answer()?.text == "slow")
      #expect(client.answer()?.text == "GET /2 ")
      #expect(server.requests.map(\.path) == ["/fast", "/slow", "/2"])
    }
  }

  @Test func `a thousand requests sent at once get a thousand answers`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send((0..<1000).map { "GET /\($0) HTTP/1.1\r\nHost: w\r\n\r\n" }.joined())
      for number in 0..<1000 { #expect(client.answer()?.text == "GET /\(number) ") }
    }
  }

  @Test func `HEAD is answered without a body, though with its length`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("HEAD /a HTTP/1.1\r\nHost: w\r\n\r\nGET /b HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(client.answer(toHead: true)?.header("content-length") == "8")
      #expect(client.answer()?.text == "GET /b ")
    }
  }

  @Test func `Connection: close ends the connection after the answer`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /a HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\nGET /b HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(client.answer()?.header("connection") == "close")
      #expect(client.isEnded())
      #expect(server.requests.count == 1)
    }
  }

  @Test func `HTTP/1.0 is answered, and kept only if asked`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(client.answer()?.header("connection") == "keep-alive")
      client.send("GET /b HTTP/1.0\r\n\r\n")
      #expect(client.answer()?.text == "GET /b ")
      #expect(client.isEnded())
    }
  }

  @Test func `a client that shuts down its sending side still gets its answers`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\nGET /b HTTP/1.1\r\nHost: w\r\n\r\n")
      client.endSending()
      #expect(client.answer()?.text == "GET /a ")
      #expect(client.answer()?.text == "GET /b ")
      #expect(client.isEnded())
    }
  }

  @Test func `a handler that lets go of a request has 500 answered`() async throws {
    try await TestServer.run(handler: { _, _ in }) { server in
      let answer = try server.answer(to: "GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(isProblem(answer, 500, "internal"))
      let path = await server.event { if case .unanswered(_, let path) = $0 { path } else { nil } }
      #expect(path == "/a")
    }
  }

  @Test func `work that yields lets other requests through between its slices`() async throws {
    let slices = Mutex(0)
    let loop = ServerLoop()
    @Sendable func slice(_ responder: Responder) {
      // Goes on until the other request has been answered.
      let isOver = slices.withLock { count in
        if count >= 0 { count += 1 }
        return count < 0
      }
      if isOver { responder.finish(HTTPResponse()) } else { loop.yield { slice(responder) } }
    }
    try await TestServer.run(
      loop: loop,
      handler: { request, responder in
        if request.path == "/long" { return slice(responder) }
        slices.withLock { $0 = -1 }
        responder.finish(HTTPResponse())
      }
    ) { server in
      let long = try server.client()
      long.send("GET /long HTTP/1.1\r\nHost: w\r\n\r\n")
      try #expect(server.answer(to: "GET /short HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      #expect(long.answer()?.status == 200)
    }
  }

  @Test func `a line break in a header of an answer cannot start another`() async throws {
    try await TestServer.run(handler: { _, responder in
      responder.finish(HTTPResponse(headers: [("X-Id", "a\r\nSet-Cookie: b")]))
    }) { server in
      let answer = try server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(answer?.header("x-id") == "a  Set-Cookie: b")
      #expect(answer?.header("set-cookie") == nil)
    }
  }

  @Test(arguments: ["GET / HTTP/1.1\r\nHost w\r\n\r\n", "GET / HTTP/1.1\r\nHost: w\r\n folded: x\r\n\r\n"])
  func `what comes after a request that was refused is read up to the end`(_ refused: String) async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send(refused)
      #expect(client.answer()?.status == 400)
      for _ in 0..<50 { #expect(client.send("more\r\n")) }
      // Asked on another connection, so that the server has read the first half of it by then.
      try #expect(server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      for _ in 0..<50 { #expect(client.send("more\r\n")) }
      client.endSending()
      #expect(client.receive() == [], "an end, and no reset")
    }
  }

  @Test func `what comes after a request that will be refused does not end the answer before it`()
    async throws
  {
    let held = HeldResponders()
    try await TestServer.run(
      loop: held.loop,
      handler: { request, responder in
        if request.path == "/held" {
          held.hold(responder)
        } else {
          TestServer.echo(request, responder)
        }
      }
    ) { server in
      let client = try server.client()
      client.send("GET /held HTTP/1.1\r\nHost: w\r\n\r\n")
      client.send("GET / HTTP/1.1\r\nHost w\r\n\r\n")
      try #expect(server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      client.send("more\r\n")
      try #expect(server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      held.finish("x")
      #expect(client.answer()?.text == "x")
      #expect(client.answer()?.status == 400)
      client.endSending()
      #expect(client.isEnded())
    }
  }
}
