import Serving
import Testing
import TestSupport

/// What makes the head of a request acceptable.
@Suite struct RequestRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let head: String
    var body = ""
    let status: Int
    let word: String?

    init(_ head: String, body: String = "", _ status: Int, _ word: String? = nil) {
      self.head = head
      self.body = body
      self.status = status
      self.word = word
    }

    var text: String { head.replacing("|", with: "\r\n") + "\r\n\r\n" + body }
    var testDescription: String { head.debugDescription }
  }

  static let cases: [Case] = [
    Case("GET / HTTP/1.1", 400, "host-missing"),
    Case("GET / HTTP/1.1|Accept: */*", 400, "host-missing"),
    Case("GET / HTTP/1.1|Host: a|hOST: b", 400, "malformed-request"),
    Case("GET / HTTP/1.1|Host:", 200),
    Case("GET / HTTP/1.0", 200),
    Case("FROB / HTTP/1.1|Host: w", 501, "method-unknown"),
    Case("frob /a?b HTTP/1.1|Host: w", 501, "method-unknown"),
    Case("GETS / HTTP/1.1|Host: w", 501, "method-unknown"),
    Case("get / HTTP/1.1|Host: w", 501, "method-unknown"),
    Case("FROB / HTTP/1.1|Host: w|Content-Length: 3", body: "abc", 501, "method-unknown"),
    Case("CONNECT w:80 HTTP/1.1|Host: w", 501, "method-unknown"),
    Case("PATCH / HTTP/1.1|Host: w", 200),
    Case("PROPFIND / HTTP/1.1|Host: w", 200),
    Case("FR(B / HTTP/1.1|Host: w", 400, "malformed-request"),
    Case("FROB /  HTTP/1.1|Host: w", 400, "malformed-request"),
    Case("FROB / HTTP/one|Host: w", 400, "malformed-request"),
    Case("FROB", 400, "malformed-request"),
    Case("POST / HTTP/1.1|Host: w|Content-Length:\t2", body: "hi", 200),
    Case("POST / HTTP/1.1|Host: w|Content-Length: 2\t", body: "hi", 200),
    Case("POST / HTTP/1.1|Host: w|content-LENGTH:\t \t2 \t ", body: "hi", 200),
    Case("POST / HTTP/1.1|Content-Length:2\t|Host: w", body: "h\t", 200),
    Case("POST / HTTP/1.1|Host: w|Content-Length: 1\t2", body: "hi", 400, "malformed-request"),
    Case("POST / HTTP/1.1|Host: w|Content-Length\t: 2", body: "hi", 400, "malformed-request"),
    Case("POST / HTTP/1.1|Host: w|X-Content-Length:\t9|Content-Length: 2", body: "hi", 200),
    Case(
      "POST / HTTP/1.1|Host: w|Content-Length: 2|Content-Encoding: gzip", body: "hi", 415,
      "content-coding-unknown"),
    Case(
      "POST / HTTP/1.1|Host: w|Content-Length: 2|Content-Encoding: identity, br", body: "hi", 415,
      "content-coding-unknown"),
    Case("POST / HTTP/1.1|Host: w|Content-Length: 2|Content-Encoding: Identity", body: "hi", 200),
    Case("POST / HTTP/1.1|Host: w|Content-Length: 0|Content-Encoding: gzip", 200),
  ]

  @Test(arguments: cases) func `each head is answered alike, at once and in pieces`(_ item: Case) async throws
  {
    try await TestServer.run { server in
      for isInPieces in [false, true] {
        let client = try server.client()
        for piece in isInPieces ? item.text.utf8.map({ [$0] }) : [Array(item.text.utf8)] {
          client.send(piece)
        }
        let answer = client.answer()
        #expect(answer?.status == item.status, "in pieces: \(isInPieces)")
        if let word = item.word { #expect(isProblem(answer, item.status, word)) }
        if item.status == 200, !item.body.isEmpty { #expect(answer?.text.hasSuffix(item.body) == true) }
      }
    }
  }

  @Test func `a later request of a connection is held to the same`() async throws {
    try await TestServer.run { server in
      for item in Self.cases {
        let client = try server.client()
        client.send("GET /first HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(client.answer()?.text == "GET /first ")
        client.send(item.text)
        #expect(client.answer()?.status == item.status, "\(item.head)")
      }
    }
  }

  @Test func `tabs in a body stay tabs`() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      let body = "content-length:\t1\r\n\r\ncontent-length:\t\n"
      client.send("POST / HTTP/1.1\r\nHost: w\r\nContent-Length:\t\(body.utf8.count)\r\n\r\n\(body)")
      #expect(client.answer()?.text == "POST / \(body)")
      // The body in a piece of its own.
      client.send("POST / HTTP/1.1\r\nHost: w\r\nContent-Length:\t\(body.utf8.count)\r\n\r\n")
      client.send(body)
      #expect(client.answer()?.text == "POST / \(body)")
    }
  }
}
