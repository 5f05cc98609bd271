import API
import Serving
import Testing
import TestSupport

@Suite struct LimitTests {
  @Test func `a body over the limit is refused before it is read when its length says so`() async throws {
    try await TestServer.run({ $0.limits.bodySize = 10 }) { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
      let answer = client.answer()
      #expect(isProblem(answer, 413, "body-too-large"))
      #expect(answer?.header("connection") == "close")
      #expect(client.isEnded())
    }
  }

  @Test func `a chunked body over the limit is refused when it gets there`() async throws {
    try await TestServer.run({ $0.limits.bodySize = 10 }) { server in
      let client = try server.client()
      client.send(
        "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n6\r\n123456\r\n")
      #expect(isProblem(client.answer(), 413, "body-too-large"))
      #expect(client.isEnded())
    }
  }

  @Test func `a client that goes on sending a body too large still gets to read the answer`() async throws {
    try await TestServer.run({ $0.limits.bodySize = 10 }) { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 8000000\r\n\r\n")
      #expect(client.send([UInt8](repeating: 32, count: 8_000_000)))
      #expect(isProblem(client.answer(), 413, "body-too-large"))
    }
  }

  @Test func `a body of exactly the limit is taken`() async throws {
    try await TestServer.run({ $0.limits.bodySize = 10 }) { server in
      let answer = try server.answer(to: "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 10\r\n\r\n1234567890")
      #expect(answer?.text == "POST / 1234567890")
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: w\r\nX: \(String(repeating: "x", count: 2000))\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: w\r\n\(String(repeating: "X: y\r\n", count: 600))\r\n",
    "GET /\(String(repeating: "x", count: 2000)) HTTP/1.1\r\nHost: w\r\n\r\n",
  ])
  func `a head over the limit is 431`(_ request: String) async throws {
    try await TestServer.run({ $0.limits.headerSize = 1000 }) { server in
      let client = try server.client()
      client.send(request)
      #expect(isProblem(client.answer(), 431, "head-too-large"))
      #expect(client.isEnded())
    }
  }

  @Test func `too many header fields are 431`() async throws {
    try await TestServer.run({ $0.limits.headerCount = 3 }) { server in
      let answer = try server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n")
      #expect(isProblem(answer, 431, "head-too-large"))
    }
  }

  @Test func `a target over the limit is 414`() async throws {
    try await TestServer.run({ $0.limits.targetSize = 10 }) { server in
      try #expect(
        isProblem(server.answer(to: "GET /123456789a HTTP/1.1\r\nHost: w\r\n\r\n"), 414, "target-too-long"))
      try #expect(server.answer(to: "GET /123456789 HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
    }
  }

  @Test func `a POST that does not say how long it is is 411, where it is not taken without a body`()
    async throws
  {
    try await TestServer.run({ $0.bodilessPaths = ["/reload"] }) { server in
      try #expect(isProblem(server.answer(to: "POST /a HTTP/1.1\r\nHost: w\r\n\r\n"), 411, "length-required"))
      try #expect(server.answer(to: "POST /reload HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
      try #expect(
        server.answer(to: "POST /a HTTP/1.1\r\nHost: w\r\nContent-Length: 0\r\n\r\n")?.status == 200)
    }
  }

  @Test func `Expect: 100-continue is answered before the body comes`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.answer()?.status == 100)
      client.send("hi")
      #expect(client.answer()?.text == "POST / hi")
    }
  }

  @Test func `another expectation is 417`() async throws {
    try await TestServer.run { server in
      let answer = try server.answer(
        to: "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\nExpect: cake\r\n\r\nhi")
      #expect(isProblem(answer, 417, "expectation-failed"))
    }
  }

  @Test func `a transfer coding beside chunked is 501, another version 505`() async throws {
    try await TestServer.run { server in
      let coded = try server.answer(
        to: "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
      #expect(isProblem(coded, 501, "transfer-coding-unknown"))
      try #expect(isProblem(server.answer(to: "GET / HTTP/2.0\r\n\r\n"), 505, "version-unknown"))
    }
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: w\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: w\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: w\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n5x\r\nhello\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloGET /smuggled HTTP/1.1\r\nHost: w\r\n\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "NONSENSE\r\n\r\n",
  ])
  func `what could be read in two ways is 400 and the end`(_ request: String) async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send(request)
      #expect(isProblem(client.answer(), 400, "malformed-request"))
      #expect(client.isEnded())
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `a broken target is 400`() async throws {
    try await TestServer.run { server in
      for target in ["/%zz", "/%", "/a?b=%ff", "*", "nowhere"] {
        let answer = try server.answer(to: "GET \(target) HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(isProblem(answer, 400, "malformed-target"), "\(target)")
      }
    }
  }

  @Test func `a good request before a bad one is answered first`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /good HTTP/1.1\r\nHost: w\r\n\r\nBAD\r\n\r\n")
      #expect(client.answer()?.text == "GET /good ")
      #expect(isProblem(client.answer(), 400, "malformed-request"))
      #expect(client.isEnded())
    }
  }
}
